/// One of the words that an option accepts.
package struct Choice: Sendable, Equatable {
  /// The word, never translated.
  package var name: String
  /// What it means.
  package var help: Text

  /// A word and its meaning.
  package init(_ name: String, _ help: Text) {
    self.name = name
    self.help = help
  }
}

/// The shape of a value. The parser checks the shape and keeps the text; meaning comes later.
package enum ValueKind: Sendable, Equatable {
  /// No value: given or not.
  case flag
  /// No value: how often it was given, at most `maximum` times counted (`-vvv`).
  case count(maximum: Int)
  /// Any text in UTF-8.
  case text
  /// Any bytes: a captured callback, a string to sign.
  case payload
  /// A decimal integer in a range.
  case integer(ClosedRange<Int>)
  /// One of a list of words.
  case choice([Choice])
  /// A file or folder; any bytes. `-` is standard input where the command says so.
  case path
  /// A span of time such as `90s`, `5m`, `1h30m`, `250ms`, in a range of milliseconds.
  case duration(milliseconds: ClosedRange<Int>)
  /// An amount: `1.00` and `1元` are yuan, `100分` and `100fen` are fen.
  case money
  /// A day or a moment: `2016-12-26`, `2016-12-26 18:18:18`, RFC 3339, `now`, `today`,
  /// `yesterday`, `-2d`.
  case date
  /// An `http:` or `https:` URL.
  case url
  /// A name that is safe in files and URLs: `[A-Za-z0-9][A-Za-z0-9_-]*`.
  case identifier
  /// A field: `name=text`, `name:=json`, `name@file`.
  case field

  /// Whether an option of this kind takes a value.
  package var takesValue: Bool {
    switch self {
    case .flag, .count: false
    default: true
    }
  }

  /// Whether a value may be any bytes instead of text.
  var acceptsAnyBytes: Bool {
    self == .payload || self == .path
  }

  /// Whether a value may begin with a minus sign and a digit.
  var acceptsMinus: Bool {
    switch self {
    case .integer, .money, .date, .duration: true
    default: false
    }
  }
}
