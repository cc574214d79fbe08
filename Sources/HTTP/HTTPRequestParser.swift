import ByteText

/// Reads requests from a connection, byte by byte if need be. What two parsers could read
/// differently is refused (RFC 9112 sections 2.2, 5 and 6); after an error the parser is spent.
package struct HTTPRequestParser: Sendable {
  /// What the bytes so far amount to.
  package enum Step: Sendable, Equatable {
    /// The request is not complete.
    case needsMore
    /// The client waits for `100 Continue` before it sends the body. Said once.
    case expectsContinue
    /// A whole request; its `url` is the request target.
    case request(HTTPRequest)
  }

  private enum State {
    case startLine
    case fields
    case fixedBody(Int)
    case chunkedBody(HTTPChunkedBody)
  }

  private let limits: HTTPLimits
  private var input = HTTPInput()
  private var state = State.startLine
  private var headBytes = 0
  private var line = HTTPRequestLine(method: "", target: "", version: .http11)
  private var headers = HTTPHeaders()
  private var body: [UInt8] = []
  private var owesContinue = false
  private var failure: HTTPParseError?

  /// Whether the client of the last complete request wants the connection kept.
  package private(set) var keepsAlive = false

  /// Makes a parser for one connection.
  package init(limits: HTTPLimits = HTTPLimits()) { self.limits = limits }

  /// Whether nothing of a next request has come.
  package var isIdle: Bool {
    if case .startLine = state { return input.count == 0 }
    return false
  }

  /// Adds what was received.
  package mutating func append(_ bytes: some Sequence<UInt8>) { input.append(bytes) }

  /// Reads on as far as the bytes reach. Throws the refusal with its status.
  package mutating func next() throws(HTTPParseError) -> Step {
    if let failure { throw failure }
    do {
      return try advance()
    } catch {
      failure = error
      throw error
    }
  }

  private mutating func advance() throws(HTTPParseError) -> Step {
    while true {
      switch state {
      case .startLine, .fields:
        guard try readHead() else { return .needsMore }
        if owesContinue && input.count == 0 {
          owesContinue = false
          return .expectsContinue
        }
      case .fixedBody(let length):
        body.append(contentsOf: input.take(upTo: length - body.count))
        guard body.count == length else { return .needsMore }
        return finish(body)
      case .chunkedBody(var chunks):
        let isComplete = try chunks.read(from: &input, .strict, limits)
        guard isComplete else {
          state = .chunkedBody(chunks)
          return .needsMore
        }
        return finish(chunks.body)
      }
    }
  }

  /// Reads lines up to the end of the head; false when more must come.
  private mutating func readHead() throws(HTTPParseError) -> Bool {
    while true {
      guard let next = try input.line(.strict) else {
        guard headBytes + input.count <= limits.headBytes else { throw tooLong }
        return false
      }
      headBytes += next.count + 2
      guard headBytes <= limits.headBytes else { throw tooLong }
      if case .startLine = state {
        line = try HTTPRequestLine.parse(next, .strict)
        state = .fields
      } else if next.isEmpty {
        try endHead()
        return true
      } else {
        try HTTPFieldLine.read(next, into: &headers, .strict, limits)
      }
    }
  }

  private var tooLong: HTTPParseError {
    if case .startLine = state {
      return HTTPParseError(status: 414, "The request line is too long.")
    }
    return HTTPParseError(status: 431, "The head is larger than \(limits.headBytes) bytes.")
  }

  private mutating func endHead() throws(HTTPParseError) {
    try checkHost()
    let framing = try HTTPFraming.ofRequest(headers, line.version, limits)
    try checkExpectation(hasBody: framing != .none)
    switch framing {
    case .fixed(let length): state = .fixedBody(length)
    case .chunked: state = .chunkedBody(HTTPChunkedBody())
    case .none, .untilEnd: state = .fixedBody(0)
    }
  }

  private func checkHost() throws(HTTPParseError) {
    let hosts = headers.all("Host")
    guard hosts.count == 1 || (hosts.isEmpty && line.version == .http10) else {
      throw HTTPParseError("A request needs exactly one Host.")
    }
    for host in hosts {
      let isSound =
        !host.isEmpty
        && host.utf8.allSatisfy { HTTPSyntax.isVisible($0) && !Self.barred.contains($0) }
      guard isSound else { throw HTTPParseError("A malformed Host.") }
    }
  }

  /// Bytes that no host and port contain: `,` `/` `?` `#` `@` `\`.
  private static let barred: [UInt8] = [
    .comma, .slash, .questionMark, UInt8(ascii: "#"), UInt8(ascii: "@"), .backslash,
  ]

  private mutating func checkExpectation(hasBody: Bool) throws(HTTPParseError) {
    let expectations = headers.all("Expect")
    guard !expectations.isEmpty else { return }
    guard expectations.count == 1, expectations[0].lowercased() == "100-continue" else {
      throw HTTPParseError(status: 417, "The only expectation known is 100-continue.")
    }
    owesContinue = hasBody && line.version == .http11
  }

  private mutating func finish(_ body: [UInt8]) -> Step {
    let request = HTTPRequest(method: line.method, url: line.target, headers: headers, body: body)
    let words = headers.all("Connection").joined(separator: ",").lowercased()
      .split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
    keepsAlive =
      line.version == .http11 ? !words.contains("close") : words.contains("keep-alive")
    state = .startLine
    headBytes = 0
    headers = HTTPHeaders()
    self.body = []
    owesContinue = false
    return .request(request)
  }
}
