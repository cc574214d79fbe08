/// Values of options and arguments.
extension CompleterRun {
  /// The values of an option; `prefix` is what stands before the value in the same word.
  func values(of option: OptionSpec, prefix: String, typed: String) -> CompletionAnswer {
    guard option.kind.takesValue, option.refusal == nil, !option.isSensitive else {
      return .nothing
    }
    var prefix = prefix
    var typed = typed
    var taken: [String] = []
    if option.isList {
      taken = scan.values[option.name] ?? []
      if option.splitsAtCommas {
        taken = taken.flatMap(Self.items)
        if let comma = typed.lastIndex(of: ",") {
          let start = typed.index(after: comma)
          taken += Self.items(String(typed[..<comma]))
          prefix += typed[..<start]
          typed = String(typed[start...])
        }
      }
    }
    var answer = answer(for: option.completion, kind: option.kind, prefix: prefix, typed: typed)
    answer.candidates.removeAll { candidate in
      taken.contains { prefix + $0 == candidate.value }
    }
    return answer
  }

  /// The values of a positional argument.
  func values(of argument: ArgumentSpec) -> CompletionAnswer {
    answer(for: argument.completion, kind: argument.kind, prefix: "", typed: typed)
  }

  private static func items(_ text: String) -> [String] {
    text.split(separator: ",").map(String.init)
  }

  private func answer(
    for completion: CompletionKind, kind: ValueKind, prefix: String, typed: String
  ) -> CompletionAnswer {
    switch (completion, kind) {
    case (.none, _):
      return .nothing
    case (.files(let extensions), _):
      return CompletionAnswer(
        extensions: extensions, directive: extensions.isEmpty ? [] : .fileExtensions)
    case (.folders, _):
      return CompletionAnswer(directive: .folders)
    case (.list(let name), _):
      return answer(list(name, typed), prefix, typed)
    case (.automatic, .choice(let choices)):
      let candidates = choices.map { CompletionCandidate($0.name, $0.help[language]) }
      return answer(CompletionList(candidates), prefix, typed)
    case (.automatic, .path):
      return CompletionAnswer(directive: [])
    case (.automatic, _):
      return .nothing
    }
  }

  private func list(_ name: String, _ typed: String) -> CompletionList {
    lists.find(
      name,
      CompletionSituation(
        path: path.dropFirst().map(\.name), arguments: scan.arguments, typed: typed,
        values: scan.values, given: scan.given))
  }

  private func answer(_ list: CompletionList, _ prefix: String, _ typed: String)
    -> CompletionAnswer
  {
    var directive: CompletionDirective = list.allowsFiles ? .keepOrder : [.noFiles, .keepOrder]
    if !list.endsWord { directive.insert(.noSpace) }
    var found = CompletionCandidate.matching(typed, in: list.candidates)
    // `name=` is complete already; what follows it is nobody's to guess.
    if !list.endsWord { found.removeAll { $0.value == typed } }
    let candidates = found.map { found in
      var candidate = found
      candidate.value = prefix + found.value
      candidate.name = found.name.map { prefix + $0 }
      return candidate
    }
    return CompletionAnswer(candidates, directive: directive)
  }
}
