/// A part of a word of the command line.
package struct Place: Sendable, Equatable {
  /// Which word, from 0; the program's name is not counted.
  package var word: Int
  /// The bytes within the word.
  package var bytes: Range<Int>

  /// A part of a word.
  package init(word: Int, bytes: Range<Int>) {
    self.word = word
    self.bytes = bytes
  }

  /// The position as a user counts it: the first word after the program's name is 1.
  package var position: Int { word + 1 }
}

/// Where a value was given.
package enum ValueOrigin: Sendable, Equatable {
  /// The command line.
  case word(Place)
  /// An environment variable, by name.
  case environment(String)
}

/// A value whose shape has been checked.
package struct ParsedValue: Sendable, Equatable {
  /// The value as given.
  package var bytes: [UInt8]
  /// Where it came from.
  package var origin: ValueOrigin

  /// The value as text; bytes that are not UTF-8 (in a payload or a path) become U+FFFD.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
