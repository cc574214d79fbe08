/// The names of options, as candidates.
struct OptionCandidates {
  let run: CompleterRun

  /// The options that may still be given, in the order of the help.
  var answer: CompletionAnswer {
    let candidates = run.scan.table.options.filter(isPossible).flatMap(spellings)
    return CompletionAnswer(
      candidates.filter { $0.value.hasPrefix(run.typed) }, directive: [.noFiles, .keepOrder])
  }

  private func isPossible(_ option: OptionSpec) -> Bool {
    // An option of the command hides one of the root that has the same name.
    let isReached = run.scan.table.option(named: option.name) == option
    guard isReached, !option.isHidden, option.refusal == nil else { return false }
    if run.scan.given.contains(option.name), !mayRepeat(option) { return false }
    return !run.scan.given.contains { name in
      option.conflicts.contains(name)
        || run.scan.table.option(named: name)?.conflicts.contains(option.name) == true
    }
  }

  private func mayRepeat(_ option: OptionSpec) -> Bool {
    if case .count(let maximum) = option.kind {
      return run.scan.counts[option.name, default: 0] < maximum
    }
    return option.isList
  }

  /// The name, or the alias that was begun instead of it; the negation beside it.
  private func spellings(_ option: OptionSpec) -> [CompletionCandidate] {
    let detail = option.help[run.language]
    var names = [option.name]
    if run.typed.count > 2, let alias = option.aliases.first(where: begun), !begun(option.name) {
      names = [alias]
    }
    if option.isNegatable { names.append("no-" + option.name) }
    return names.map { CompletionCandidate("--" + $0, detail) }
  }

  private func begun(_ name: String) -> Bool { ("--" + name).hasPrefix(run.typed) }
}
