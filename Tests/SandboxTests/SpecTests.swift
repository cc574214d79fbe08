import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Sandbox
import TestSupport
import Testing
import WireFormat

/// A gateway that the program has never heard of has a sandbox, too.
@Suite struct SpecTests {
  static let rule = SigningRule(.allExcept(["sign", "sign_type"])).with {
    $0.key = .appended("")
    $0.letterCase = .lower
  }

  static let gateway = GatewaySpec(
    id: "other", title: "Other", document: "other.json", baseURLExample: "https://other.example",
    operations: [
      OperationSpec(
        endpoints: [Endpoint(.api, "POST", "/mapi.php", .form)],
        request: MessageSpec(
          .order, source: "other",
          fields: [
            FieldSpec("pid", "商户", .required, .integer, role: .merchantID),
            FieldSpec("type", "方式", .required, role: .channel),
            FieldSpec("out_trade_no", "单号", .required, role: .orderNumber),
            FieldSpec("notify_url", "通知", .required, .url, role: .notifyURL),
            FieldSpec("name", "商品", .required, role: .subject),
            FieldSpec("money", "金额", .required, .amount(.yuan), role: .amount),
            FieldSpec("sign", "签名", .required, role: .signature),
          ], signing: rule),
        answer: MessageSpec(
          .orderAnswer, source: "other",
          fields: [
            FieldSpec("code", "结果", .required, .integer, role: .resultCode, jsonLiteral: true),
            FieldSpec("msg", "说明", .optional, role: .message),
            FieldSpec("trade_no", "平台单号", .optional, role: .gatewayOrderNumber),
            FieldSpec("payurl", "地址", .optional, role: .payURL),
          ], success: SuccessRule(.resultCode, ["1"], failure: ["-1"])),
        callback: MessageSpec(
          .orderCallback, source: "other",
          fields: [
            FieldSpec("pid", "商户", .required, .integer, role: .merchantID),
            FieldSpec("trade_no", "平台单号", .required, role: .gatewayOrderNumber),
            FieldSpec("out_trade_no", "单号", .required, role: .orderNumber),
            FieldSpec("money", "金额", .required, .amount(.yuan), role: .amount),
            FieldSpec("trade_status", "状态", .required, role: .state),
            FieldSpec("sign", "签名", .required, role: .signature),
          ], signing: rule, states: [StateWord("TRADE_SUCCESS", .succeeded, "成功")]),
        delivery: CallbackDelivery(
          "GET", acknowledgement: "success", match: .exact, repeatSeconds: [1], source: "other")),
      OperationSpec(
        endpoints: [Endpoint(.api, "GET", "/api.php?act=order", .query)],
        request: MessageSpec(
          .query, source: "other",
          fields: [
            FieldSpec("pid", "商户", .required, .integer, role: .merchantID),
            FieldSpec("out_trade_no", "单号", .required, role: .orderNumber),
            FieldSpec("sign", "签名", .required, role: .signature),
          ], signing: rule),
        answer: MessageSpec(
          .queryAnswer, source: "other",
          fields: [
            FieldSpec("code", "结果", .required, .integer, role: .resultCode, jsonLiteral: true),
            FieldSpec("msg", "说明", .optional, role: .message),
            FieldSpec("out_trade_no", "单号", .optional, role: .orderNumber),
            FieldSpec("money", "金额", .optional, .amount(.yuan), role: .amount),
            FieldSpec("status", "状态", .required, role: .state, jsonLiteral: true),
          ], success: SuccessRule(.resultCode, ["1"], failure: ["-1"]),
          states: [StateWord("0", .created, "未付"), StateWord("1", .succeeded, "已付")])),
    ])

  @Test func itsOrdersAreBookedPaidAndToldByItsOwnRules() throws {
    let bench = try Bench { $0.gateways = [Self.gateway] }
    var input = RequestInput()
    input.texts = [.orderNumber: "X1", .channel: "alipay", .subject: "茶"]
    input.money[.amount] = Money(fen: 500)
    let profile = bench.profile("other")
    let client = GatewayClient(profile: profile, transport: Bench.transport)
    let created = client.send(try bench.build("other", .order, input))
    #expect(created.outcome == .accepted)
    #expect(created.answer?.payTarget == .open(bench.server.origin + "/sandbox/cashier/other/X1"))
    let again = client.send(try bench.build("other", .order, input))
    #expect(again.answer?.words == "订单号重复")
    _ = bench.control("POST", "/sandbox/orders/other/X1", "paid")
    #expect(bench.isAcknowledged("other", "orders", "X1"))
    let received = bench.json("/sandbox/received")?.arrayElements?.first
    #expect(received?["method"]?.stringValue == "GET")
    #expect(received?["verdict"]?.stringValue == "valid")
    var question = RequestInput()
    question.texts = [.orderNumber: "X1"]
    let found = client.send(try bench.build("other", .query, question))
    #expect(found.answer?.status == .succeeded)
  }

