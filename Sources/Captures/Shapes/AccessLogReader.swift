import ByteText
import WireFormat

/// Lines of an nginx or Apache access log (common, combined, or with the body added): the query
/// of each request, and a body where one was logged.
enum AccessLogReader: ShapeReader {
  static let shape = CaptureShape.accessLog

  /// Whether a line is surely one of a log: a request in quotes with something before it.
  static func isLogged(_ line: Bytes) -> Bool {
    guard let quote = line.firstIndex(of: UInt8(ascii: "\"")), quote > line.startIndex else {
      return false
    }
    return line.contains(" HTTP/") && LogLine(line) != nil
  }

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    guard text.contains(" HTTP/") else { return nil }
    var lines = LineScanner(text)
    var number = 0
    var isLog = false
    var captures: [Capture] = []
    while let line = lines.next() {
      number += 1
      // A log begins like one; this is not the place to search a file for it.
      if number > 5, !isLog { return nil }
      guard let entry = LogLine(line.text) else { continue }
      isLog = true
      do {
        captures += try self.captures(of: entry, line: number, session)
      } catch {
        throw WireError(code: error.code, offset: line.offset, reason: error.reason)
      }
      guard captures.count <= session.limits.captures else {
        throw WireError(
          code: "log_too_many_messages", offset: line.offset,
          reason: "The log holds more than \(session.limits.captures) messages.")
      }
    }
    if !isLog { return nil }
    guard !captures.isEmpty else {
      throw WireError(
        code: "log_no_fields", offset: 0,
        reason: "No logged request has a query or a logged body that holds a message.")
    }
    return captures
  }

  private static func captures(of entry: LogLine, line: Int, _ session: ReadingSession)
    throws(WireError) -> [Capture]
  {
    var captures: [Capture] = []
    let request = entry.request
    var context = CaptureContext(
      method: request.method, path: QueryString(url: request.target).base.display,
      status: entry.status, part: .query, line: line)
    if let query = try URLReader.capture(request.target, shape: shape, context: context, session) {
      captures.append(query)
    }
    context.part = .body
    let bodies = entry.others.compactMap { text -> Payload? in
      // A referrer or a user agent is not a body.
      if text.hasPrefix("http") || text.contains(.space) && text.first != UInt8(ascii: "{") {
        return nil
      }
      return try? PayloadReader.read(text, session)
    }
    if let body = bodies.max(by: {
      session.knownCount($0.fields) < session.knownCount($1.fields)
    }) {
      try Contradiction.check(
        captures.first?.fields, "the query", body.fields, "the logged body", at: 0)
      captures.append(Capture(shape: shape, payload: body, context: context))
    }
    return captures
  }
}

/// One line of an access log.
struct LogLine {
  let request: RequestLine
  /// The status that follows the request, if one does.
  let status: Int?
  /// What else stands in the line, in quotes or as the words after the request, escapes undone.
  let others: [Bytes]

  init?(_ line: Bytes) {
    guard line.contains(" HTTP/") else { return nil }
    var request: RequestLine?
    var status: Int?
    var others: [Bytes] = []
    var cursor = ByteCursor(line, maximumItems: .max)
    while !cursor.isAtEnd {
      let plain = cursor.take { $0 != UInt8(ascii: "\"") }
      if request != nil {
        let words = plain.split(separator: .space)
        if status == nil { status = words.first.flatMap { Int($0.display) } }
        others += words.map { BackslashEscapes.decode(Bytes($0), .log) }
      }
      guard cursor.take(UInt8(ascii: "\"")) else { break }
      let quoted = BackslashEscapes.decode(Self.quoted(&cursor), .log)
      if request == nil {
        request = RequestLine(quoted)
      } else {
        others.append(quoted)
      }
    }
    guard let request else { return nil }
    self.request = request
    self.status = status
    self.others = others
  }

  /// What stands up to the closing quote, escapes untouched.
  private static func quoted(_ cursor: inout ByteCursor) -> Bytes {
    let start = cursor.offset
    while let byte = cursor.current, byte != UInt8(ascii: "\"") {
      cursor.offset = min(cursor.offset + (byte == UInt8(ascii: "\\") ? 2 : 1), cursor.bytes.count)
    }
    let content = Bytes(cursor.bytes[start..<cursor.offset])
    _ = cursor.take(UInt8(ascii: "\""))
    return content
  }
}
