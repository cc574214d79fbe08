import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Testing
import WireFormat

/// What servers answer (docs/rules.md servers), and what it proves.
@Suite struct AnswerReaderTests {
  static func read(
    _ gateway: String, _ kind: MessageKind, _ body: String, status: Int = 200,
    headers: [(String, String)] = []
  ) throws -> Answer {
    let sample = try #require(Sample.of(gateway, kind))
    let request = try sample.request()
    return AnswerReader(profile: sample.profile, request: request).read(
      HTTPResponse(
        status: status, headers: HTTPHeaders(headers.map { (name: $0.0, value: $0.1) }),
        body: Array(body.utf8)))
  }

  /// A good answer to the sample's request, with changes, signed as the gateway signs.
  static func good(
    _ gateway: String, _ kind: MessageKind, _ change: (inout FieldList) -> Void = { _ in },
    isSigned: Bool = true
  ) throws -> String {
    let answer = try #require(kind.answer)
    let sample = try #require(Sample.of(gateway, answer))
    var fields = sample.unsigned
    for row in sample.message.fields where row.role == .orderNumber && row.parent == nil {
      if fields.contains(row.name) { fields = fields.with(row.name, "M20260101000001") }
    }
    if fields.contains("result") {
      fields.set("result", .nested(Array(#"{"Mrn":"M20260101000001","status":1}"#.utf8)))
    }
    change(&fields)
    return String(decoding: Sample.json(isSigned ? sample.signed(fields) : fields), as: UTF8.self)
  }

  private static let url = "https://pay.example/x?a=1&b=%41"

  @Test(arguments: [
    #"{"ststus":"1","msg":"ok","pay_amount":"100","pay_orderid":"M20260101000001","payUrl":"URL"}"#,
    #"{"status":"1","msg":"","h5_url":"URL","sdk_url":""}"#, #"{"status":1,"payment_url":"URL"}"#,
    #"{"code":0,"msg":"","pay_url":"URL","order_id":"7"}"#,
    #"{"code":200,"msg":"success","codeurl":"","payurl":"URL","url":"","realmoney":"1","order_id":"7"}"#,
    #"{"code":"0","msg":"成功","url":"URL"}"#, #"{"status":"success","payUrl":"URL","data":{}}"#,
    #"jsonpReturn({"code":"0","url":"URL"});"#, "\u{FEFF}{\"status\":\"1\",\"payUrl\":\"URL\"}",
    " \r\n{\"status\" : \"1\" , \"payUrl\" : \"URL\"}\n", #"{"STATUS":"1","PayUrl":"URL"}"#,
  ])
  func everyShapeOfAPayURLIsFound(body: String) throws {
    let answer = try Self.read(
      "pay-index", .order, body.replacing("URL", with: Self.url))
    #expect(answer.verdict == .accepted, "\(answer.findings)")
    #expect(answer.payTarget == .open(Self.url))
  }

  @Test(arguments: [
    (
      "pay-index", MessageKind.order, #"{"status":"error","msg":"重复订单！请尝试重新提交订单","data":[]}"#,
      Answer.Verdict.duplicate
    ),
    (
      "pay-index", .order, #"{"status":"error","msg":"签名验证失败","data":{"pay_md5sign":"X"}}"#,
      .rejected
    ),
    ("pay-index", .order, #"{"status":"error","msg":"通道关闭中…","data":[]}"#, .rejected),
    ("pay-index", .order, #"{"errorno":30009,"msg":"x"}"#, .rejected),
    ("pay-index", .query, #"{"status":"error","msg":"不存在的交易订单.","data":[]}"#, .notFound),
    ("pay-index", .query, #"{"status":"error","msg":"验签失败!","data":[]}"#, .unknown),
    ("wessyun", .order, #"{"status":"error","msg":"重复订单！","data":[]}"#, .duplicate),
    ("wessyun", .query, #"{"status":"error","msg":"不存在的交易订单.","data":[]}"#, .notFound),
    (
      "pay-center", .order,
      #"{"retCode":"FAIL","retMsg":"验证签名失败.","errCode":"0014","errDes":"验证签名失败."}"#, .rejected
    ),
    ("pay-center", .order, #"{"retCode":"FAIL","retMsg":"支付中心系统异常","errCode":"0010"}"#, .unknown),
    ("pay-center", .query, #"{"retCode":"FAIL","retMsg":"支付订单不存在"}"#, .notFound),
    ("lianhe", .order, #"{"success":false,"errorMsg":"订单号重复!"}"#, .duplicate),
    ("lianhe", .order, #"{"success":false,"errorMsg":"请检查签名是否正确!"}"#, .rejected),
    ("lianhe", .query, #"{"error":"object_not_found"}"#, .notFound),
    ("lianhe", .payoutQuery, #"{"error":"object_not_found","errorMessage":"x"}"#, .notFound),
    ("lianhe", .payoutQuery, #"{"error":"sign_error"}"#, .unknown),
  ])
  func refusalsAreUnderstood(
    gateway: String, kind: MessageKind, body: String, verdict: Answer.Verdict
  ) throws {
    let answer = try Self.read(gateway, kind, body)
    #expect(answer.verdict == verdict)
    #expect(answer.payTarget == nil)
    #expect(!answer.isAuthenticated)
  }

  @Test(arguments: [
    ("pay-center", MessageKind.order), ("pay-center", .query), ("pay-center", .payout),
    ("pay-center", .payoutQuery), ("pay-index", .order), ("pay-index", .query), ("wessyun", .query),
    ("lianhe", .order), ("lianhe", .query), ("lianhe", .payout), ("lianhe", .payoutQuery),
  ])
  func aGoodAnswerIsAccepted(gateway: String, kind: MessageKind) throws {
    let answer = try Self.read(gateway, kind, try Self.good(gateway, kind))
    #expect(answer.verdict == .accepted, "\(answer.findings)")
    let isSigned = gateway == "pay-center" || kind == .query && gateway != "lianhe"
    #expect(answer.isAuthenticated == isSigned)
    if kind == .order { #expect(answer.payTarget != nil) }
  }

  private static let broken = [
    "", " ", "null", "[]", "\"x\"", "1", "{", #"{"retCode":"SUCCESS""#, "{}}", "{\u{0}}", "<", "OK",
    "jsonpReturn(", "Bad Gateway", #"{"retCode":"SUCCESS"}{"#, "{'retCode':'SUCCESS'}",
    #"{"retCode":"SUCCESS",}"#, #"{"error":"success","error":"sign_error"}"#,
    #"{"error":"success","Error":"sign_error"}"#,
    #"{"error":"success","result":{"status":1,"status":2,"Mrn":"M20260101000001"}}"#,
  ]

  @Test(arguments: broken)
  func whatCannotBeReadIsUnknown(body: String) throws {
    for (gateway, kind) in [
      ("pay-center", MessageKind.payout), ("lianhe", .payout), ("lianhe", .payoutQuery),
      ("pay-center", .query), ("lianhe", .query),
    ] {
      let answer = try Self.read(gateway, kind, body)
      #expect(answer.verdict == .unknown, "\(gateway) \(kind)")
      #expect(answer.has("answer_unreadable"))
    }
  }

  @Test func halfAnAnswerIsNoAnswer() throws {
    let whole = try Self.good("pay-center", .payout)
    for count in 0..<whole.utf8.count {
      let answer = try Self.read(
        "pay-center", .payout, String(decoding: Array(whole.utf8.prefix(count)), as: UTF8.self))
      try #require(answer.verdict == .unknown)
    }
  }

  @Test(arguments: ["sign", "amount", "mchOrderNo", "status", "mchId"])
  func aChangedAnswerIsNotBelieved(name: String) throws {
    let body = try Self.good("pay-center", .query)
    let fields = try JSONScanner.object(Array(body.utf8)).with(name, "0")
    let answer = try Self.read(
      "pay-center", .query, String(decoding: Sample.json(fields), as: UTF8.self))
    #expect(answer.verdict == .unknown)
    #expect(!answer.isAuthenticated)
  }

  @Test(arguments: [
    ("pay-center", MessageKind.order), ("pay-center", .payout), ("pay-index", .query),
    ("wessyun", .query),
  ])
  func aYesWithoutTheDocumentedSignatureIsUnknown(gateway: String, kind: MessageKind) throws {
    let answer = try Self.read(gateway, kind, try Self.good(gateway, kind, isSigned: false))
    #expect(answer.verdict == .unknown)
  }

  @Test func anAnswerAboutAnotherProvesNothing() throws {
    let cases: [(String, MessageKind, String, String)] = [
      ("pay-center", .query, "mchOrderNo", "M2"), ("pay-center", .query, "mchId", "20001223"),
      ("pay-center", .payout, "mchTransOrderNo", "M2"), ("pay-center", .payout, "amount", "10001"),
      ("pay-center", .payoutQuery, "mchTransOrderNo", "M2"), ("pay-index", .query, "orderid", "M2"),
      ("pay-index", .query, "memberid", "1"), ("pay-index", .order, "pay_amount", "99"),
    ]
    for (gateway, kind, name, value) in cases {
      let body = try Self.good(gateway, kind, { $0 = $0.with(name, value) })
      let answer = try Self.read(gateway, kind, body)
      #expect(answer.verdict == .unknown, "\(gateway) \(name)")
    }
  }

  @Test(arguments: [
    #"{"Mrn":"M2","status":1}"#, #"{"mrn":"M2","status":1}"#, #"{"status":1}"#, "{}", "null",
    "\"x\"", "[]",
  ])
  func aQuestionMustBeAnsweredByNumber(result: String) throws {
    for kind in [MessageKind.query, .payoutQuery] {
      let answer = try Self.read("lianhe", kind, #"{"error":"success","result":\#(result)}"#)
      #expect(answer.verdict == .unknown)
    }
  }

  @Test(arguments: ["Mrn", "mrn", "MRN"])
  func namesOfAnswersAreReadInEitherCase(name: String) throws {
    let body = #"{"Error":"success","Result":{"\#(name)":"M20260101000001","Status":2}}"#
    let answer = try Self.read("lianhe", .payoutQuery, body)
    #expect(answer.verdict == .accepted)
    #expect(answer.status == .failed)
  }

  @Test func anotherGatewayNumberThanAskedForIsAnotherOrder() throws {
    let sample = try #require(Sample.of("pay-center", .query))
    let request = try sample.request {
      $0.texts[.orderNumber] = nil
      $0.texts[.gatewayOrderNumber] = "P2"
    }
    let body = try Self.good("pay-center", .query)
    let answer = AnswerReader(profile: sample.profile, request: request)
      .read(HTTPResponse(status: 200, body: Array(body.utf8)))
    #expect(answer.verdict == .unknown)
    #expect(answer.has("answer_about_another"))
  }

  @Test func unpaidIsAnAnswerToo() throws {
    let body = try Self.good("pay-index", .query, { $0 = $0.with("trade_state", "NOTPAY") })
    let answer = try Self.read("pay-index", .query, body)
    #expect(answer.verdict == .accepted)
    #expect(answer.status == .created)
  }
}
