import ByteText

/// What stands in the message of a log line that some kinds of logs undo and others do not, or that the
/// long way may stumble over.
struct FrameMarks: OptionSet {
  let rawValue: UInt8

  /// `\xHH`, of web servers.
  static let hex = FrameMarks(rawValue: 1)
  /// `\uHHHH`, of JSON.
  static let code = FrameMarks(rawValue: 2)
  /// `\"`.
  static let quote = FrameMarks(rawValue: 4)
  /// `\\`.
  static let backslash = FrameMarks(rawValue: 8)
  /// `\/` and whatever else a backslash may stand in front of.
  static let other = FrameMarks(rawValue: 16)
  /// Brackets that do not pair up, be it in a value.
  static let unbalanced = FrameMarks(rawValue: 32)
  /// A `&` that is none of the codes.
  static let bareAmpersand = FrameMarks(rawValue: 64)
  /// A `=` that is none of the codes.
  static let bareEquals = FrameMarks(rawValue: 128)

  /// Whether escapes are to be undone.
  var hasEscapes: Bool { !isDisjoint(with: [.hex, .code, .quote, .backslash, .other]) }

  /// Notes an escape by the byte behind the backslash.
  mutating func note(escape byte: UInt8) {
    switch byte {
    case UInt8(ascii: "x"): formUnion(.hex)
    case UInt8(ascii: "u"): formUnion(.code)
    case .quote: formUnion(.quote)
    case .backslash: formUnion(.backslash)
    default: formUnion(.other)
    }
  }
}
