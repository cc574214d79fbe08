/// Adds to a failure what the definitions know: what may have been meant, and where it belongs.
struct Guesser {
  let root: CommandSpec
  let path: [CommandSpec]
  let table: OptionTable

  func complete(_ failure: inout ParseFailure) {
    failure.takesArguments = path.last?.arguments.isEmpty == false
    switch failure.cause {
    case .unknownOption(let name): suggestOption(name, &failure)
    case .unknownLetter(let letter, let word): suggestLetter(letter, word, &failure)
    case .singleDashLong(let name): failure.suggestions = ["--" + name]
    case .unknownCommand(let word): suggestCommand(word, &failure)
    case .lookAlike(_, _, let meant): suggestMeant(meant, &failure)
    case .unexpectedArgument(let word, _):
      let text = String(decoding: word, as: UTF8.self)
      failure.suggestions = Suggester.nearest(to: text, among: commandWords(path.last ?? root))
    case .invalidValue(_, let value, .notChoice(let choices), _):
      let text = String(decoding: value, as: UTF8.self)
      failure.suggestions = Suggester.nearest(to: text, among: choices.map(\.name))
    default: break
    }
  }

  private func suggestOption(_ name: String, _ failure: inout ParseFailure) {
    let owners = owners(of: name)
    if !owners.isEmpty {
      failure.owners = owners
      return
    }
    failure.suggestions = near(name, in: table.options)
    if failure.suggestions.isEmpty {
      failure.suggestions = near(name, in: everyOption())
      if let best = failure.suggestions.first {
        failure.suggestions = [best]
        failure.owners = self.owners(of: String(best.dropFirst(2)))
      }
    }
  }

  private func near(_ name: String, in options: [OptionSpec]) -> [String] {
    let visible = options.filter { !$0.isHidden && $0.refusal == nil }
    let names = visible.flatMap { option in
      [option.name] + option.aliases + (option.isNegatable ? ["no-" + option.name] : [])
    }
    return Suggester.nearest(to: name, among: names).map { "--" + $0 }
  }

  private func suggestLetter(_ letter: String, _ word: String, _ failure: inout ParseFailure) {
    let name = String(word.dropFirst().prefix { $0 != "=" })
    if name.count > 2 { failure.suggestions = near(name, in: table.options) }
    guard failure.suggestions.isEmpty, let byte = letter.utf8.first else { return }
    let otherCase = byte ^ 0x20
    if let option = table.letter(otherCase), !option.isHidden, option.refusal == nil {
      failure.suggestions = ["-" + String(UnicodeScalar(otherCase))]
    }
  }

  private func suggestMeant(_ meant: String, _ failure: inout ParseFailure) {
    let name = String(meant.drop { $0 == "-" }.prefix { $0 != "=" })
    if meant.hasPrefix("--") {
      failure.suggestions = table.match(name) != nil ? ["--" + name] : near(name, in: table.options)
    } else if meant.hasPrefix("-"), let letter = name.utf8.first, table.letter(letter) != nil {
      failure.suggestions = ["-" + name]
    }
  }

  private func suggestCommand(_ word: String, _ failure: inout ParseFailure) {
    let node = path.last ?? root
    let folded = word.lowercased()
    if let absent = node.absentCommands.first(where: { $0.words.contains(folded) }) {
      failure.explanation = absent.reason
      return
    }
    let synonyms = node.subcommands.filter { $0.synonyms.contains(folded) }.map(\.name)
    if !synonyms.isEmpty {
      failure.suggestions = Array(synonyms.prefix(Suggester.limit))
      return
    }
    let elsewhere = paths(toCommand: word)
    failure.suggestions =
      elsewhere.isEmpty ? Suggester.nearest(to: word, among: commandWords(node)) : elsewhere
  }

  private func commandWords(_ node: CommandSpec) -> [String] {
    node.subcommands.filter { !$0.isHidden }.flatMap { [$0.name] + $0.aliases }
  }

  /// The full names of visible commands called `word` at other levels.
  private func paths(toCommand word: String) -> [String] {
    var found: [String] = []
    forEachCommand { names, command in
      if names.count > 1, command.name == word || command.aliases.contains(word) {
        found.append(names.joined(separator: " "))
      }
    }
    return Array(found.prefix(Suggester.limit))
  }

  /// The commands, other than this one, that have an option of exactly this name.
  private func owners(of name: String) -> [String] {
    var found: [String] = []
    forEachCommand { names, command in
      let options = command.options.filter { !$0.isHidden && $0.refusal == nil }
      if OptionTable(options).match(name) != nil {
        found.append(names.joined(separator: " "))
      }
    }
    return found
  }

  private func everyOption() -> [OptionSpec] {
    var found: [OptionSpec] = []
    forEachCommand { _, command in found += command.options }
    return found
  }

  private func forEachCommand(_ body: ([String], CommandSpec) -> Void) {
    func visit(_ node: CommandSpec, _ names: [String]) {
      for child in node.subcommands where !child.isHidden {
        body(names + [child.name], child)
        visit(child, names + [child.name])
      }
    }
    visit(root, [])
  }
}
