import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Testing
import WireFormat

/// docs/rules.md S8: the pay URL is used as it is, or not at all.
@Suite struct PayURLTests {
  private func target(
    _ url: String, _ rule: PayURLRule, base: String = "https://gw.example:8443/base"
  )
    -> PayTarget?
  {
    if case .success(let target) = PayURL.target(url, rule: rule, baseURL: base) { return target }
    return nil
  }

  @Test(arguments: [
    "https://p.example/x", "http://p.example/x?a=1&b=%41+%2B", "https://p.example/中文?x=1",
    "https://p.example", "https://p.example:99/x#y", "https://p.example/%zz",
    "https://p.example/?u=http://q/",
    "https://p.example/POST;x", "http://127.0.0.1:3020/a?params=https://q/b",
  ])
  func anAddressIsOpenedAsItIs(url: String) {
    #expect(target(url, .asIs) == .open(url))
    #expect(target(url, .postPrefix) == .open(url))
    #expect(target(url, .relativeToBase) == nil)
  }

  @Test(arguments: [
    "", " ", "x", "p.example/x", "//p.example/x", "javascript:alert(1)", "JAVASCRIPT:alert(1)",
    "data:text/html,x", "file:///etc/passwd", "ftp://p.example/", "weixin://pay",
    "https:/p.example",
    "https//p.example", " https://p.example", "https://p.example/a b", "https://p.example/\r\nX",
    "https://p.example/\u{0}", "https://p.example/\t", "https://p.example/\u{7F}", "POST;",
    "POST;x",
    "POST;javascript:alert(1)", "POST; https://p.example/", "POST;POST;https://p.example/",
    "POST;//p.example/", "https://", "http:///x", "https://?x", "https://#x",
  ])
  func whatIsNoAddressIsRefused(url: String) {
    #expect(target(url, .asIs) == nil)
    #expect(target(url, .postPrefix) == nil)
    #expect(target(url, .relativeToBase) == nil)
  }

  @Test(arguments: [
    "post;https://p.example/", "Post;https://p.example/", "POST https://p.example/",
    "POST:https://p/",
  ])
  func thePrefixIsExact(url: String) {
    #expect(target(url, .postPrefix) == nil)
  }

  @Test func behindPOSTTheQueryIsAForm() {
    #expect(
      target("POST;https://p.example/pay?a=1&b=x%26y&c=?&d=1+2", .postPrefix)
        == .post(
          "https://p.example/pay",
          FieldList([Field("a", "1"), Field("b", "x&y"), Field("c", "?"), Field("d", "1 2")])))
    #expect(
      target("POST;https://p.example/pay", .postPrefix)
        == .post("https://p.example/pay", FieldList()))
    #expect(target("POST;https://p.example/pay?a=1", .asIs) == nil)
  }

  @Test func aFormThatIsTooLongIsNotCutShort() {
    let query = String(repeating: "a=1&", count: 10_001)
    #expect(target("POST;https://p.example/?" + query, .postPrefix) == nil)
  }

  @Test(arguments: ["/", "/api/Pay?id=x&channel=y", "/api/Pay?u=https://q/", "/a/../b", "/中"])
  func aPathStandsBehindTheGatewaysOrigin(url: String) {
    #expect(target(url, .relativeToBase) == .open("https://gw.example:8443" + url))
    #expect(
      target(url, .relativeToBase, base: "https://gw.example:443/")
        == .open("https://gw.example" + url))
    #expect(target(url, .relativeToBase, base: "http://[::1]:80") == .open("http://[::1]" + url))
    #expect(target(url, .asIs) == nil)
  }

  @Test(arguments: [
    "//evil.example/", "/\\evil.example/", "\\\\evil.example/", "/\t/evil.example",
    "/ /evil.example",
    "/\n/evil.example", "evil.example", "?x", "@evil.example/", ".evil.example/", ":8080/",
    "///evil",
    "https:/evil", "/\u{0}",
  ])
  func aPathDoesNotLeaveTheGateway(url: String) {
    #expect(target(url, .relativeToBase) == nil)
  }

  @Test(arguments: ["", "gw.example", "ftp://gw.example", "https://user@gw.example"])
  func withoutAnOriginThereIsNoAddress(base: String) {
    #expect(target("/x", .relativeToBase, base: base) == nil)
  }
}

/// docs/rules.md servers: an order is often answered with a page.
@Suite struct PageReaderTests {
  private func answer(_ body: String, status: Int = 200, location: String? = nil) throws -> Answer {
    try AnswerReaderTests.read(
      "wessyun", .order, body, status: status,
      headers: location.map { [("location", $0)] } ?? [])
  }

  @Test(arguments: [301, 302, 303, 307])
  func aRedirectIsShownAndNotFollowed(status: Int) throws {
    let answer = try answer("", status: status, location: "https://p.example/x?a=1")
    #expect(answer.verdict == .accepted)
    #expect(answer.payTarget == .open("https://p.example/x?a=1"))
    let relative = try self.answer("", status: status, location: "/cashier?x=1")
    #expect(relative.payTarget == .open("https://gateway.example/cashier?x=1"))
  }

  @Test(arguments: ["javascript:alert(1)", "//evil.example/", "x", ""])
  func aRedirectToNowhereIsUnknown(location: String) throws {
    let answer = try answer("", status: 302, location: location)
    #expect(answer.verdict == .unknown)
    #expect(answer.payTarget == nil)
  }

  @Test(arguments: [
    "<script>location.href='https://p.example/x'</script>",
    "<script>window.location.href = \"https://p.example/x\";</script>",
    "<html><script>location.replace('https://p.example/x')</script></html>",
    "<script>window.location='https://p.example/x'</script>",
    "\u{FEFF} <SCRIPT>LOCATION.HREF='https://p.example/x'</SCRIPT>",
  ])
  func aScriptsAddressIsFound(body: String) throws {
    let answer = try answer(body)
    #expect(answer.verdict == .accepted)
    #expect(answer.payTarget == .open("https://p.example/x"))
  }

  @Test(arguments: [
    "<html><body><form action='https://p.example' method=post></form></body></html>",
    "<form id=f></form><script>location.href='https://p.example/x'</script>",
    "<script>location.href='javascript:alert(1)'</script>", "<body>scan me</body>",
  ])
  func anyOtherPageIsForTheBrowser(body: String) throws {
    let answer = try answer(body)
    #expect(answer.verdict == .accepted)
    #expect(answer.payTarget == .page(Array(body.utf8)))
  }

  @Test(arguments: [("<x>", 200), ("<html><body>x</body></html>", 500), ("plain", 200), ("", 200)])
  func whatIsNoPageIsUnknown(body: String, status: Int) throws {
    #expect(try answer(body, status: status).verdict == .unknown)
  }

  @Test func aQuestionIsNeverAnsweredWithAPage() throws {
    for kind in [MessageKind.query, .payout, .payoutQuery] {
      let answer = try AnswerReaderTests.read(
        "pay-center", kind, "<body>paid</body>", headers: [("Location", "https://p.example")])
      #expect(answer.verdict == .unknown)
      #expect(answer.payTarget == nil)
    }
  }
}
