/// Why bytes are not an acceptable HTTP message.
public struct HTTPParseError: Error, Sendable, Equatable {
  /// The status with which a server refuses such a message: 400, 405, 413, 414, 417, 431, 501, 505.
  public var status: Int
  /// One sentence for a person; never repeats what was received.
  public var reason: String

  /// Makes an error.
  public init(status: Int = 400, _ reason: String) {
    self.status = status
    self.reason = reason
  }
}

/// How much of a message is read before it is refused.
public struct HTTPLimits: Sendable, Equatable {
  /// Start line and header fields together, line ends included.
  public var headBytes = 8_192
  /// The body, after chunks are joined.
  public var bodyBytes = 65_536
  /// Header fields, and likewise trailer fields.
  public var fields = 100

  /// 8 KiB of head, 64 KiB of body, 100 fields.
  public init() {}
}

/// How far a reader bends to what it is given.
enum HTTPDialect: Sendable {
  /// What a server takes from a stranger: anything two parsers could read differently is refused.
  case strict
  /// A gateway's answer: folded lines and bare LF are old but happen; they cannot hurt the reader.
  case answer
  /// Text that a person copied from a log or a browser: line ends, lengths and versions are lost.
  case pasted

  var allowsBareLineFeed: Bool { self != .strict }
  var allowsFoldedLines: Bool { self != .strict }
}
