import ByteText

/// Reads one message that is wholly there: a capture from a file, or the head of an answer.
package struct HTTPMessageReader: Sendable {
  private let dialect: HTTPDialect
  private let limits: HTTPLimits
  private static let interimLimit = 10

  /// `lenient` is for text that a person pasted: LF alone ends a line, the end of input ends the
  /// head, folded lines are joined, `HTTP/2` is taken, and a length that does not fit the body is
  /// passed over. Never for bytes from the network.
  package init(lenient: Bool = false, limits: HTTPLimits = HTTPLimits()) {
    dialect = lenient ? .pasted : .strict
    self.limits = limits
  }

  /// A whole request; its `url` is the target as written.
  package func request(_ bytes: [UInt8]) throws(HTTPParseError) -> HTTPRequest {
    if dialect == .strict {
      var parser = HTTPRequestParser(limits: limits)
      parser.append(bytes)
      guard case .request(let request) = try parser.next() else { throw Self.cutShort }
      return request
    }
    var input = HTTPInput()
    input.append(bytes)
    guard let first = try line(&input) else { throw Self.cutShort }
    let start = try HTTPRequestLine.parse(first, dialect)
    let headers = try fields(&input)
    return HTTPRequest(
      method: start.method, url: start.target, headers: headers,
      body: try pastedBody(&input, headers))
  }

  /// A whole response; interim answers (1xx) before it are skipped.
  package func response(_ bytes: [UInt8]) throws(HTTPParseError) -> HTTPResponse {
    var input = HTTPInput()
    input.append(bytes)
    for _ in 0...Self.interimLimit {
      guard let first = try line(&input) else { throw Self.cutShort }
      let start = try HTTPStatusLine.parse(first, dialect)
      let headers = try fields(&input)
      if start.status < 200 && input.count > 0 { continue }
      let body =
        dialect == .pasted
        ? try pastedBody(&input, headers) : try exactBody(&input, start.status, headers)
      return HTTPResponse(status: start.status, headers: headers, body: body)
    }
    throw HTTPParseError("Too many interim answers.")
  }

  /// The head of a gateway's answer, as a response without body. Folded lines and bare LF are
  /// taken. `limits` bounds the number of fields only: the caller has bounded the bytes.
  package static func answerHead(_ bytes: [UInt8], limits: HTTPLimits) throws(HTTPParseError)
    -> HTTPResponse
  {
    var input = HTTPInput()
    input.append(bytes)
    guard let first = try input.line(.answer) else { throw cutShort }
    var response = HTTPResponse(status: try HTTPStatusLine.parse(first, .answer).status)
    while let next = try input.line(.answer), !next.isEmpty {
      try HTTPFieldLine.read(next, into: &response.headers, .answer, limits)
    }
    return response
  }

  private static let cutShort = HTTPParseError("The message is cut short.")

  private func line(_ input: inout HTTPInput) throws(HTTPParseError) -> [UInt8]? {
    if let line = try input.line(dialect) { return line }
    guard dialect == .pasted, input.count > 0 else { return nil }
    return Array(input.take(upTo: input.count))
  }

  private func fields(_ input: inout HTTPInput) throws(HTTPParseError) -> HTTPHeaders {
    var headers = HTTPHeaders()
    var size = 0
    while true {
      guard let next = try line(&input) else {
        guard dialect == .pasted else { throw Self.cutShort }
        return headers
      }
      if next.isEmpty { return headers }
      size += next.count + 2
      guard size <= limits.headBytes else {
        throw HTTPParseError(status: 431, "The head is larger than \(limits.headBytes) bytes.")
      }
      try HTTPFieldLine.read(next, into: &headers, dialect, limits)
    }
  }

  private func exactBody(_ input: inout HTTPInput, _ status: Int, _ headers: HTTPHeaders)
    throws(HTTPParseError) -> [UInt8]
  {
    switch try HTTPFraming.ofResponse(status, headers, limits) {
    case .none: return []
    case .fixed(let length):
      guard input.count >= length else { throw Self.cutShort }
      return Array(input.take(upTo: length))
    case .chunked:
      var chunks = HTTPChunkedBody()
      guard try chunks.read(from: &input, dialect, limits) else { throw Self.cutShort }
      return chunks.body
    case .untilEnd: return try bounded(input.rest)
    }
  }

  /// The body of a pasted message: chunks are joined if they are chunks; otherwise the declared
  /// length if there is that much, else everything but the line break an editor leaves at the end.
  private func pastedBody(_ input: inout HTTPInput, _ headers: HTTPHeaders) throws(HTTPParseError)
    -> [UInt8]
  {
    if headers["Transfer-Encoding"]?.lowercased() == "chunked" {
      var chunks = HTTPChunkedBody()
      var copy = input
      if (try? chunks.read(from: &copy, dialect, limits)) == true { return chunks.body }
    }
    if let length = headers["Content-Length"].flatMap({ Int($0) }), length >= 0,
      length <= input.count
    {
      return try bounded(input.rest.prefix(length))
    }
    var rest = input.rest
    if rest.last == .lineFeed { rest.removeLast() }
    if rest.last == .carriageReturn { rest.removeLast() }
    return try bounded(rest)
  }

  private func bounded(_ bytes: ArraySlice<UInt8>) throws(HTTPParseError) -> [UInt8] {
    guard bytes.count <= limits.bodyBytes else {
      throw HTTPParseError(status: 413, "The body is larger than \(limits.bodyBytes) bytes.")
    }
    return Array(bytes)
  }
}
