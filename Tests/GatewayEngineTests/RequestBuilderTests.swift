import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Platform
import Signing
import Testing
import WireFormat

@Suite struct RequestBuilderTests {
  static let requests = Sample.all.filter { !$0.message.kind.comesFromGateway }

  private func text(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The fields as the gateway will read them.
  private func received(_ request: PreparedRequest) throws -> FieldList {
    switch request.endpoint.encoding {
    case .query: return try QueryString(url: Array(request.http.url.utf8)).fields()
    case .form: return try FormCodec.decode(request.http.body)
    case .json: return try JSONScanner.object(request.http.body)
    case .formField(let name):
      let form = try FormCodec.decode(request.http.body)
      return try JSONScanner.object(form[name]?.literal ?? [])
    }
  }

  @Test(arguments: requests)
  func whatIsSentIsWhatWasSigned(sample: Sample) throws {
    let request = try sample.request()
    let received = try received(request)
    #expect(
      received.fields.map { [$0.name, $0.value.literal] }
        == request.fields.fields.map { [$0.name, $0.value.literal] })
    let report = sample.verifier.verify(received, profile: sample.profile)
    #expect(report.isValid)
    #expect(report.check?.verdict == .valid)
    #expect(request.http.method == request.endpoint.method)
    #expect(request.http.url.hasPrefix("https://gateway.example" + request.endpoint.path))
    #expect(request.orderNumber == "M20260101000001")
    #expect(!text(request.http.body + Array(request.http.url.utf8)).contains("M3rchantKey"))
  }

  @Test(arguments: [
    (
      "pay-index", MessageKind.order, "POST", "/Pay_Index.html", "application/x-www-form-urlencoded"
    ),
    ("pay-index", .query, "POST", "/Pay_Trade_query.html", "application/x-www-form-urlencoded"),
    ("wessyun", .order, "POST", "/Pay_Index.html", "application/x-www-form-urlencoded"),
    ("wessyun", .query, "POST", "/Pay_Trade_query.html", "application/x-www-form-urlencoded"),
    ("pay-center", .order, "POST", "/api/pay/create_order", "application/x-www-form-urlencoded"),
    ("pay-center", .query, "POST", "/api/pay/query_order", "application/x-www-form-urlencoded"),
    ("pay-center", .payout, "POST", "/api/trans/create_order", "application/x-www-form-urlencoded"),
    (
      "pay-center", .payoutQuery, "POST", "/api/trans/query_order",
      "application/x-www-form-urlencoded"
    ),
    ("lianhe", .order, "POST", "/api/Pay/Create", "application/json; charset=utf-8"),
    ("lianhe", .payout, "POST", "/api/Payouts/Create", "application/json; charset=utf-8"),
  ])
  func everyRequestGoesWhereTheDocumentSays(
    gateway: String, kind: MessageKind, method: String, path: String, type: String
  ) throws {
    let request = try #require(Sample.of(gateway, kind)).request()
    #expect(request.http.method == method)
    #expect(request.http.url == "https://gateway.example" + path)
    #expect(request.http.headers["content-type"] == type)
  }

  @Test func bodiesAreExact() throws {
    let query = try #require(Sample.of("lianhe", .query)).request()
    #expect(
      query.http.url == "https://gateway.example/api/Payments/Query?appKey=20001222"
        + "&mrn=M20260101000001&sign=" + query.signature)
    #expect(query.http.method == "GET")
    #expect(query.http.body.isEmpty)

