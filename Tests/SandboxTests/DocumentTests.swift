import GatewayEngine
import Gateways
import HTTP
import Messages
import PaymentValues
import Signing
import TestSupport
import Testing
import WireFormat

@testable import Sandbox

/// What the documents say of answers, browsers and accounts, to the letter; and what `lenient` adds.
@Suite struct DocumentTests {
  private static let form = "application/x-www-form-urlencoded"

  private func post(_ bench: Bench, _ path: String, _ body: Bytes, type: String = form)
    -> HTTPResponse?
  {
    let request = HTTPRequest(
      method: "POST", url: bench.server.origin + path,
      headers: HTTPHeaders([("Content-Type", type)]), body: body)
    guard case .answered(let response) = Bench.transport.send(request, TransportOptions()) else {
      return nil
    }
    return response
  }

  private func text(_ response: HTTPResponse?) -> String {
    String(decoding: response?.body ?? [], as: UTF8.self)
  }

  /// A signed request of that kind with something changed behind the signature's back.
  private func refused(
    _ bench: Bench, _ gateway: String, _ kind: MessageKind, _ change: (inout RequestInput) -> Void
  ) throws -> JSONValue? {
    var profile = bench.profile(gateway)
    profile.key = Secret(Array("another key entirely".utf8))
    var input = Bench.input(gateway, kind, "R1", 10_000)
    change(&input)
    let request = try bench.build(gateway, kind, input, profile)
    guard case .answered(let response) = Bench.transport.send(request.http, TransportOptions())
    else { return nil }
    return try? JSONValue.parse(response.body)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var gateway: String
    var kind: MessageKind
    var members: [String]
    var testDescription: String { "\(gateway) \(kind.rawValue)" }
  }

  /// The members of a refusal in each document. pay-index shows that of an order, lianhe of a question
  /// only the code.
  @Test(arguments: [
    Refusal(gateway: "pay-index", kind: .order, members: ["status", "msg", "data"]),
    Refusal(gateway: "pay-index", kind: .query, members: ["status", "msg", "data"]),
    Refusal(gateway: "wessyun", kind: .query, members: ["status", "msg", "data"]),
    Refusal(gateway: "pay-center", kind: .order, members: ["retCode", "retMsg"]),
    Refusal(gateway: "pay-center", kind: .query, members: ["retCode", "retMsg"]),
    Refusal(gateway: "pay-center", kind: .payout, members: ["retCode", "retMsg"]),
    Refusal(gateway: "pay-center", kind: .payoutQuery, members: ["retCode", "retMsg"]),
    Refusal(gateway: "lianhe", kind: .order, members: ["success", "errorMsg"]),
    Refusal(gateway: "lianhe", kind: .query, members: ["error"]),
    Refusal(gateway: "lianhe", kind: .payout, members: ["error", "errorMessage"]),
    Refusal(gateway: "lianhe", kind: .payoutQuery, members: ["error"]),
  ])
  func aRefusalHasTheDocumentsMembers(_ row: Refusal) throws {
    let bench = try Bench()
    let answer = try refused(bench, row.gateway, row.kind) { _ in }
    #expect(answer?.objectMembers?.map(\.0) == row.members)
    if row.members.contains("data") { #expect(answer?["data"]?.arrayElements?.isEmpty == true) }
  }

  @Test func aRefusedQuestionAtLianheNamesACodeOfItsTable() throws {
    let bench = try Bench()
    for kind in [MessageKind.query, .payoutQuery] {
      #expect(try refused(bench, "lianhe", kind) { _ in }?["error"]?.stringValue == "sign_error")
      let stranger = try refused(bench, "lianhe", kind) {
        $0.named = [("appKey", .text(Array("nobody".utf8)))]
      }
      #expect(stranger?["error"]?.stringValue == "object_not_found")
    }
  }

  // MARK: - The balance

  @Test(arguments: ["lianhe", "pay-center"])
  func aPayoutBeyondTheBalanceIsRefusedInTheGatewaysWords(gateway: String) throws {
    let bench = try Bench { $0.balances = [gateway: Money(fen: 100_000)] }
    #expect(try bench.send(gateway, .payout, "B1", 60_000).outcome == .accepted)
    let second = try bench.send(gateway, .payout, "B2", 60_000)
    #expect(second.outcome != .accepted)
    #expect(
      gateway == "lianhe"
        ? second.answer?.code == "insufficient_balance" : second.answer?.words == "余额不足")
    #expect(bench.entry(gateway, "payouts", "B2") == nil)
    #expect(try bench.send(gateway, .payout, "B3", 40_000).outcome == .accepted)
    let path = "/sandbox/settings?gateway=\(gateway)"
    #expect(bench.json(path)?["balance"]?.stringValue == "0.00")
    // What failed comes back; what a hand puts in can be spent.
    _ = bench.control("POST", "/sandbox/payouts/\(gateway)/B1", "failed")
    #expect(bench.json(path)?["balance"]?.stringValue == "600.00")
    #expect(bench.control("POST", path, "{\"balance\":\"1.00\"}")?.status == 200)
    #expect(try bench.send(gateway, .payout, "B2", 60_000).outcome != .accepted)
    #expect(bench.control("POST", path, "balance=")?.status == 200)
    #expect(try bench.send(gateway, .payout, "B2", 60_000).outcome == .accepted)
  }

