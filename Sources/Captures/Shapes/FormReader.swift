import WireFormat

/// `a=1&b=2`. A value may hold anything that its sender did not encode.
enum FormReader: ShapeReader {
  static let shape = CaptureShape.form
  static let isByteSafe = true

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    guard text.contains(UInt8(ascii: "=")) else { return nil }
    let payload = try PayloadReader.form(text.withoutFinalLineEnd, session)
    return session.looksLikeMessage(payload.fields) ? whole(payload) : nil
  }
}
