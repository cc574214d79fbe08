import WireFormat

/// `?a=1&b=2`.
enum QueryReader: ShapeReader {
  static let shape = CaptureShape.query
  static let isByteSafe = true

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    guard text.first == UInt8(ascii: "?") else { return nil }
    let query = Bytes(text.withoutFinalLineEnd.dropFirst())
    guard var payload = try payload(query, session) else { return nil }
    if payload.shape == .form { payload.shape = .query }
    return whole(payload)
  }

  /// The message in a query; nil if there is none.
  static func payload(_ query: Bytes, _ session: ReadingSession) throws(WireError) -> Payload? {
    if let payload = try PayloadReader.formHoldingJSON(query, session) { return payload }
    let payload = try PayloadReader.form(query, session)
    return session.looksLikeMessage(payload.fields) ? payload : nil
  }
}
