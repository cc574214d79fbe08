import ByteText
import WireFormat

/// nginx's `$request_body`: every `"`, `\`, control and non-ASCII byte written as `\xHH`.
enum NginxBodyReader: ShapeReader {
  static let shape = CaptureShape.nginxRequestBody

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    let body = text.withoutFinalLineEnd
    guard isEscaped(body) else { return nil }
    let decoded = BackslashEscapes.decode(body, .log)
    do {
      guard let payload = try PayloadReader.read(decoded, session) else { return nil }
      return whole(payload)
    } catch {
      // A place in the decoded body means nothing in the log.
      throw WireError(code: error.code, offset: 0, reason: error.reason)
    }
  }

  /// Whether each backslash begins `\xHH`, there is one at least, and nothing stands there that
  /// nginx would have escaped: a `\x41` in somebody's text is not taken for a log.
  private static func isEscaped(_ text: Bytes) -> Bool {
    var found = false
    for (index, byte) in text.enumerated() {
      if byte < .space || byte >= .delete || byte == UInt8(ascii: "\"") { return false }
      guard byte == UInt8(ascii: "\\") else { continue }
      guard index + 3 < text.count, text[index + 1] == UInt8(ascii: "x"),
        text[index + 2].hexValue != nil, text[index + 3].hexValue != nil
      else { return false }
      found = true
    }
    return found
  }
}