  @Test func anAccountHasEnoughUnlessSomebodySaysOtherwise() throws {
    let bench = try Bench()
    #expect(try bench.send("lianhe", .payout, "B4", 9_999_999_900).outcome == .accepted)
    #expect(bench.json("/sandbox/settings?gateway=lianhe")?["balance"]?.isNull == true)
  }

  @Test func theBalanceOfARestartedSandboxKnowsWhatWasSpent() throws {
    let scratch = try ScratchFolder()
    func start() throws -> Bench {
      try Bench {
        $0.stateFile = scratch.state
        $0.balances = ["lianhe": Money(fen: 100_000)]
      }
    }
    var bench: Bench? = try start()
    try bench?.send("lianhe", .payout, "B5", 60_000)
    bench?.server.stop()
    bench = try start()
    #expect(bench?.json("/sandbox/settings?gateway=lianhe")?["balance"]?.stringValue == "400.00")
  }

  @Test(arguments: [
    "", "{}", "[]", "{\"lenient\":1}", "lenient=perhaps", "balance=-1", "balance=x",
    "{\"balance\":[]}", "x=1", "{\"lenient\":true,\"x\":1}",
  ])
  func settingsAreReadStrictly(body: String) throws {
    let bench = try Bench()
    #expect(bench.control("POST", "/sandbox/settings", body)?.status == 400)
    #expect(bench.control("POST", "/sandbox/settings?gateway=none", "lenient=true")?.status == 404)
  }

  // MARK: - The callback that a question asks for

  /// pay-center's document sets no condition: the state of the moment is told, and told again when it
  /// was paid since.
  @Test(arguments: [(MessageKind.order, MessageKind.query), (.payout, .payoutQuery)])
  func aQuestionBringsACallbackAboutAnUnpaidOrder(kind: MessageKind, query: MessageKind) throws {
    let bench = try Bench()
    let area = kind == .order ? "orders" : "payouts"
    try bench.send("pay-center", kind, "U1", 10_000)
    try bench.send("pay-center", query, "U1") { $0.texts[.notifyAgain] = "true" }
    let told = bench.wait("pay-center", area, "U1") { $0["callbacks_sent"]?.integerValue == 1 }
    #expect(told?["callbacks"]?.arrayElements?.first?["told"]?.stringValue == "created")
    #expect(told?["acknowledged"]?.boolValue == false)
    let received = bench.json("/sandbox/received")?.arrayElements
    #expect(received?.first?["verdict"]?.stringValue == "valid")
    #expect(received?.first?["status"]?.stringValue == "created")
    _ = bench.control("POST", "/sandbox/\(area)/pay-center/U1", "paid")
    #expect(bench.isAcknowledged("pay-center", area, "U1"))
  }

