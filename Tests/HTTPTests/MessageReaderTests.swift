import HTTP
import Testing

private let whole = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

@Suite struct MessageReaderTests {
  private func response(_ text: String, lenient: Bool = false) throws -> HTTPResponse {
    try HTTPMessageReader(lenient: lenient).response(Array(text.utf8))
  }

  @Test(arguments: [
    (whole, 200, "hello"), (whole + "junk", 200, "hello"),
    ("HTTP/1.0 500 \r\n\r\ngone", 500, "gone"), ("HTTP/1.1 404\r\n\r\n", 404, ""),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 200, "hello"),
    ("HTTP/1.1 100 Continue\r\n\r\n" + whole, 200, "hello"),
    ("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello", 204, ""),
    ("HTTP/1.1 200 OK\r\nContent-Length:2\r\nContent-Length:2\r\n\r\nok", 200, "ok"),
  ])
  func aWholeResponseIsRead(_ row: (text: String, status: Int, body: String)) throws {
    let response = try response(row.text)
    #expect(response.status == row.status)
    #expect(response.body == Array(row.body.utf8))
  }

  @Test(arguments: [
    "", "HTTP/1.1", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 999 X\r\n\r\n", "HTTP/1.1 +20 OK\r\n\r\n",
    "HTTP/1.1 200 OK\n\n", "hello", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
    "HTTP/1.1 200 OK\r\nContent-Length: 5", "HTTP/2 200\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab",
    "HTTP/1.1 200 OK\r\n folded\r\n\r\n",
    String(repeating: "HTTP/1.1 100 C\r\n\r\n", count: 20) + whole,
  ])
  func aBrokenResponseIsRefused(_ text: String) {
    #expect(throws: HTTPParseError.self) { try response(text) }
  }

  @Test func aResponseCutAnywhereIsRefused() {
    let bytes = Array(whole.utf8)
    for end in bytes.indices {
      #expect(throws: HTTPParseError.self) {
        try HTTPMessageReader().response(Array(bytes[..<end]))
      }
    }
  }

  @Test(arguments: [
    ("POST /cb HTTP/1.1\nHost: h\nContent-Length: 99\n\na=1&b=2\n", "/cb", "a=1&b=2"),
    ("POST /cb HTTP/1.1\nContent-Length: 3\n\na=1&b=2\n", "/cb", "a=1"),
    ("GET http://h/cb?a=1 HTTP/1.1", "http://h/cb?a=1", ""),
    ("GET /cb?a=1 HTTP/2\n:authority: h\nAccept: */*\n", "/cb?a=1", ""),
    ("POST /cb HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\na=1&b=2", "/cb", "a=1&b=2"),
    ("POST /cb HTTP/1.1\nTransfer-Encoding: chunked\n\n3\na=1\n0\n\n", "/cb", "a=1"),
    ("POST /cb?名=1 HTTP/1.1\nX: a\n b\n\n", "/cb?名=1", ""),
  ])
  func aPastedRequestIsReadInSpiteOfItsDamage(
    _ row: (text: String, url: String, body: String)
  ) throws {
    let request = try HTTPMessageReader(lenient: true).request(Array(row.text.utf8))
    #expect(request.url == row.url)
    #expect(request.body == Array(row.body.utf8))
    #expect(throws: HTTPParseError.self) {
      try HTTPMessageReader().request(Array(row.text.utf8))
    }
  }

  @Test func aPastedResponseIsReadInSpiteOfItsDamage() throws {
    let answer = try response(
      "HTTP/2 200 \ncontent-type: text/plain\ncontent-length: 900\n\nsuccess\n", lenient: true)
    #expect(answer.status == 200)
    #expect(answer.headers["Content-Type"] == "text/plain")
    #expect(answer.body == Array("success".utf8))
  }

  @Test func headerBytesThatAreNotUTF8BecomeLatin1() throws {
    let bytes = Array("HTTP/1.1 200 OK\r\nX: ".utf8) + [0xE9] + Array("\r\n\r\n".utf8)
    #expect(try HTTPMessageReader().response(bytes).headers["x"] == "é")
  }

  @Test func aBodyBeyondTheLimitIsRefused() {
    let text = "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "a", count: 65_537)
    for lenient in [false, true] {
      #expect(throws: HTTPParseError.self) { try response(text, lenient: lenient) }
    }
  }
}