  /// A path with a form and a query is common (Epay's submit.php): each method is read by its own way in,
  /// whichever stands first.
  @Test(arguments: [true, false])
  func twoWaysInOnOnePathAreBothOpen(isFormFirst: Bool) throws {
    var gateway = Self.gateway
    let ways = [
      Endpoint(.api, "POST", "/submit", .form), Endpoint(.page, "GET", "/submit", .query),
    ]
    gateway.operations[0].endpoints = isFormFirst ? ways : ways.reversed()
    let made = gateway
    let bench = try Bench { $0.gateways = [made] }
    let profile = bench.profile("other")
    for (mode, order) in [(Endpoint.Mode.api, "W1"), (.page, "W2")] {
      var input = RequestInput()
      input.texts = [.orderNumber: order, .channel: "alipay", .subject: "茶"]
      input.money[.amount] = Money(fen: 500)
      input.mode = mode
      let exchange = GatewayClient(profile: profile, transport: Bench.transport)
        .send(try bench.build("other", .order, input))
      #expect(exchange.outcome == .accepted, "\(mode)")
      #expect(bench.entry("other", "orders", order)?["booked"]?.integerValue == 1)
    }
    #expect(SpecFile.lint(made).map(\.code) == SpecFile.lint(Self.gateway).map(\.code))
  }

  @Test func oneOfEachContentTypeOnOnePathIsReadAsItSays() throws {
    var gateway = Self.gateway
    gateway.operations[0].endpoints = [
      Endpoint(.api, "POST", "/pay", .json), Endpoint(.page, "POST", "/pay", .form),
    ]
    let made = gateway
    let bench = try Bench { $0.gateways = [made] }
    for (mode, order) in [(Endpoint.Mode.api, "W3"), (.page, "W4")] {
      var input = RequestInput()
      input.texts = [.orderNumber: order, .channel: "alipay", .subject: "茶"]
      input.money[.amount] = Money(fen: 500)
      input.mode = mode
      let exchange = GatewayClient(profile: bench.profile("other"), transport: Bench.transport)
        .send(try bench.build("other", .order, input))
      #expect(exchange.outcome == .accepted, "\(mode)")
    }
  }

  /// CodePay shows no answer, only a page.
  @Test func aGatewayOfPagesIsPlayed() throws {
    let bytes = try #require(
      TestFiles.bytes(TestFiles.root + "/docs/gateways/examples/codepay.json"))
    let gateway = try SpecFile.decode(bytes)
    let bench = try Bench { $0.gateways = [gateway] }
    var input = RequestInput()
    input.texts = [.orderNumber: "C1", .channel: "1"]
    input.money[.amount] = Money(fen: 500)
    let request = try bench.build("codepay", .order, input)
    let exchange = GatewayClient(profile: bench.profile("codepay"), transport: Bench.transport)
      .send(request)
    guard case .page(let page)? = exchange.answer?.payTarget else {
      Issue.record("no page: \(exchange)")
      return
    }
    #expect(String(decoding: page, as: UTF8.self).contains("/sandbox/orders/codepay/C1"))
    _ = bench.control("POST", "/sandbox/orders/codepay/C1", "amount=4.99")
    #expect(bench.isAcknowledged("codepay", "orders", "C1"))
    let again = GatewayClient(profile: bench.profile("codepay"), transport: Bench.transport)
      .send(request)
    #expect(again.outcome != .accepted)
  }

  /// What the request has one value for, the callback has, too.
  @Test func theCallbackOfAnEpayCarriesItsSignType() throws {
    let bytes = try #require(TestFiles.bytes(TestFiles.root + "/docs/gateways/examples/epay.json"))
    let gateway = try SpecFile.decode(bytes)
    let bench = try Bench { $0.gateways = [gateway] }
    var input = RequestInput()
    input.texts = [.orderNumber: "Y1", .channel: "alipay", .subject: "茶"]
    input.money[.amount] = Money(fen: 500)
    _ = GatewayClient(profile: bench.profile("epay"), transport: Bench.transport)
      .send(try bench.build("epay", .order, input))
    _ = bench.control("POST", "/sandbox/orders/epay/Y1", "paid")
    #expect(bench.isAcknowledged("epay", "orders", "Y1"))
    let query = bench.json("/sandbox/received")?.arrayElements?.first?["query"]?.stringValue ?? ""
    #expect(query.contains("sign_type=MD5"))
    #expect(!query.contains("param="))
  }

  @Test(arguments: ["", "sandbox", "a/b", "..", "a b", "茶", "other"])
  func anIdentifierThatCannotStandInAPathIsRefused(id: String) {
    var other = Self.gateway
    other.id = id
    #expect(throws: SandboxError.gatewayIdentifier(id)) {
      try Bench { $0.gateways = [Self.gateway, other] }
    }
  }
}
