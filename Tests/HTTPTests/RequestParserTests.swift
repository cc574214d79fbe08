import HTTP
import Testing

/// A request that must be refused, and with which status; 0 means: never complete.
private struct Refused: Sendable, CustomStringConvertible {
  var text: String
  var status: Int
  var description: String { "\(status) \(text.debugDescription.prefix(90))" }

  init(_ status: Int, _ text: String) {
    self.text = text
    self.status = status
  }

  /// A POST with these header lines after `Host`.
  static func head(_ status: Int, _ lines: String, _ body: String = "") -> Refused {
    Refused(status, "POST /x HTTP/1.1\r\nHost: h\r\n\(lines)\r\n\r\n\(body)")
  }

  /// A chunked POST with this body.
  static func chunks(_ status: Int, _ body: String) -> Refused {
    head(status, "Transfer-Encoding: chunked", body)
  }
}

private let long = String(repeating: "a", count: 9_000)

private let startLines: [Refused] = [
  .init(400, "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"), .init(400, "GET /\r\n"),
  .init(400, "GET  / HTTP/1.1\r\n"), .init(400, "GET / HTTP/1.1 \r\n"),
  .init(400, " GET / HTTP/1.1\r\n"), .init(400, "GET\t/ HTTP/1.1\r\n"),
  .init(400, "GET / http/1.1\r\n"), .init(400, "GET / HTTP/1.1x\r\n"),
  .init(400, "GET / HTTP/\r\n"), .init(400, "GET / FTP/1.1\r\n"),
  .init(505, "GET / HTTP/2.0\r\n"), .init(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  .init(505, "GET / HTTP/1.2\r\n"), .init(505, "GET / HTTP/0.9\r\n"),
  .init(400, "\u{16}\u{3}\u{1}\u{2}"), .init(400, "GET / HTTP/1.1\nHost: h\n\n"),
  .init(400, "GET / HTTP/1.1\rHost: h\r\n"), .init(400, "GET /\u{0} HTTP/1.1\r\n"),
  .init(400, "G@T / HTTP/1.1\r\n"), .init(400, "GETGETGETGETGETGET / HTTP/1.1\r\n"),
  .init(501, "get / HTTP/1.1\r\n"), .init(501, "FOO / HTTP/1.1\r\n"),
  .init(405, "OPTIONS * HTTP/1.1\r\n"), .init(405, "CONNECT h:443 HTTP/1.1\r\n"),
  .init(405, "TRACE / HTTP/1.1\r\n"), .init(405, "PUT / HTTP/1.1\r\n"),
  .init(400, "GET * HTTP/1.1\r\n"), .init(400, "GET http://h/ HTTP/1.1\r\n"),
  .init(400, "GET x HTTP/1.1\r\n"), .init(400, "GET /a#b HTTP/1.1\r\n"),
  .init(400, "GET /é HTTP/1.1\r\n"), .init(414, "GET /\(long) HTTP/1.1\r\n"), .init(414, long),
]

private let fields: [Refused] = [
  .init(400, "GET / HTTP/1.1\r\n\r\n"), .init(400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
  .init(400, "GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n"),
  .init(400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"), .init(400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
  .init(400, "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n"),
  .init(400, "GET / HTTP/1.1\r\nHost: u@h\r\n\r\n"),
  .head(400, " folded: yes"), .head(400, "A: b\r\n c"), .head(400, "A : b"), .head(400, ": b"),
  .head(400, "no colon"), .head(400, "A\u{0}: b"), .head(400, "A: b\u{0}"),
  .head(400, "A: b\nContent-Length: 5"), .head(400, "A: b\rC: d"), .head(400, "A: \u{1b}[31m"),
  .head(400, "Ä: b"), .head(400, "A(b): c"), .head(431, "A: \(long)"),
  .head(431, (1...100).map { "N\($0): v" }.joined(separator: "\r\n")),
  .head(417, "Expect: 200-ok\r\nContent-Length: 1", "a"),
  .head(417, "Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 1"),
]

private let framings: [Refused] = [
  .head(400, "Content-Length: 5\r\nTransfer-Encoding: chunked"),
  .head(400, "Transfer-Encoding: chunked\r\nContent-Length: 5"),
  .head(400, "Content-Length: 5\r\nContent-Length: 5", "hello"),
  .head(400, "Content-Length: 5\r\ncontent-length: 6", "hello"),
  .head(400, "Content-Length: +5", "hello"), .head(400, "Content-Length: -1"),
  .head(400, "Content-Length: 5 ", "hello"), .head(400, "Content-Length: 5,5", "hello"),
  .head(400, "Content-Length: 5, 5", "hello"), .head(400, "Content-Length:"),
  .head(400, "Content-Length: 0x5", "hello"), .head(400, "Content-Length: 5.0", "hello"),
  .head(400, "Content-Length: 1_0"), .head(400, "Content-Length: ٣"),
  .head(413, "Content-Length: 65537"), .head(413, "Content-Length: 18446744073709551616"),
  .head(413, "Content-Length: 9223372036854775807"),
  .head(413, "Content-Length: " + String(repeating: "9", count: 400)),
  .head(501, "Transfer-Encoding: xchunked"), .head(501, "Transfer-Encoding: chunked, chunked"),
  .head(501, "Transfer-Encoding: gzip, chunked"), .head(501, "Transfer-Encoding: identity"),
  .head(501, "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
  .head(501, "Transfer-Encoding:"), .head(400, "Transfer-Encoding: chunked "),
  .head(501, "Transfer-Encoding: \"chunked\""), .head(400, "Transfer-Encoding : chunked"),
  .init(400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
]

private let chunked: [Refused] = [
  .chunks(400, "ffffffffffffffff\r\n"), .chunks(413, "ffffffff\r\n"), .chunks(400, "0x5\r\nhello"),
  .chunks(400, "-5\r\n"), .chunks(400, "+5\r\n"), .chunks(400, "5 \r\nhello\r\n"),
  .chunks(400, " 5\r\nhello\r\n"), .chunks(400, "\r\n"), .chunks(400, "g\r\n"),
  .chunks(400, ";ext\r\n"), .chunks(400, "5\nhello\r\n"), .chunks(400, "5\r\nhelloX\r\n"),
  .chunks(400, "5\r\nhello\n0\r\n\r\n"), .chunks(400, "5;" + String(repeating: "e", count: 999)),
  .chunks(400, "5;a=\u{0}\r\n"), .chunks(400, "0\r\nno colon\r\n\r\n"),
  .chunks(431, "0\r\nA: \(long)\r\n\r\n"), .chunks(400, "0\r\n A: b\r\n\r\n"),
  .chunks(413, "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n1\r\n"),
  .chunks(0, "5\r\nhello\r\n"), .chunks(0, "5\r\nhel"), .chunks(0, "5\r\nhello\r\n0\r\n"),
]

private func outcome(_ bytes: some Sequence<UInt8>, chunk: Int = .max) -> Int {
  var parser = HTTPRequestParser()
  let all = Array(bytes)
  var start = 0
  do {
    while start < all.count {
      let end = start + min(chunk, all.count - start)
      parser.append(all[start..<end])
      start = end
      if case .request = try parser.next() { return 200 }
    }
    return 0
  } catch {
    return error.status
  }
}

private let complete = [
  "GET /cb?a=1 HTTP/1.1\r\nHost: h\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
  "HEAD / HTTP/1.1\r\nHost:h:80\r\n\r\n",
  "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello",
  "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length:\t05\r\nX: é\r\n\r\nhello",
  "POST /x HTTP/1.1\r\nHost: [::1]:8\r\nTransfer-Encoding: Chunked\r\n\r\n2;x=y\r\nhe\r\n"
    + "003\r\nllo\r\n0\r\nTrailer: t\r\n\r\n",
]

@Suite struct RequestParserTests {
  @Test(arguments: startLines + fields + framings + chunked)
  fileprivate func aRequestThatCanBeReadTwoWaysIsRefused(_ row: Refused) {
    #expect(outcome(row.text.utf8) == row.status)
    #expect(outcome(row.text.utf8, chunk: 1) == row.status)
  }

  @Test(arguments: complete)
  func aSoundRequestIsReadWholeAndByteByByte(_ text: String) {
    #expect(outcome(text.utf8) == 200)
    #expect(outcome(text.utf8, chunk: 1) == 200)
  }

  @Test(arguments: complete)
  func aRequestCutAnywhereIsNeverComplete(_ text: String) {
    let bytes = Array(text.utf8)
    for end in bytes.indices { #expect(outcome(bytes[..<end]) == 0, "cut at \(end)") }
  }

  @Test(arguments: complete)
  func aChangedByteNeverTraps(_ text: String) {
    let bytes = Array(text.utf8)
    for place in bytes.indices {
      for byte: UInt8 in [0, 0x0A, 0x0D, 0x20, 0x3A, 0x7F, 0x80, 0xFF, 0x39] {
        var changed = bytes
        changed[place] = byte
        _ = outcome(changed)
      }
    }
  }

  @Test func chunksAreJoinedAndTrailersDropped() throws {
    var parser = HTTPRequestParser()
    parser.append(complete[5].utf8)
    guard case .request(let request) = try parser.next() else {
      Issue.record("not complete")
      return
    }
    #expect(request.body == Array("hello".utf8))
    #expect(request.method == "POST")
    #expect(request.url == "/x")
    #expect(request.headers["trailer"] == nil)
    #expect(request.headers["transfer-encoding"] == "Chunked")
  }

  @Test func aWaitingClientIsToldToContinueOnce() throws {
    var parser = HTTPRequestParser()
    parser.append(
      "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n".utf8)
    #expect(try parser.next() == .expectsContinue)
    #expect(try parser.next() == .needsMore)
    parser.append("a".utf8)
    guard case .request(let request) = try parser.next() else {
      Issue.record("not complete")
      return
    }
    #expect(request.body == [0x61])
  }

  @Test func requestsThatFollowEachOtherAreReadOneByOne() throws {
    var parser = HTTPRequestParser()
    parser.append(Array((complete[3] + complete[0]).utf8))
    for url in ["/x", "/cb?a=1"] {
      guard case .request(let request) = try parser.next() else {
        Issue.record("not complete")
        return
      }
      #expect(request.url == url)
      #expect(parser.keepsAlive)
    }
    #expect(parser.isIdle)
    #expect(try parser.next() == .needsMore)
  }

  @Test func afterAnErrorTheParserIsSpent() {
    var parser = HTTPRequestParser()
    parser.append("bad\r\n".utf8)
    #expect(throws: HTTPParseError.self) { try parser.next() }
    parser.append(complete[0].utf8)
    #expect(throws: HTTPParseError.self) { try parser.next() }
  }
}
