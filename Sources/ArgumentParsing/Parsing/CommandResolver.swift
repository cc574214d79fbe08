/// Finds the command that the words name, with options before, between and after its words.
///
/// An option met before its command is known may belong to any command below, so the arity of
/// options is looked up in the whole tree.
struct CommandResolver {
  let root: CommandSpec
  let words: [[UInt8]]
  /// Skips words that name no command, to find the deepest command a broken line means.
  let isLenient: Bool

  private(set) var path: [CommandSpec]
  /// The indices of the words that name commands.
  private(set) var commandWords: [Int] = []
  /// The first word in a command's place that names none.
  private(set) var unmatchedWord: Int?
  /// Whether an option was met that no command knows; its arity was guessed.
  private(set) var metUnknownOption = false

  init(root: CommandSpec, words: [[UInt8]], isLenient: Bool) {
    self.root = root
    self.words = words
    self.isLenient = isLenient
    path = [root]
    resolve()
  }

  var command: CommandSpec { path.last ?? root }

  private mutating func resolve() {
    var index = 0
    var optionsEnded = false
    while index < words.count, !command.branches.isEmpty {
      let word = words[index]
      if !optionsEnded, WordShape.isTerminator(word) {
        optionsEnded = true
      } else if !optionsEnded, isOption(word) {
        let next = index + 1 < words.count ? words[index + 1] : nil
        index += takesNextWord(word, next: next) ? 1 : 0
      } else if !take(word, at: index) {
        return
      }
      index += 1
    }
  }

  /// Descends into the command that `word` names; false if the search ends here.
  private mutating func take(_ word: [UInt8], at index: Int) -> Bool {
    if let text = String(validating: word, as: UTF8.self),
      let child = command.subcommand(named: text)
    {
      path.append(child)
      commandWords.append(index)
      return true
    }
    unmatchedWord = unmatchedWord ?? index
    return isLenient || (metUnknownOption && !command.runsWithoutSubcommand)
  }

  private func isOption(_ word: [UInt8]) -> Bool {
    WordShape.isOption(word) { letter in
      !candidates { $0.short?.asciiValue == letter }.isEmpty
    }
  }

  private mutating func takesNextWord(_ word: [UInt8], next: [UInt8]?) -> Bool {
    if word.starts(with: [WordShape.dash, WordShape.dash]) {
      let (name, value) = WordShape.splitLong(word)
      let text = String(decoding: word[name], as: UTF8.self)
      let found = candidates { OptionTable([$0]).match(text) != nil }
      if found.isEmpty { metUnknownOption = true }
      if value != nil || text.hasPrefix("no-") && !found.contains(where: { $0.name == text }) {
        return false
      }
      return decide(found, next: next)
    }
    for (position, letter) in word.enumerated().dropFirst() {
      let found = candidates { $0.short?.asciiValue == letter }
      if found.isEmpty {
        metUnknownOption = true
        return false
      }
      if found.contains(where: \.takesNextWord) {
        return position == word.count - 1 && decide(found, next: next)
      }
    }
    return false
  }

  /// Options of several commands may share a name and differ in arity: then a next word that
  /// names a command is the command.
  private func decide(_ found: [OptionSpec], next: [UInt8]?) -> Bool {
    guard found.contains(where: \.takesNextWord) else { return false }
    guard found.contains(where: { !$0.takesNextWord }), let next else { return true }
    return command.subcommand(named: String(decoding: next, as: UTF8.self)) == nil
  }

  private func candidates(_ isMatch: (OptionSpec) -> Bool) -> [OptionSpec] {
    var found = (root.options + BuiltInOptions.all).filter(isMatch)
    var pending = [command]
    while let node = pending.popLast() {
      found += node.options.filter(isMatch)
      pending += node.subcommands
    }
    return found
  }
}
