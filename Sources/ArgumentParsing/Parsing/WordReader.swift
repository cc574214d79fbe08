/// An option as it stands on the command line.
struct Occurrence {
  var option: OptionSpec
  var isNegated: Bool
  /// The value; nil for a flag and for a bare option whose value is optional.
  var value: [UInt8]?
  /// The name as given, dashes included, and its place.
  var spelling: String
  var namePlace: Place
  /// The place of the value, or of the name where there is none.
  var place: Place
}

/// Reads words as options and positionals, by the options of one command. Values stay unchecked.
struct WordReader {
  let words: [[UInt8]]
  let commandWords: [Int]
  let table: OptionTable

  private(set) var occurrences: [Occurrence] = []
  /// The indices of the positional words.
  private(set) var positionals: [Int] = []
  private var index = 0

  init(words: [[UInt8]], commandWords: [Int], table: OptionTable) {
    self.words = words
    self.commandWords = commandWords
    self.table = table
  }

  /// A cause and where it was found; the parser adds the rest.
  struct Finding: Error {
    var cause: FailureCause
    var place: Place
  }

  /// Reads all words, or stops at the first that cannot be read.
  mutating func read() throws(Finding) {
    var optionsEnded = false
    while index < words.count {
      defer { index += 1 }
      if commandWords.contains(index) { continue }
      let word = words[index]
      if optionsEnded {
        positionals.append(index)
      } else if WordShape.isTerminator(word) {
        optionsEnded = true
      } else if isOption(word) {
        if word[1] == WordShape.dash {
          try readLong(word)
        } else {
          try readCluster(word)
        }
      } else {
        try refuseLookAlikeDash(word)
        positionals.append(index)
      }
    }
  }

  private func isOption(_ word: [UInt8]) -> Bool {
    WordShape.isOption(word) { table.letter($0) != nil }
  }

  private func place(_ bytes: Range<Int>) -> Place { Place(word: index, bytes: bytes) }

  private func refuseLookAlikeDash(_ word: [UInt8]) throws(Finding) {
    guard let found = LookAlike.leadingDash(word) else { return }
    let normal = LookAlike.normalised(String(decoding: word, as: UTF8.self))
    throw Finding(
      cause: .lookAlike(word: word, scalar: found, meant: normal),
      place: place(0..<UTF8.width(found)))
  }

  private mutating func readLong(_ word: [UInt8]) throws(Finding) {
    let parts = WordShape.splitLong(word)
    guard let name = String(validating: word[parts.name], as: UTF8.self) else {
      throw Finding(cause: .invalidUTF8(word: word), place: place(0..<parts.name.upperBound))
    }
    if let (found, bytes) = LookAlike.inName(word, of: parts.name) {
      let normal = LookAlike.normalised(String(decoding: word, as: UTF8.self))
      throw Finding(
        cause: .lookAlike(word: word, scalar: found, meant: normal), place: place(bytes))
    }
    let namePlace = place(0..<parts.name.upperBound)
    guard let match = table.match(name) else {
      throw Finding(cause: .unknownOption(name: name), place: namePlace)
    }
    var occurrence = Occurrence(
      option: match.option, isNegated: match.isNegated, value: nil, spelling: "--" + name,
      namePlace: namePlace, place: namePlace)
    if let value = parts.value {
      guard match.option.kind.takesValue, !match.isNegated else {
        throw Finding(cause: .takesNoValue(option: "--" + name), place: place(value))
      }
      occurrence.value = Array(word[value])
      occurrence.place = place(value)
    } else if match.option.takesNextWord, !match.isNegated {
      try takeNextWord(for: &occurrence)
    }
    try append(occurrence)
  }

  private mutating func readCluster(_ word: [UInt8]) throws(Finding) {
    try refuseSingleDashLong(word)
    var position = 1
    while position < word.count {
      let here = position..<position + 1
      guard let option = table.letter(word[position]) else {
        throw unknownLetter(in: word, at: position)
      }
      let spelling = "-" + String(UnicodeScalar(word[position]))
      var occurrence = Occurrence(
        option: option, isNegated: false, value: nil, spelling: spelling,
        namePlace: place(here), place: place(here))
      position += 1
      let hasEquals = position < word.count && word[position] == WordShape.equals
      if hasEquals, !option.kind.takesValue {
        throw Finding(
          cause: .takesNoValue(option: spelling), place: place(position + 1..<word.count))
      }
      if hasEquals || (option.takesNextWord && position < word.count) {
        let value = position + (hasEquals ? 1 : 0)..<word.count
        occurrence.value = Array(word[value])
        occurrence.place = place(value)
        position = word.count
      } else if option.takesNextWord {
        try takeNextWord(for: &occurrence)
      }
      try append(occurrence)
    }
  }

  /// A secret typed as a value is refused before anything else is said about the line.
  private mutating func append(_ occurrence: Occurrence) throws(Finding) {
    if let reason = occurrence.option.refusal {
      throw Finding(
        cause: .refusedOption(name: occurrence.spelling, reason: reason),
        place: occurrence.namePlace)
    }
    occurrences.append(occurrence)
  }

  private mutating func takeNextWord(for occurrence: inout Occurrence) throws(Finding) {
    let next = index + 1 < words.count ? words[index + 1] : nil
    let isCommand = commandWords.contains(index + 1)
    guard let next, !isCommand, mayBeValue(next, of: occurrence.option) else {
      throw Finding(
        cause: .missingValue(option: occurrence.spelling, next: isCommand ? nil : next),
        place: occurrence.namePlace)
    }
    index += 1
    occurrence.value = next
    occurrence.place = place(0..<next.count)
  }

  /// A word that looks like an option is none's value: the value was forgotten.
  private func mayBeValue(_ word: [UInt8], of option: OptionSpec) -> Bool {
    guard WordShape.beginsWithDash(word) else { return true }
    guard WordShape.isNegativeNumber(word) else { return false }
    return option.kind.acceptsMinus || table.letter(word[1]) == nil
  }

  private func refuseSingleDashLong(_ word: [UInt8]) throws(Finding) {
    let end = word.firstIndex(of: WordShape.equals) ?? word.count
    guard end > 2, let name = String(validating: word[1..<end], as: UTF8.self),
      table.match(name) != nil
    else { return }
    throw Finding(cause: .singleDashLong(name: name), place: place(0..<end))
  }

  private func unknownLetter(in word: [UInt8], at position: Int) -> Finding {
    guard let text = String(validating: word, as: UTF8.self) else {
      return Finding(cause: .invalidUTF8(word: word), place: place(0..<word.count))
    }
    if let (found, bytes) = LookAlike.inName(word, of: 1..<word.count) {
      return Finding(
        cause: .lookAlike(word: word, scalar: found, meant: LookAlike.normalised(text)),
        place: place(bytes))
    }
    let start = text.utf8.index(text.utf8.startIndex, offsetBy: position)
    let letter = text.unicodeScalars[start]
    return Finding(
      cause: .unknownLetter(letter: String(letter), word: text),
      place: place(position..<position + UTF8.width(letter)))
  }
}
