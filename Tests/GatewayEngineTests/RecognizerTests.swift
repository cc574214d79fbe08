import GatewayEngine
import Gateways
import HTTP
import Messages
import PaymentValues
import Testing
import WireFormat

@Suite struct RecognizerTests {
  /// pay-index and wessyun print the same tables but for a field or two; either is right where the
  /// message has neither.
  private func accepts(_ found: MessageRecognizer.Candidate?, _ sample: Sample) -> Bool {
    guard let found, found.message.kind == sample.message.kind else { return false }
    let twins: Set<String> = ["pay-index", "wessyun"]
    return found.gateway.id == sample.gateway.id
      || twins.isSuperset(of: [found.gateway.id, sample.gateway.id])
  }

  /// wessyun documents no answer to an order, so that one has nothing to be told by.
  private static let documented = Sample.all.filter { !$0.fields.fields.isEmpty }

  @Test(arguments: documented)
  func everyMessageIsRecognised(sample: Sample) {
    let found = MessageRecognizer.candidates(for: sample.fields, among: GatewayCatalog.builtIn)
    // One printed table serves both questions, and their answers look alike.
    for twins in [[MessageKind.query, .payoutQuery], [.queryAnswer, .payoutQueryAnswer]]
    where sample.gateway.id == "lianhe" && twins.contains(sample.message.kind) {
      #expect(twins.contains { $0 == found.first?.message.kind })
      return
    }
    #expect(
      accepts(found.first, sample),
      "\(found.first?.gateway.id ?? "-") \(found.first?.message.kind.rawValue ?? "-")")
  }

  @Test(arguments: documented)
  func theKindNarrowsTheSearch(sample: Sample) {
    let found = MessageRecognizer.recognise(
      sample.fields, at: sample.gateway, as: sample.message.kind)
    #expect(found.candidate?.message.kind == sample.message.kind)
    #expect(found.finding == nil)
  }

  @Test(arguments: [[], [("a", "1")], [("sign", "x")], [("foo", "1"), ("bar", "2"), ("baz", "3")]])
  func strangersAreNotRecognised(pairs: [(String, String)]) {
    let fields = FieldList(pairs.map { Field($0.0, $0.1) })
    #expect(MessageRecognizer.candidates(for: fields, among: GatewayCatalog.builtIn).isEmpty)
  }

  @Test func otherSpellingsCount() throws {
    let core = FieldList([
      Field("transOrderId", "T1"), Field("mchId", "1"), Field("mchOrderNo", "M1"),
      Field("amount", "100"), Field("status", "2"), Field("transSuccTime", "1"), Field("sign", "x"),
    ])
    let found = MessageRecognizer.candidates(for: core, among: GatewayCatalog.builtIn)
    #expect(found.first?.message.kind == .payoutCallback)
  }
}

@Suite struct FieldReaderTests {
  private let answer = #"""
    {"RetCode":"SUCCESS","payparams":{"PAYURL":"https://p","payMethod":"formJump"},"PayOrderId":"P1"}
    """#

  @Test func answersAreReadInAnyCaseAndDepth() throws {
    let sample = try #require(Sample.of("pay-center", .orderAnswer))
    let reader = FieldReader(try JSONScanner.object(Array(answer.utf8)), message: sample.message)
    #expect(reader.text(.resultCode) == "SUCCESS")
    #expect(reader.text(.gatewayOrderNumber) == "P1")
    #expect(reader.text(.payURL) == "https://p")
    #expect(reader.text(.errorCode) == nil)
  }

  @Test func callbacksAreReadToTheLetter() throws {
    let sample = try #require(Sample.of("pay-index", .orderCallback))
    let reader = FieldReader(
      FieldList([Field("OrderID", "1"), Field("status", "1")]), message: sample.message)
    #expect(reader.text(.orderNumber) == nil)
    #expect(reader.text(.state) == "1")
    #expect(reader.unknownNames == ["OrderID"])
  }

  @Test func anObjectInATextIsReadToo() throws {
    let sample = try #require(Sample.of("lianhe", .queryAnswer))
    let reader = FieldReader(
      FieldList([
        Field("error", "success"), Field("result", #"{"mrn":"M1","status":1,"amount":99.97}"#),
      ]),
      message: sample.message)
    #expect(reader.text(.orderNumber) == "M1")
    #expect(reader.status?.status == .succeeded)
    #expect(try reader.money(.paidAmount)?.get() == Money(fen: 9_997))
    #expect(reader.money(.amount) == nil)
  }

  @Test(arguments: ["[]", "null", "x", "{", "\"\""])
  func whatIsNoObjectHoldsNothing(text: String) throws {
    let sample = try #require(Sample.of("lianhe", .queryAnswer))
    let reader = FieldReader(FieldList([Field("result", text)]), message: sample.message)
    #expect(reader.text(.orderNumber) == nil)
    #expect(reader.status == nil)
  }

  @Test func emptyValuesGiveWayToTheNext() throws {
    let sample = try #require(Sample.of("pay-index", .orderAnswer))
    let reader = FieldReader(
      FieldList([Field("payUrl", ""), Field("status", "1")]), message: sample.message)
    #expect(reader.text(.payURL) == nil)
    #expect(reader.text(.resultCode) == "1")
  }
}

@Suite struct AddressCheckTests {
  @Test(
    arguments: [
      ("https://gw.example", nil), ("https://gw.example:8443/x?y=1", nil),
      ("http://127.0.0.1:8080/", nil),
      ("http://localhost/", nil), ("http://[::1]:80/", nil), ("http://gw.example", "plain_http"),
      ("http://10.0.0.1/", "plain_http"), ("http://localhost.evil.example/", "plain_http"),
      ("http://127.0.0.1.evil.example/", "plain_http"), ("http://2130706433/", "url_malformed"),
      ("ftp://gw.example", "url_malformed"), ("gw.example", "url_malformed"), ("", "url_malformed"),
      ("https://user:pw@gw.example", "url_malformed"), ("https://gw.example/#x", "url_malformed"),
      ("https://gw.example/a b", "url_malformed"), ("https://gw.example/\r\nX: y", "url_malformed"),
      ("https://gw.example:0", "url_malformed"), ("https://gw.example:65536", "url_malformed"),
      ("https://gw\u{0}.example", "url_malformed"), ("https://gｗ.example", "url_malformed"),
    ] as [(String, String?)])
  func onlySafeAddressesAreCalled(url: String, code: String?) throws {
    let profile = try #require(Sample.of("lianhe", .order)).profile
    #expect(AddressCheck.fault(in: url, profile: profile)?.code == code)
  }

  @Test func plainHTTPNeedsLeave() throws {
    var profile = try #require(Sample.of("lianhe", .order)).profile
    profile.allowsPlainHTTP = true
    #expect(AddressCheck.fault(in: "http://gw.example", profile: profile) == nil)
  }

  @Test(arguments: ["", "https://gw.example/", "https://gw.example"])
  func theEncoderJoinsBaseAndPath(base: String) throws {
    let endpoint = Endpoint(.api, "GET", "/q?v=1", .query)
    do throws(Refusal) {
      let request = try RequestEncoder(baseURL: base).encode(
        FieldList([Field("a b", "c&d")]), endpoint)
      #expect(request.url == "https://gw.example/q?v=1&a+b=c%26d")
    } catch {
      #expect(base.isEmpty)
      #expect(error.findings.map(\.code) == ["no_base_url"])
    }
  }
}