  /// lianhe's callback can only say paid, and its document says so.
  @Test(arguments: [(MessageKind.order, MessageKind.query), (.payout, .payoutQuery)])
  func lianheCallsBackOnlyAboutWhatIsPaid(kind: MessageKind, query: MessageKind) throws {
    let bench = try Bench()
    let area = kind == .order ? "orders" : "payouts"
    try bench.send("lianhe", kind, "U2", 10_000)
    try bench.send("lianhe", query, "U2") { $0.texts[.notifyAgain] = "true" }
    _ = bench.control("POST", "/sandbox/\(area)/lianhe/U2", "failed")
    try bench.send("lianhe", query, "U2") { $0.texts[.notifyAgain] = "true" }
    #expect(bench.json("/sandbox/received")?.arrayElements?.isEmpty == true)
    #expect(bench.entry("lianhe", area, "U2")?["callbacks_sent"]?.integerValue == 0)
  }

  // MARK: - The browser

  private func inputs(_ page: String) -> FieldList {
    var list = FieldList()
    for part in page.split(separator: "<input type=\"hidden\" name=\"").dropFirst() {
      let name = part.prefix { $0 != "\"" }
      guard let start = part.firstRange(of: "value=\"") else { continue }
      let value = part[start.upperBound...].prefix { $0 != "\"" }
      list.append(
        String(name),
        String(value).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
          .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
          .replacing("&amp;", with: "&"))
    }
    return list
  }

  @Test(arguments: ["pay-index", "wessyun"], ["paid", "failed"])
  func theBrowserPostsTheSignedFieldsToTheShop(gateway: String, end: String) throws {
    let bench = try Bench()
    try bench.send(gateway, .order, "V1") {
      $0.texts[.attach] = "\"><script>'茶\u{202E}"
      $0.texts[.returnURL] = "http://shop.example/back?id='7'"
    }
    let path = "/sandbox/cashier/\(gateway)/V1"
    #expect(!text(bench.control("GET", path)).contains("shop.example"))
    _ = bench.control("POST", "/sandbox/orders/\(gateway)/V1", end)
    let page = text(bench.control("GET", path))
    #expect(page.contains("<form method=\"post\" accept-charset=\"utf-8\""))
    #expect(page.contains("action=\"http://shop.example/back?id=&#39;7&#39;\""))
    #expect(!page.contains("<script"))
    let fields = inputs(page)
    #expect(fields["attach"]?.display == "\"><script>'茶\u{202E}")
    let message = try #require(GatewayCatalog.named(gateway)?.message(.orderCallback))
    let report = MessageVerifier(gateway: bench.profile(gateway).gateway, message: message)
      .verify(fields, profile: bench.profile(gateway))
    #expect(report.verdict == .valid)
    #expect(report.status == (end == "paid" ? .succeeded : .failed))
    #expect(report.orderNumber == "V1")
  }

  @Test func payCentersBrowserOpensTheReturnURLWithBackTypeOne() throws {
    let bench = try Bench()
    try bench.send("pay-center", .order, "V2") {
      $0.texts[.returnURL] = "http://shop.example/back"
    }
    _ = bench.control("POST", "/sandbox/orders/pay-center/V2", "paid")
    #expect(bench.isAcknowledged("pay-center", "orders", "V2"))
    let page = text(bench.control("GET", "/sandbox/cashier/pay-center/V2"))
    let start = try #require(page.firstRange(of: "href=\"http://shop.example/back?"))
    let query = String(page[start.upperBound...].prefix { $0 != "\"" }).replacing(
      "&amp;", with: "&")
    let fields = try FormCodec.decode(Array(query.utf8))
    #expect(fields["backType"]?.display == "1")
    let profile = bench.profile("pay-center")
    let message = try #require(profile.gateway.message(.orderCallback))
    let report = MessageVerifier(gateway: profile.gateway, message: message)
      .verify(fields, profile: profile)
    #expect(report.verdict == .valid)
    let received = bench.json("/sandbox/received")?.arrayElements?.first?["body"]?.stringValue
    #expect(received?.contains("backType=2") == true)
  }

