import ByteText
import WireFormat

/// A raw HTTP request: the query of its target and its body, each a message of its own.
enum HTTPRequestReader: ShapeReader {
  static let shape = CaptureShape.httpRequest
  static let isByteSafe = true

  /// The methods by which a message travels.
  static let methods: Set<String> = ["GET", "POST", "PUT", "HEAD", "PATCH", "DELETE", "OPTIONS"]

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    guard let line = RequestLine(text.firstLine) else { return nil }
    let message = try HTTPCaptureMessage(text)
    var context = CaptureContext(
      method: line.method, path: QueryString(url: line.target).base.display, part: .query)
    var captures: [Capture] = []
    if let query = try URLReader.capture(line.target, shape: shape, context: context, session) {
      captures.append(query)
    }
    context.part = .body
    if ["GET", "HEAD"].contains(line.method), !message.body.allSatisfy(\.isWhitespace) {
      throw WireError(
        code: "body_on_get", offset: message.bodyOffset,
        reason: "A \(line.method) request has a body: one reader takes the query, another the body."
      )
    }
    try message.headers.checkType(of: message.body)
    do {
      if let body = try body(of: message, context, session) {
        try Contradiction.check(
          captures.first?.fields, "the query", body.fields, "the body", at: message.bodyOffset)
        captures.append(body)
      }
    } catch {
      // The query stands, unless the body was refused for its size.
      if captures.isEmpty || error.isFinal { throw error }
    }
    guard !captures.isEmpty else {
      throw WireError(
        code: "http_no_fields", offset: message.bodyOffset,
        reason: "Neither the query nor the body of the request holds a message.")
    }
    return captures
  }

  private static func body(
    of message: HTTPCaptureMessage, _ context: CaptureContext, _ session: ReadingSession
  ) throws(WireError) -> Capture? {
    guard !message.body.isEmpty else { return nil }
    do {
      let contentType = message["Content-Type"]
      guard
        let payload = try PayloadReader.read(message.body, contentType: contentType, session)
      else { return nil }
      var capture = Capture(
        shape: shape, payload: payload, repairs: message.repairs, context: context)
      capture.notes += message.notes
      return capture
    } catch {
      throw error.shifted(by: message.bodyOffset)
    }
  }
}

/// `POST /path?query HTTP/1.1`; the version may be missing.
struct RequestLine {
  let method: String
  let target: Bytes

  init?(_ line: Bytes) {
    let words = line.split(separator: .space, omittingEmptySubsequences: false)
    guard words.count == 2 || (words.count == 3 && words[2].hasPrefix("HTTP/")),
      HTTPRequestReader.methods.contains(words[0].display)
    else { return nil }
    let target = Bytes(words[1])
    guard target.first == UInt8(ascii: "/") || target.hasPrefix("http") else { return nil }
    method = words[0].display
    self.target = target
  }
}
