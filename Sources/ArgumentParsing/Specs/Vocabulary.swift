/// The words that an option or an argument takes, and what each stands for.
struct Vocabulary<Word: Sendable>: Sendable {
  private let words: [(word: Word, choice: Choice)]

  /// - Parameter words: each with its explanation.
  init(_ words: [(Word, Text)]) where Word: RawRepresentable<String> {
    self.words = words.map { ($0.0, Choice($0.0.rawValue, $0.1)) }
  }

  /// Values whose names explain themselves.
  init(_ values: [Word], named name: (Word) -> String) {
    words = values.map { ($0, Choice(name($0), Text(both: name($0)))) }
  }

  /// What the parser checks a word against.
  var kind: ValueKind { .choice(words.map { $0.choice }) }

  /// What the text stands for; nil for none of the words.
  func word(_ text: String?) -> Word? { words.first { $0.choice.name == text }?.word }
}