    let order = try #require(Sample.of("lianhe", .order)).request()
    #expect(
      text(order.http.body)
        == #"{"amount":100.00,"appKey":"20001222","callbackUrl":"https://shop.example/notify","#
        + #""channelId":1,"mrn":"M20260101000001","returnUrl":"https://shop.example/return","sign":""#
        + order.signature + "\"}")

    let payout = try #require(Sample.of("lianhe", .payout)).request()
    #expect(
      text(payout.http.body).hasPrefix(#"{"amount":100,"appKey":"20001222","bankName":"建设银行","#))

    let center = try #require(Sample.of("pay-center", .query)).request()
    #expect(
      text(center.http.body)
        == "params=%7B%22mchId%22%3A%2220001222%22%2C%22appId%22%3A%220ae8be35ff634e"
        + "2abe94f5f32f6d5c4f%22%2C%22mchOrderNo%22%3A%22M20260101000001%22%2C%22sign%22%3A%22"
        + center.signature + "%22%7D")

    let page = try #require(Sample.of("pay-index", .query)).request()
    #expect(
      text(page.http.body) == "pay_memberid=20001222&pay_orderid=M20260101000001&pay_md5sign="
        + page.signature)
  }

  @Test func literalsOfJSONAreNumbersAndBooleans() throws {
    let order = try #require(Sample.of("pay-center", .order)).request()
    #expect(order.fields["mchId"] == .number(Array("20001222".utf8)))
    #expect(order.fields["amount"] == .number(Array("10000".utf8)))
    #expect(order.fields["appId"] == .text(Array("0ae8be35ff634e2abe94f5f32f6d5c4f".utf8)))
    #expect(order.fields["currency"] == .text(Array("cny".utf8)))
    let query = try #require(Sample.of("pay-center", .query)).request {
      $0.texts[.notifyAgain] = "true"
    }
    #expect(query.fields["executeNotify"] == .boolean(true))
    #expect(query.fields["mchId"] == .text(Array("20001222".utf8)))
  }

  @Test(
    arguments: [
      ("pay-index", MessageKind.order, "pay_amount", 1_999, "19.99"),
      ("pay-index", .order, "pay_amount", 29, "0.29"),
      ("wessyun", .order, "pay_amount", 100, "1.00"),
      ("pay-center", .order, "amount", 1_999, "1999"), ("lianhe", .order, "amount", 1_999, "19.99"),
      ("lianhe", .order, "amount", 10_000, "100.00"), ("lianhe", .payout, "amount", 50_100, "501"),
      ("pay-center", .payout, "amount", 50_101, "50101"),
    ] as [(String, MessageKind, String, Int64, String)])
  func fenBecomeTheGatewaysUnit(
    gateway: String, kind: MessageKind, field: String, fen: Int64, text: String
  ) throws {
    let request = try #require(Sample.of(gateway, kind)).request {
      $0.money[.amount] = Money(fen: fen)
    }
    #expect(request.fields[field]?.display == text)
    #expect(request.amount == Money(fen: fen))
  }

  private func refusal(
    _ gateway: String, _ kind: MessageKind, _ change: (inout RequestInput) -> Void
  ) -> [Finding] {
    do throws(Refusal) {
      _ = try Sample.of(gateway, kind)?.request(change)
      return []
    } catch { return error.findings.filter { $0.severity == .error } }
  }

  @Test func fenDoNotFitAPayoutInWholeYuan() {
    let findings = refusal("lianhe", .payout) { $0.money[.amount] = Money(fen: 50_150) }
    #expect(findings.contains { $0.code == "amount_unit" })
    let named = refusal("lianhe", .payout) {
      $0.money = [:]
      $0.named = [("amount", .number(Array("501.50".utf8)))]
    }
    #expect(named.map(\.code) == ["bad_amount"])
  }

  @Test(arguments: [0, -1, Int64.min] as [Int64])
  func anAmountIsAboveZero(fen: Int64) {
    for (gateway, kind) in [
      ("pay-index", MessageKind.order), ("pay-center", .payout), ("lianhe", .order),
    ] {
      #expect(!refusal(gateway, kind) { $0.money[.amount] = Money(fen: fen) }.isEmpty)
    }
  }

  @Test(arguments: requests)
  func everythingMissingIsListedAtOnce(sample: Sample) {
    var profile = sample.profile
    profile.values = [:]
    let required = sample.message.fields.filter {
      $0.requirement == .required && $0.role != .signature && $0.defaultValue == nil
        && $0.role != .submittedAt && !($0.role == .orderNumber && sample.message.kind == .order)
    }
    do throws(Refusal) {
      _ = try RequestBuilder(profile: profile, unixMilliseconds: 0, random: { 1 })
        .build(sample.message.kind, RequestInput())
      Issue.record("nothing was missing")
    } catch {
      let places = error.findings.filter { $0.code == "missing_field" }.compactMap(\.place)
      #expect(required.allSatisfy { places.contains($0.name) })
      #expect(error.findings.allSatisfy { !$0.reason.isEmpty })
    }
  }

  @Test func oneOfTwoNumbersIsEnough() {
    for kind in [MessageKind.query, .payoutQuery] {
      #expect(refusal("pay-center", kind) { $0.texts[.orderNumber] = nil }.count == 2)
      #expect(
        refusal("pay-center", kind) {
          $0.texts[.orderNumber] = nil
          $0.texts[.gatewayOrderNumber] = "P1"
        }.isEmpty)
    }
  }

  @Test func unknownFieldsNeedLeave() throws {
    let named: [(name: String, value: FieldValue)] = [("zz", .number([0x39]))]
    #expect(refusal("pay-center", .order) { $0.named = named }.map(\.code) == ["unknown_field"])
    let request = try #require(Sample.of("pay-center", .order)).request {
      $0.named = named
      $0.allowsUnknownFields = true
    }
    #expect(request.fields["zz"] == .number([0x39]))
    #expect(request.stringToSign.pairs.contains { $0.name == Array("zz".utf8) })
  }

  @Test func aNamedValueWinsOverEverything() throws {
    let request = try #require(Sample.of("pay-index", .order)).request {
      $0.named = [("pay_orderid", .text(Array("N1".utf8))), ("type", .text(Array("xml".utf8)))]
    }
    #expect(request.orderNumber == "N1")
    #expect(request.fields["type"]?.display == "xml")
    let center = try #require(Sample.of("pay-center", .order)).request {
      $0.money = [:]
      $0.named = [("amount", .number(Array("777".utf8)))]
    }
    #expect(center.amount == Money(fen: 777))
  }

  @Test func theSignatureCannotBeGiven() {
    let findings = refusal("pay-center", .order) { $0.named = [("sign", .text([0x30]))] }
    #expect(findings.map(\.code) == ["signature_is_made"])
  }

  @Test func aRoleWithoutAFieldIsRefused() {
    #expect(
      refusal("lianhe", .order) { $0.texts[.attach] = "x" }.map(\.code) == ["role_not_supported"])
  }

  @Test func valuesAreHeldAgainstTheTable() {
    let cases: [(String, MessageKind, Role, String, String)] = [
      ("pay-index", .order, .orderNumber, String(repeating: "1", count: 21), "too_long"),
      ("pay-center", .order, .subject, String(repeating: "茶", count: 65), "too_long"),
      ("lianhe", .order, .orderNumber, String(repeating: "1", count: 65), "too_long"),
      ("pay-index", .order, .notifyURL, "shop.example/notify", "bad_url"),
      ("pay-index", .order, .notifyURL, "https://shop.example/a b", "bad_url"),
      ("pay-index", .order, .notifyURL, "https://shop.example/\r\nX: y", "control_character"),
      ("pay-index", .order, .subject, "a\u{0}b", "control_character"),
      ("pay-index", .order, .submittedAt, "yesterday", "bad_time"),
      ("pay-center", .payout, .accountType, "9", "not_a_choice"),
      ("pay-center", .query, .notifyAgain, "yes", "not_a_boolean"),
      ("pay-center", .payout, .bankUnionCode, "12a", "not_a_number"),
      ("pay-center", .order, .extra1, "a&b", "ambiguous_value"),
      ("pay-center", .order, .extra2, "a&status=2", "ambiguous_value"),
      ("pay-index", .order, .attach, "a&b", "ambiguous_value"),
      ("pay-center", .order, .orderNumber, "a&b", "ambiguous_value"),
      ("lianhe", .payout, .orderNumber, "a&b", "ambiguous_value"),
    ]
    for (gateway, kind, role, value, code) in cases {
      let findings = refusal(gateway, kind) { $0.texts[role] = value }
      #expect(findings.map(\.code).contains(code), "\(gateway) \(role) \(value)")
    }
  }

  @Test func allFaultsAreToldTogether() {
    let findings = refusal("pay-center", .order) {
      $0.texts[.extra1] = "a&b"
      $0.texts[.subject] = nil
      $0.money[.amount] = .zero
      $0.named = [("zz", .null)]
    }
    #expect(
      Set(findings.map(\.code))
        == ["ambiguous_value", "missing_field", "amount_not_positive", "unknown_field"])
  }

  @Test func escapedCharactersAreWarnedOf() throws {
    let request = try #require(Sample.of("pay-index", .order)).request {
      $0.texts[.notifyURL] = "https://shop.example/n?a=1&b=2"
    }
    #expect(request.warnings.map(\.code).contains("html_escaped_by_gateway"))
  }

  @Test func bytesThatAreNoTextDoNotGoIntoJSON() throws {
    let named: [(name: String, value: FieldValue)] = [("subject", .text([0xB2, 0xE8]))]
    #expect(refusal("pay-center", .order) { $0.named = named }.map(\.code) == ["not_utf8"])
    let form = try #require(Sample.of("pay-index", .order)).request {
      $0.named = [("pay_productname", .text([0xB2, 0xE8]))]
    }
    #expect(text(form.http.body).contains("pay_productname=%B2%E8"))
  }

  @Test func modesAreWaysIn() throws {
    let page = try #require(Sample.of("pay-index", .order)).request { $0.mode = .page }
    #expect(page.fields["type"] == nil)
    #expect(page.endpoint.mode == .page)
    let api = try #require(Sample.of("pay-index", .order)).request()
    #expect(api.fields["type"]?.display == "json")
    #expect(api.signature == page.signature)
    let lianhe = try #require(Sample.of("lianhe", .order)).request { $0.mode = .page }
    #expect(lianhe.http.url.hasSuffix("/api/Pay"))
    #expect(lianhe.http.body.starts(with: Array("amount=100.00&".utf8)))
    #expect(refusal("wessyun", .order) { $0.mode = .api }.map(\.code) == ["no_such_mode"])
  }

  @Test func aGatewayWithoutTheOperationSaysSo() throws {
    let sample = try #require(Sample.of("wessyun", .order))
    #expect(throws: Refusal.self) {
      try RequestBuilder(profile: sample.profile, unixMilliseconds: 0, random: { 1 })
        .build(.payout, RequestInput())
    }
  }

  @Test(arguments: ["", " ", "key", "商户密钥"])
  func noRequestIsSignedWithAPlaceholder(key: String) throws {
    var profile = try #require(Sample.of("lianhe", .order)).profile
    profile.key = Secret(Array(key.utf8))
    do throws(Refusal) {
      _ = try RequestBuilder(profile: profile, unixMilliseconds: 0, random: { 1 })
        .build(.order, Sample.input(.order, profile.gateway))
      Issue.record("signed")
    } catch { #expect(error.findings.map(\.code).contains("unusable_key")) }
  }

  @Test func valuesComeInTheirOrder() throws {
    let sample = try #require(Sample.of("pay-center", .order))
    var profile = sample.profile
    profile.values[.device] = "by-role"
    profile.fieldValues["device"] = "by-name"
    func device(_ change: (inout RequestInput) -> Void) throws -> String? {
      var input = Sample.input(.order, profile.gateway)
      change(&input)
      return try RequestBuilder(profile: profile, unixMilliseconds: 0, random: { 1 })
        .build(.order, input).fields["device"]?.display
    }
    #expect(try device { _ in } == "by-name")
    #expect(try device { $0.texts[.device] = "by-flag" } == "by-flag")
    #expect(try device { $0.named = [("device", .text([0x78]))] } == "x")
    profile.fieldValues = [:]
    #expect(try device { _ in } == "by-role")
  }

  @Test func theTimeIsBeijings() throws {
    let order = try #require(Sample.of("pay-index", .order)).request()
    #expect(order.fields["pay_applydate"]?.display == "2026-01-01 12:00:00")
  }

  @Test func aMadeNumberFitsAndIsNew() {
    var seen: Set<String> = []
    for maximum in [16, 20, 30, 64, nil] as [Int?] {
      var random = SplitMix64(seed: UInt64(maximum ?? 0))
      for _ in 0..<200 {
        let number = OrderNumberMaker.make(
          unixMilliseconds: 1_767_240_000_000, maximumLength: maximum, random: { random.next() })
        #expect(number.utf8.count <= maximum ?? 20)
        #expect(number.hasPrefix("20260101120000"))
        #expect(number.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 })
        if maximum ?? 0 >= 30 { seen.insert(number + "/\(maximum ?? 0)") }
      }
    }
    #expect(seen.count == 400)
  }
}
