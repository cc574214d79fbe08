import CurlTransport
import HTTP
import Testing

/// An outcome without its words: the status of an answer, or the kind and code of a failure.
func summary(_ outcome: TransportOutcome) -> String {
  switch outcome {
  case .answered(let response):
    "\(response.status) " + String(decoding: response.body, as: UTF8.self)
  case .unknown(let failure): "unknown \(failure.code)"
  case .notSent(let failure): "notSent \(failure.code)"
  }
}

func quick(_ milliseconds: Int64 = 800) -> TransportOptions {
  var options = TransportOptions()
  options.deadlineMilliseconds = milliseconds
  options.connectMilliseconds = milliseconds
  return options
}

func post(_ url: String, _ body: String = "a=1&b=2") -> HTTPRequest {
  HTTPRequest(
    method: "POST", url: url,
    headers: HTTPHeaders([("Content-Type", "application/x-www-form-urlencoded")]),
    body: Array(body.utf8))
}

private struct Row: Sendable, CustomStringConvertible {
  var name: String
  var expected: String
  var steps: [Step]
  var deadline: Int64 = 800
  var description: String { name }

  /// After reading the request, sends this text and closes.
  static func sends(_ name: String, _ text: String, _ expected: String) -> Row {
    Row(name: name, expected: expected, steps: [.readRequest, .send(text)])
  }
}

private let ok = "HTTP/1.1 200 OK\r\n"
private let long = String(repeating: "a", count: 1_000)
private let longHeader = (0..<90).map { "H\($0): \(long)\r\n" }.joined()
private let manyHeaders = (0..<120).map { "H\($0): v\r\n" }.joined()

