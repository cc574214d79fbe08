import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Sandbox
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

  @Test(arguments: ["", "sandbox", "a/b", "..", "a b", "茶", "other"])
  func anIdentifierThatCannotStandInAPathIsRefused(id: String) {
    var other = Self.gateway
    other.id = id
    #expect(throws: SandboxError.gatewayIdentifier(id)) {
      try Bench { $0.gateways = [Self.gateway, other] }
    }
  }
}
