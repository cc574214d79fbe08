/// The commands below one, as candidates.
struct CommandCandidates {
  let command: CommandSpec
  let language: Language

  /// The commands that begin with what was typed; an alias only if its name does not, and what
  /// people call a command elsewhere only if nothing else fits.
  func answer(_ typed: String) -> CompletionAnswer {
    let visible = command.subcommands.filter { !$0.isHidden }
    var candidates: [CompletionCandidate] = visible.compactMap { command in
      let words = [command.name] + (typed.isEmpty ? [] : command.aliases)
      return words.first { $0.hasPrefix(typed) }.map {
        CompletionCandidate($0, command.summary[language])
      }
    }
    if candidates.isEmpty {
      let folded = typed.lowercased()
      candidates = visible.filter { command in
        command.synonyms.contains { $0.lowercased().hasPrefix(folded) }
          || command.name.hasPrefix(folded)
      }.map { CompletionCandidate($0.name, $0.summary[language]) }
    }
    return CompletionAnswer(candidates, directive: [.noFiles, .keepOrder])
  }
}
