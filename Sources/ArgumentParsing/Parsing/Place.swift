/// A part of a word of the command line.
public struct Place: Sendable, Equatable {
  /// Which word, from 0; the program's name is not counted.
  public var word: Int
  /// The bytes within the word.
  public var bytes: Range<Int>

  /// A part of a word.
  public init(word: Int, bytes: Range<Int>) {
    self.word = word
    self.bytes = bytes
  }

  /// The position as a user counts it: the first word after the program's name is 1.
  public var position: Int { word + 1 }
}

/// Where a value was given.
public enum ValueOrigin: Sendable, Equatable {
  /// The command line.
  case word(Place)
  /// An environment variable, by name.
  case environment(String)
}

/// A value whose shape has been checked.
public struct ParsedValue: Sendable, Equatable {
  /// The value as given.
  public var bytes: [UInt8]
  /// Where it came from.
  public var origin: ValueOrigin

  /// The value as text; bytes that are not UTF-8 (in a payload or a path) become U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
