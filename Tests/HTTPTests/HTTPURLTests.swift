import HTTP
import Testing

private struct Refused: Sendable, CustomStringConvertible {
  var text: String
  var error: HTTPURLError
  var description: String { "\(text.debugDescription.prefix(60)) → \(error)" }

  init(_ text: String, _ error: HTTPURLError) {
    self.text = text
    self.error = error
  }
}

private let refused: [Refused] = [
  .init("", .scheme), .init("/Pay", .scheme), .init("//h/x", .scheme), .init("h.cn", .scheme),
  .init("ftp://h/", .scheme), .init("http:/h", .scheme), .init("http:h", .scheme),
  .init("httpss://h", .scheme), .init(" http://h", .scheme), .init("file:///etc/passwd", .scheme),
  .init("javascript://h", .scheme), .init("\u{feff}http://h", .scheme),
  .init("http://", .host), .init("http:///x", .host), .init("http://:80/", .host),
  .init("http://?q", .host), .init("http://h..cn", .host), .init("http://h.cn.", .host),
  .init("http://-h.cn", .host), .init("http://h-.cn", .host), .init("http://h%2ecn/", .host),
  .init("http://a\\b/", .host), .init("http://a,b/", .host), .init("http://h$/", .host),
  .init("http://[::1", .host), .init("http://[::1]x/", .host), .init("http://[]/", .host),
  .init("http://[127.0.0.1]/", .host), .init("http://[fe80::1%25eth0]/", .host),
  .init("http://::1/", .host),
  .init("http://u@h/", .userInfo), .init("http://u:p@h/", .userInfo),
  .init("http://h:80@evil/", .userInfo), .init("http://@h", .userInfo),
  .init("http://h/#", .fragment), .init("http://h/a#b", .fragment), .init("http://h#@x", .fragment),
  .init("http://h/a b", .byte), .init("http://h/\r\nX: y", .byte), .init("http://h/\u{0}", .byte),
  .init("http://h/\t", .byte), .init("http://商户.cn/", .byte), .init("http://h/é", .byte),
  .init("http://h/\u{7f}", .byte), .init("http://h ", .byte), .init("http://h\n", .byte),
  .init("http://h:/", .port), .init("http://h:0/", .port), .init("http://h:65536/", .port),
  .init("http://h:080/", .port), .init("http://h:+80/", .port), .init("http://h:-1/", .port),
  .init("http://h:8a/", .port), .init("http://h:80:80/", .port),
  .init("http://h:99999999999999999999/", .port), .init("http://[::1]:/", .port),
  .init("http://2130706433/", .numericHost), .init("http://0177.0.0.1/", .numericHost),
  .init("http://0x7f.1/", .numericHost), .init("http://0x7f000001/", .numericHost),
  .init("http://127.1/", .numericHost), .init("http://127.0.0.1.5/", .numericHost),
  .init("http://256.0.0.1/", .numericHost), .init("http://127.0.0.01/", .numericHost),
  .init("http://0x/", .numericHost), .init("http://h.7/", .numericHost),
  .init("http://h/" + String(repeating: "a", count: 8_192), .tooLong),
]

private let kept = [
  "http://h", "http://h/", "https://h.cn/Pay_Index.html", "http://h:8080/a/b?x=1&y=%20",
  "https://h:8443", "http://127.0.0.1:1/", "http://[::1]:8080/x", "https://[2001:db8::1]/",
  "http://h?q=1", "http://h/?", "http://h/a?b?c", "http://h/../x//y", "http://h/@x:1",
  "http://pay_center.h-1.cn/", "http://xn--fiq228c.cn/", "http://h:65535/",
]

@Suite struct HTTPURLTests {
  @Test(arguments: refused)
  fileprivate func aDoubtfulAddressIsRefused(_ row: Refused) {
    #expect(throws: row.error) { try HTTPURL(row.text) }
  }

  @Test(arguments: kept)
  func aSoundAddressIsKeptAsWritten(_ text: String) throws {
    #expect(try HTTPURL(text).description == text)
  }

  @Test func schemeAndHostAreLoweredAndTheSchemesPortIsLeftOut() throws {
    let url = try HTTPURL("HTTPS://Pay.CN:443/Pay?A=B")
    #expect(url.scheme == .https)
    #expect(url.host == "pay.cn")
    #expect(url.port == 443)
    #expect(url.path == "/Pay")
    #expect(url.query == "A=B")
    #expect(url.description == "https://pay.cn/Pay?A=B")
    #expect(try HTTPURL("http://h:443").origin == "http://h:443")
  }

  @Test(arguments: [
    "http://localhost", "http://LocalHost:8080/x", "http://127.0.0.1", "http://127.255.255.254/",
    "http://[::1]/", "http://[0:0:0:0:0:0:0:1]:9/", "https://127.9.9.9",
  ])
  func thisMachineIsLoopback(_ text: String) throws { #expect(try HTTPURL(text).isLoopback) }

  @Test(arguments: [
    "http://localhost.cn", "http://mylocalhost", "http://127.0.0.1.cn/", "http://0.0.0.0/",
    "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://128.0.0.1/", "http://10.0.0.1/",
    "http://169.254.169.254/", "http://[::2]/", "http://localtest.me/",
  ])
  func otherHostsAreNotLoopback(_ text: String) throws {
    #expect(try !HTTPURL(text).isLoopback)
  }

  @Test(arguments: [
    ("http://h", "/Pay", "http://h/Pay"), ("http://h/", "/Pay", "http://h/Pay"),
    ("http://h/api", "Pay", "http://h/api/Pay"), ("http://h/api//", "//Pay", "http://h/api/Pay"),
    ("https://h:8443/a", "/b?c=d", "https://h:8443/a/b?c=d"), ("http://h/a", "", "http://h/a/"),
  ])
  func oneSlashStandsBetweenBaseAndPath(_ row: (base: String, path: String, whole: String)) throws {
    #expect(try HTTPURL(row.base).joining(path: row.path).description == row.whole)
  }

  @Test func aPathThatBreaksTheAddressIsRefused() throws {
    let base = try HTTPURL("http://h")
    #expect(throws: HTTPURLError.byte) { try base.joining(path: "/a\r\nHost: x") }
    #expect(throws: HTTPURLError.fragment) { try base.joining(path: "/a#b") }
    #expect(try base.joining(path: "@evil/").host == "h")
    #expect(throws: HTTPURLError.self) { try HTTPURL("http://h/?a=b").joining(path: "/x") }
  }
}
