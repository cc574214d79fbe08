/// What the words around the one being typed say. Unlike the parser it never stops: a word that it
/// does not understand is passed over.
struct CompletionScan {
  let table: OptionTable
  /// The long names of the options given, before and behind the cursor.
  private(set) var given: Set<String> = []
  /// How often each was given.
  private(set) var counts: [String: Int] = [:]
  /// The values given to options.
  private(set) var values: [String: [String]] = [:]
  /// The positional words before the cursor.
  private(set) var arguments: [String] = []
  /// The option whose value is being typed.
  private(set) var pending: OptionSpec?
  /// Whether `--` stands before the cursor.
  private(set) var hasEnded = false

  /// Reads `words`, of which those in `commandWords` name commands and `index` is being typed.
  init(words: [[UInt8]], index: Int, commandWords: [Int], table: OptionTable) {
    self.table = table
    var waiting: OptionSpec?
    var ended = false
    for (number, word) in words.enumerated() {
      if number == index {
        pending = waiting
        hasEnded = ended
        waiting = nil
      } else if let option = waiting, mayBeValue(word, of: option) {
        values[option.name, default: []].append(String(decoding: word, as: UTF8.self))
        waiting = nil
      } else if ended || !isOption(word) {
        waiting = nil
        if number < index, !commandWords.contains(number) {
          arguments.append(String(decoding: word, as: UTF8.self))
        }
      } else if WordShape.isTerminator(word) {
        waiting = nil
        ended = true
      } else {
        waiting = word[1] == WordShape.dash ? takeLong(word) : takeCluster(word)
      }
    }
  }

  private func isOption(_ word: [UInt8]) -> Bool {
    WordShape.isOption(word) { table.letter($0) != nil }
  }

  private func mayBeValue(_ word: [UInt8], of option: OptionSpec) -> Bool {
    !WordShape.beginsWithDash(word) || WordShape.isNegativeNumber(word)
  }

  private mutating func note(_ option: OptionSpec) {
    given.insert(option.name)
    counts[option.name, default: 0] += 1
  }

  /// The option, if its value is the next word.
  private mutating func takeLong(_ word: [UInt8]) -> OptionSpec? {
    let parts = WordShape.splitLong(word)
    let name = String(decoding: word[parts.name], as: UTF8.self)
    guard let match = table.match(name) else { return nil }
    note(match.option)
    if let value = parts.value {
      values[match.option.name, default: []].append(String(decoding: word[value], as: UTF8.self))
      return nil
    }
    return match.option.takesNextWord && !match.isNegated ? match.option : nil
  }

  private mutating func takeCluster(_ word: [UInt8]) -> OptionSpec? {
    for (position, letter) in word.enumerated().dropFirst() {
      guard let option = table.letter(letter) else { return nil }
      note(option)
      guard option.takesNextWord else { continue }
      var rest = word[(position + 1)...]
      if rest.isEmpty { return option }
      if rest.first == WordShape.equals { rest = rest.dropFirst() }
      values[option.name, default: []].append(String(decoding: rest, as: UTF8.self))
      return nil
    }
    return nil
  }
}
