import ByteText
import WireFormat

/// A raw HTTP response: its body, or the query of the place it redirects to.
enum HTTPResponseReader: ShapeReader {
  static let shape = CaptureShape.httpResponse
  static let isByteSafe = true

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    guard text.hasPrefix("HTTP/") else { return nil }
    let message = try final(text)
    let words = message.startLine.split(separator: .space)
    guard words.count > 1, words[1].count == 3, let status = Int(words[1].display) else {
      throw WireError(
        code: "http_bad_status", offset: 0, reason: "The first line has no status code.")
    }
    var captures: [Capture] = []
    if let location = message["Location"] {
      let context = CaptureContext(status: status, part: .location)
      if let capture = try URLReader.capture(
        Bytes(location.utf8), shape: shape, context: context, session)
      {
        captures.append(capture)
      }
    }
    do {
      let contentType = message["Content-Type"]
      if let payload = try PayloadReader.read(message.body, contentType: contentType, session) {
        var capture = Capture(
          shape: shape, payload: payload, repairs: message.repairs,
          context: CaptureContext(status: status, part: .body))
        capture.notes += message.notes
        try Contradiction.check(
          captures.first?.fields, "the query of Location", capture.fields, "the body", at: 0)
        captures.append(capture)
      }
    } catch {
      if captures.isEmpty || error.isFinal { throw error.shifted(by: message.bodyOffset) }
    }
    guard !captures.isEmpty else {
      throw WireError(
        code: "http_no_fields", offset: message.bodyOffset,
        reason: "The response's body is neither JSON nor a form.")
    }
    return captures
  }

  /// The message after any interim answers (1xx).
  private static func final(_ text: Bytes) throws(WireError) -> HTTPCaptureMessage {
    var message = try HTTPCaptureMessage(text)
    for _ in 0..<interimLimit {
      guard message.body.hasPrefix("HTTP/"), message.startLine.split(separator: .space).count > 1,
        message.startLine.split(separator: .space)[1].first == UInt8(ascii: "1")
      else { break }
      let base = message.bodyOffset
      message = try HTTPCaptureMessage(message.body)
      message.bodyOffset += base
    }
    return message
  }

  private static let interimLimit = 5
}