  @Test func lianhesBrowserComesWithEmptyHands() throws {
    let bench = try Bench()
    try bench.send("lianhe", .order, "V3") {
      $0.texts[.returnURL] = "http://shop.example/back?a=1&b"
    }
    _ = bench.control("POST", "/sandbox/orders/lianhe/V3", "paid")
    let page = text(bench.control("GET", "/sandbox/cashier/lianhe/V3"))
    #expect(page.contains("href=\"http://shop.example/back?a=1&amp;b\""))
  }

  // MARK: - Leniency towards requests

  @Test(arguments: ["pay-index", "wessyun"])
  func leniencyTakesLongNumbersAndOrdersWithoutAName(gateway: String) throws {
    func answer(_ bench: Bench, _ change: (inout FieldList) -> Void) throws -> String {
      let profile = bench.profile(gateway)
      let message = try #require(profile.gateway.message(.order))
      var fields = try bench.build(gateway, .order, Bench.input(gateway, .order, "Q1")).fields
      change(&fields)
      let rule = try #require(message.signing)
      let name = try #require(message.signatureField)
      fields.remove(name)
      let key = try #require(profile.key)
      fields.append(
        name, Signer.sign(StringToSign(fields, message: message, rule: rule), rule: rule, key: key))
      return text(post(bench, "/\(gateway)/Pay_Index.html", FormCodec.encode(fields)))
    }
    let long: (inout FieldList) -> Void = {
      $0.set("pay_orderid", .text(Array("2026112112000000000022".utf8)))
    }
    let nameless: (inout FieldList) -> Void = { $0.remove("pay_productname") }
    let strict = try Bench()
    #expect(try answer(strict, long).contains("订单号不合法"))
    #expect(try answer(strict, nameless).contains("pay_productname is missing"))
    let lenient = try Bench { $0.isLenient = true }
    #expect(try !answer(lenient, long).contains("\"error\""))
    #expect(lenient.entry(gateway, "orders", "2026112112000000000022") != nil)
    #expect(try !answer(lenient, nameless).contains("\"error\""))
    #expect(try answer(lenient) { $0.remove("pay_orderid") }.contains("\"error\""))
    #expect(try answer(lenient) { $0.remove("pay_amount") }.contains("\"error\""))
  }

  // MARK: - Keys

  @Test func aRequestThatHoldsTheKeyIsRefusedAndNotBooked() throws {
    let scratch = try ScratchFolder()
    let bench = try Bench { $0.stateFile = scratch.state }
    let key = try #require(bench.server.accounts["wessyun"]).key
    var fields = try bench.build("wessyun", .order, Bench.input("wessyun", .order, "S1")).fields
    fields.set("pay_attach", .text(Array(key.utf8)))
    let answer = post(bench, "/wessyun/Pay_Index.html", FormCodec.encode(fields))
    #expect(text(answer).contains("holds the signing key"))
    #expect(!text(answer).contains(key))
    #expect(bench.entry("wessyun", "orders", "S1") == nil)
    #expect(!String(decoding: try scratch.read(), as: UTF8.self).contains(key))
  }

  @Test func aKeyInAnAcknowledgementIsCoveredUp() throws {
    let scratch = try ScratchFolder()
    let key = SandboxAccount(generatedFor: .lianhe, seed: 1).key
    let merchant = CallbackTests.Merchant([HTTPResponse(status: 200, body: Array("x\(key)".utf8))])
    let bench = try Bench {
      $0.transport = merchant
      $0.stateFile = scratch.state
    }
    try bench.send("lianhe", .order, "S2")
    _ = bench.control("POST", "/sandbox/orders/lianhe/S2", "paid")
    let entry = bench.wait("lianhe", "orders", "S2") { $0["callbacks_sent"]?.integerValue ?? 0 > 0 }
    let word = entry?["callbacks"]?.arrayElements?.first?["ack"]?.stringValue
    #expect(word == "x‹key›")
    #expect(!String(decoding: try scratch.read(), as: UTF8.self).contains(key))
  }
}
