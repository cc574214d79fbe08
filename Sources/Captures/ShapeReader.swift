import WireFormat

/// Reads one shape.
protocol ShapeReader: SendableMetatype {
  /// The shape that it reads.
  static var shape: CaptureShape { get }

  /// Whether text in GBK is safe here: no byte that the reader acts on can be the second byte of a
  /// character (0x40 and above). Other readers see valid UTF-8 only.
  static var isByteSafe: Bool { get }

  /// The messages in the text; nil if it does not begin like this shape at all.
  /// - Throws: if it begins like this shape and goes on otherwise.
  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]?
}

extension ShapeReader {
  static var isByteSafe: Bool { false }

  /// One capture that is all payload.
  static func whole(_ payload: Payload) -> [Capture] { [Capture(shape: shape, payload: payload)] }
}