private let answered: [Row] = [
  .sends("plain", ok + "Content-Length: 2\r\n\r\nok", "200 ok"),
  .sends("length without a space", ok + "Content-Length:2\r\n\r\nok", "200 ok"),
  .sends("body up to the end", ok + "\r\nsuccess", "200 success"),
  .sends("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nok", "200 ok"),
  .sends("no reason phrase", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "200 ok"),
  .sends("folded header", ok + "A: b\r\n c\r\nContent-Length: 2\r\n\r\nok", "200 ok"),
  .sends("LF alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "200 ok"),
  .sends("chunks", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nT: x\r\n\r\n", "200 ok"),
  .sends(
    "100 first", "HTTP/1.1 100 Continue\r\n\r\n" + ok + "Content-Length: 2\r\n\r\nok", "200 ok"),
  .sends(
    "103 first", "HTTP/1.1 103 Hints\r\nLink: x\r\n\r\n" + ok + "Content-Length: 2\r\n\r\nok",
    "200 ok"),
  .sends("204 with a body", "HTTP/1.1 204 No\r\n\r\nbody", "204 "),
  .sends("junk behind", ok + "Content-Length: 2\r\n\r\nokHTTP/1.1 500 X\r\n\r\n", "200 ok"),
  .sends("302", "HTTP/1.1 302 F\r\nLocation: /x\r\nContent-Length: 1\r\n\r\nm", "302 m"),
  .sends("307", "HTTP/1.1 307 T\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", "307 "),
  .sends(
    "401", "HTTP/1.1 401 U\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 2\r\n\r\nno",
    "401 no"),
  .sends(
    "401 malformed", "HTTP/1.1 401 U\r\nWWW-Authenticate: \"\r\nContent-Length: 0\r\n\r\n", "401 "),
  .sends("417", "HTTP/1.1 417 E\r\nContent-Length: 0\r\n\r\n", "417 "),
  .sends("500", "HTTP/1.1 500 E\r\nContent-Length: 2\r\n\r\nno", "500 no"),
  .sends("identity", ok + "Content-Encoding: identity\r\nContent-Length: 2\r\n\r\nok", "200 ok"),
]

private let unknown: [Row] = [
  .sends("closes in the header", ok + "Content-Le", "unknown bad_answer"),
  .sends("closes after a header line", ok + "Content-Length: 0\r\n", "unknown bad_answer"),
  .sends("closes in the status line", "HTTP/1.1 200", "unknown empty_answer"),
  .sends("only 100", "HTTP/1.1 100 Continue\r\n\r\n", "unknown empty_answer"),
  .sends("half a body", ok + "Content-Length: 100\r\n\r\nhalf", "unknown short_body"),
  .sends(
    "last chunk missing", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", "unknown short_body"
  ),
  .sends("bad chunk", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n", "unknown reset"),
  .sends("HTTP/0.9", "success", "unknown bad_answer"),
  .sends("garbage", "\u{1}\u{2}\u{3}\r\n\r\n", "unknown bad_answer"),
  .sends("status 999", "HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n", "unknown bad_answer"),
  .sends("101", "HTTP/1.1 101 S\r\nUpgrade: x\r\n\r\n", "unknown bad_answer"),
  .sends(
    "two lengths", ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nokk", "unknown bad_answer"),
  .sends("length -1", ok + "Content-Length: -1\r\n\r\nok", "unknown bad_answer"),
  .sends(
    "gzip", ok + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok", "unknown bad_answer"),
  .sends(
    "gzip transfer", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "unknown bad_answer"),
  .sends(
    "header without a colon", ok + "nonsense\r\nContent-Length: 2\r\n\r\nok", "unknown bad_answer"),
  .sends("NUL in a header", ok + "A: \u{0}\r\n\r\n", "unknown bad_answer"),
  .sends("90 KB header", ok + longHeader + "\r\nok", "unknown too_large"),
  .sends("120 header lines", ok + manyHeaders + "\r\nok", "unknown too_large"),
  .sends("closes without a byte", "", "unknown empty_answer"),
  Row(
    name: "endless 1xx", expected: "unknown too_large",
    steps: [.readRequest, .sendForEver("HTTP/1.1 102 P\r\n\r\n")]),
  Row(
    name: "endless body", expected: "unknown too_large",
    steps: [.readRequest, .send(ok + "\r\n"), .sendForEver(long)]),
  Row(
    name: "endless header", expected: "unknown too_large",
    steps: [.readRequest, .send(ok + "A: "), .sendForEver(long)]),
  Row(
    name: "length beyond the limit", expected: "unknown too_large",
    steps: [.readRequest, .send(ok + "Content-Length: 99999999\r\n\r\n"), .sendForEver(long)]),
  Row(name: "reset after the request", expected: "unknown reset", steps: [.readRequest, .reset]),
  Row(
    name: "a byte each 100 ms", expected: "unknown timeout",
    steps: [.readRequest, .drip(ok + "Content-Length: 2\r\n\r\nok", milliseconds: 100)],
    deadline: 400),
  Row(
    name: "never answers", expected: "unknown timeout", steps: [.readRequest, .hang], deadline: 300),
  Row(
    name: "stops in the body", expected: "unknown timeout",
    steps: [.readRequest, .send(ok + "Content-Length: 9\r\n\r\nok"), .hang, .hang], deadline: 300),
]

@Suite struct HostileServerTests {
  @Test(arguments: answered + unknown)
  fileprivate func anAnswerIsCompleteOrTheOutcomeUnknown(_ row: Row) throws {
    let server = try HostileServer(row.steps)
    defer { server.stop() }
    let outcome = CurlTransport().send(post(server.url), quick(row.deadline))
    #expect(summary(outcome) == row.expected)
    #expect(server.requests.count == 1)
    #expect(server.connections == 1)
  }

  @Test func nobodyListeningMeansNothingWasSent() throws {
    let server = try HostileServer([])
    server.stop()
    let closed = "http://127.0.0.1:1/"
    #expect(summary(CurlTransport().send(post(closed), quick())) == "notSent connect_failed")
  }

  @Test func aNameThatCannotExistMeansNothingWasSent() {
    // RFC 6761: a name under .invalid never resolves; a label this long is not even asked for.
    var options = quick(300)
    options.proxy = "http://nowhere.invalid:1"
    let outcome = summary(CurlTransport().send(post("http://h.invalid/"), options))
    #expect(["notSent resolve_failed", "notSent timeout"].contains(outcome))
  }

  /// The trap of a kept connection: the server answers once and promises to keep it open, then
  /// reads a second request and closes. On a reused connection libcurl sends that one again.
  @Test func aRequestIsNotSentAgainWhenAKeptConnectionDies() throws {
    let server = try HostileServer([
      .readRequest, .send(ok + "Content-Length: 2\r\n\r\nok"), .readRequest,
    ])
    defer { server.stop() }
    let transport = CurlTransport()
    var reading = quick()
    reading.movesMoney = false
    #expect(summary(transport.send(post(server.url), reading)) == "200 ok")
    for count in 2...4 {
      #expect(summary(transport.send(post(server.url, ""), quick())) == "200 ok")
      #expect(server.requests.count == count)
      #expect(server.connections == count)
    }
  }

  @Test func aSecondRequestIsNeverMadeByItself() throws {
    let closing = try HostileServer([.readRequest])
    let resetting = try HostileServer([.readRequest, .reset])
    defer {
      closing.stop()
      resetting.stop()
    }
    let transport = CurlTransport()
    for server in [closing, resetting] {
      for count in 1...3 {
        _ = transport.send(post(server.url), quick())
        _ = transport.send(post(server.url, ""), quick())
        #expect(server.requests.count == count * 2)
        #expect(server.connections == count * 2)
      }
    }
  }
}
