/// Answers what may stand at the cursor, by the definitions of a tree of commands.
package struct Completer: Sendable {
  let root: CommandSpec
  let lists: CompletionLists
  let language: Language

  /// A completer for `root`, with the lists that only the program can compute.
  package init(root: CommandSpec, lists: CompletionLists = .none, language: Language) {
    self.root = root
    self.lists = lists
    self.language = language
  }

  /// What may stand at the cursor of `line`. Never fails, whatever the words are.
  package func answer(_ line: CompletionLine) -> CompletionAnswer {
    CompleterRun(completer: self, line: line).answer()
  }
}

/// One question to a completer.
struct CompleterRun {
  let lists: CompletionLists
  let language: Language
  let typed: String
  /// The command that the words before the cursor name, and whether a word of them names none.
  let before: CommandResolver
  /// The command that the whole line names: its options may be typed before its own word.
  let path: [CommandSpec]
  let scan: CompletionScan

  init(completer: Completer, line: CompletionLine) {
    lists = completer.lists
    language = completer.language
    typed = line.typed
    before = CommandResolver(
      root: completer.root, words: Array(line.words.prefix(line.index)), isLenient: true)
    let whole = CommandResolver(root: completer.root, words: line.words, isLenient: true)
    path = whole.path
    scan = CompletionScan(
      words: line.words, index: line.index, commandWords: whole.commandWords,
      table: OptionTable(path: whole.path))
  }

  func answer() -> CompletionAnswer {
    if let option = scan.pending { return values(of: option, prefix: "", typed: typed) }
    if !scan.hasEnded, typed.hasPrefix("-") {
      return typed == "-" || typed.hasPrefix("--") ? longOption() : cluster()
    }
    return positional()
  }

  /// `--na`, `--name=va`.
  private func longOption() -> CompletionAnswer {
    guard let equals = typed.firstIndex(of: "=") else { return OptionCandidates(run: self).answer }
    let name = String(typed[..<equals].dropFirst(2))
    guard let match = scan.table.match(name), !match.isNegated else { return .nothing }
    let start = typed.index(after: equals)
    return values(
      of: match.option, prefix: String(typed[..<start]), typed: String(typed[start...]))
  }

  /// `-o`, `-ojs`, `-o=js`, `-qo`.
  private func cluster() -> CompletionAnswer {
    let bytes = Array(typed.utf8)
    guard WordShape.isOption(bytes, hasLetter: { scan.table.letter($0) != nil }) else {
      return positional()
    }
    for (position, letter) in bytes.enumerated().dropFirst() {
      guard let option = scan.table.letter(letter), option.refusal == nil else { return .nothing }
      guard option.takesNextWord, position + 1 < bytes.count else { continue }
      let start = position + (bytes[position + 1] == WordShape.equals ? 2 : 1)
      return values(
        of: option, prefix: String(decoding: bytes[..<start], as: UTF8.self),
        typed: String(decoding: bytes[start...], as: UTF8.self))
    }
    return CompletionAnswer([CompletionCandidate(typed)], directive: .noFiles)
  }

  private func positional() -> CompletionAnswer {
    if !scan.hasEnded, !before.command.branches.isEmpty {
      guard before.unmatchedWord == nil else { return .nothing }
      return CommandCandidates(command: before.command, language: language).answer(typed)
    }
    let specs = path.last?.arguments ?? []
    let next = specs.dropFirst(scan.arguments.count).first ?? specs.last { $0.isList }
    if let next { return values(of: next) }
    // Nothing but options can follow.
    return typed.isEmpty && !scan.hasEnded ? OptionCandidates(run: self).answer : .nothing
  }
}
