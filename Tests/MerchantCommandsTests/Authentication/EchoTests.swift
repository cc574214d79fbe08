import Callbacks
import Gateways
import HTTP
import MerchantCommands
import TestSupport
import Testing
import WireFormat

/// What a gateway gives back of the merchant's own request, and what nobody signed beside it.
@Suite struct EchoTests {
  private static func example(_ name: String) throws -> Specimen {
    let path = TestFiles.root + "/docs/gateways/examples/\(name).json"
    let gateway = try SpecFile.decode(try #require(TestFiles.bytes(path)))
    let message = try #require(gateway.messages.first { $0.kind == .orderCallback })
    return Specimen(gateway: gateway, message: message)
  }

  struct Notice: CustomTestStringConvertible, Sendable {
    let gateway: String
    let text: String
    var testDescription: String { "\(gateway) \(text)" }
    init(_ gateway: String, _ text: String) { (self.gateway, self.text) = (gateway, text) }
  }

  private static let jeepay =
    "payOrderId=P1&mchNo=20001222&appId=0ae8be35ff634e2abe94f5f32f6d5c4f&mchOrderNo=J1&amount=100"
    + "&currency=cny&state=2&successTime=1767240000000"
  private static let epay =
    "pid=20001222&trade_no=T1&out_trade_no=E1&type=alipay&name=VIP&money=10.00"
    + "&trade_status=TRADE_SUCCESS"
  private static let codepay = "pay_no=T1&pay_id=K1&price=10.00&money=9.99&type=1"
  private static let payCenter =
    "payOrderId=P1&mchId=20001222&appId=0ae8be35ff634e2abe94f5f32f6d5c4f&productId=8000"
    + "&mchOrderNo=C1&amount=100&income=98&status=2&paySuccTime=1767240000000&backType=2"

  static let genuine: [Notice] = [
    Notice("jeepay", jeepay),
    Notice("jeepay", jeepay + "&wayCode=w&reqTime=1767240000000&clientIp=1.1.1.1&subject=s&body=b"),
    Notice("jeepay", jeepay + "&createdAt=1767240000000&ifCode=wx&subject=s&body=b&clientIp=::1"),
    Notice("jeepay", jeepay + "&version=1.0&signType=MD5&notifyUrl=http://a.b/n"),
    Notice("epay", epay + "&clientip=1.1.1.1&device=pc"), Notice("epay", epay + "&param="),
    Notice("codepay", codepay + "&id=20001222"), Notice("codepay", codepay + "&param=x"),
    Notice("vmq", "payId=V1&param=&type=1&price=10.00&reallyPrice=9.99"),
    Notice("vmq", "payId=V1&param=x&type=1&price=10.00&reallyPrice=9.99"),
  ]

  @Test(arguments: genuine)
  func aGenuineNoticeOfASpecFileIsAcknowledged(notice: Notice) throws {
    let specimen = try Self.example(notice.gateway)
    let fields = specimen.signed(try FormCodec.decode(Array(notice.text.utf8)))
    let listener = try Listener([specimen.gateway])
    for event in [listener.postForm(fields), listener.postJSON(fields)] {
      #expect(event.isAcknowledged, "\(event.findings)")
      #expect(event.kind == .orderCallback, "\(event.findings)")
    }
  }

  @Test(arguments: ["body", "notifyUrl", "device", "clientIp", "currency", "subject"])
  func whatARequestHadAndDecidesNothingIsWelcomeWhenSigned(name: String) throws {
    let specimen = try #require(Specimen.of("pay-center", .orderCallback))
    // A name that the gateway's answers have tells an answer from a callback.
    let answers = specimen.gateway.messages.filter { $0.kind.request != nil }
    guard !answers.flatMap(\.fields).contains(where: { $0.spellings.contains(name) }) else {
      return
    }
    let fields = specimen.signed(
      try FormCodec.decode(Array((Self.payCenter + "&\(name)=x").utf8)))
    #expect(try Listener([specimen.gateway]).postForm(fields).isAcknowledged)
    let bench = Bench()
    bench.shop(specimen.gateway)
    let outcome = bench.verify(fields)
    #expect(outcome.code == 0, "\(outcome.all)")
    #expect(bench.line(FormCodec.encode(fields)) == "valid")
  }

  /// Names of other messages that decide nothing, glued behind the signature.
  @Test(
    arguments: ["pay-index", "wessyun"],
    [
      "type=1", "msg=b", "data=c", "code=1", "payUrl=x", "pay_attach=b", "pay_productname=c",
      "ty pe=1",
    ])
  func aPieceWithANameThatDecidesNothingIsIgnored(gateway: String, piece: String) throws {
    let specimen = try #require(Specimen.of(gateway, .orderCallback))
    let signed = specimen.signed(specimen.fields.without("attach"))
    let body = FormCodec.encode(signed) + Array("&attach=a&\(piece)".utf8)
    let event = try Listener([specimen.gateway])
      .post(body, type: "application/x-www-form-urlencoded")
    #expect(event.isAcknowledged, "\(event.findings)")
    let bench = Bench()
    bench.shop(specimen.gateway)
    let words = ["verify", "-p", "shop", "--json", "--no-explain", "--no-journal"]
    let outcome = bench.run(words, input: String(decoding: body, as: UTF8.self))
    #expect(outcome.code == 0, "\(outcome.all)")
    #expect(bench.line(body) == "valid")
    let names = specimen.gateway.messages.flatMap(\.fields).flatMap(\.spellings)
    guard names.contains(String(piece.prefix { $0 != "=" }.filter { $0 != " " })) else { return }
    #expect(event.findings.contains { $0.code == "debris_ignored" }, "\(event.findings)")
    #expect(outcome.output.contains("debris_ignored"))
  }

  @Test(arguments: ["payer", "sourceIp", "callback", "result", "error"])
  func thatHoldsForLianhe(name: String) throws {
    let specimen = try #require(Specimen.of("lianhe", .orderCallback))
    let body =
      FormCodec.encode(specimen.signed(specimen.fields)) + Array("&\(name)=1".utf8)
    let event = try Listener([specimen.gateway])
      .post(body, type: "application/x-www-form-urlencoded")
    #expect(event.isAcknowledged, "\(event.findings)")
    let bench = Bench()
    bench.shop(specimen.gateway)
    #expect(bench.line(body) == "valid")
  }

  // MARK: The query beside a body

  @Test(
    arguments: [
      "true_amount=9999", "orderid[]=V", "orderid[0]=V", "status=0", "True.amount=1", "ORDERID=V",
      "order+id=V", "trade_state=SUCCESS", "pay_orderid=1", "amount=100.0", "sign=0", "%6Frderid=V",
    ])
  func aFieldInTheQueryThatTheBodyHasNotIsRefused(query: String) throws {
    for gateway in ["pay-index", "pay-center"] {
      let specimen = try #require(Specimen.of(gateway, .orderCallback))
      let name = query.prefix { $0 != "=" && $0 != "[" }.lowercased()
      let known = specimen.gateway.messages.flatMap(\.fields).flatMap(\.spellings)
      // At pay-index only an order's answer has a status, which decides nothing.
      guard
        query == "status=0"
          ? gateway == "pay-center" : gateway == "pay-index" || known.contains(name)
      else { continue }
      let fields = specimen.signed(specimen.fields.without("true_amount"))
      let listener = try Listener([specimen.gateway])
      for event in [
        listener.postForm(fields, path: "/callback/shop?\(query)"),
        listener.postJSON(fields, path: "/callback/shop?\(query)"),
      ] {
        #expect(!event.isAcknowledged, "\(query)")
        #expect(event.facts == nil, "\(query)")
        #expect(event.findings.map(\.code) == ["two_messages"], "\(event.findings)")
      }
    }
  }

  @Test(arguments: ["uid=7", "from=gateway&v=2", "type=1", "orderid=\(Specimen.order)", ""])
  func otherParametersAreLetThrough(query: String) throws {
    let specimen = try #require(Specimen.of("pay-index", .orderCallback))
    let event = try Listener([specimen.gateway])
      .postForm(specimen.signed(specimen.fields), path: "/callback/shop?\(query)")
    #expect(event.isAcknowledged, "\(event.findings)")
  }
}
