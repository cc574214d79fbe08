import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Sandbox
import Testing
import WireFormat

/// What travels: other ways in, refusals as the documents word them, pages.
@Suite struct WireTests {
  private func post(_ bench: Bench, _ path: String, _ type: String, _ body: Bytes, _ method: String)
    -> HTTPResponse?
  {
    let request = HTTPRequest(
      method: method, url: bench.server.origin + path,
      headers: HTTPHeaders([("Content-Type", type)]), body: body)
    if case .answered(let response) = Bench.transport.send(request, TransportOptions()) {
      return response
    }
    return nil
  }

  private func text(_ response: HTTPResponse?) -> String {
    String(decoding: response?.body ?? [], as: UTF8.self)
  }

  private let form = "application/x-www-form-urlencoded"

  @Test func plainFieldsAndGetBookAtPayCenterToo() throws {
    let bench = try Bench()
    let plain = try bench.build(
      "pay-center", .payout, Bench.input("pay-center", .payout, "W1", 100))
    let answer = post(
      bench, "/pay-center/api/trans/create_order", form, FormCodec.encode(plain.fields), "POST")
    #expect(text(answer).contains("\"SUCCESS\""))
    let get = try bench.build(
      "pay-center", .payout, Bench.input("pay-center", .payout, "W2", 100))
    let query = String(decoding: FormCodec.encode(get.fields), as: UTF8.self)
    let other = bench.control("GET", "/pay-center/api/trans/create_order?\(query)")
    #expect(text(other).contains("\"SUCCESS\""))
    for order in ["W1", "W2"] {
      #expect(bench.entry("pay-center", "payouts", order)?["booked"]?.integerValue == 1)
    }
  }

  @Test func lianheWantsItsContentType() throws {
    let bench = try Bench()
    let request = try bench.build("lianhe", .order, Bench.input("lianhe", .order, "W3"))
    let path = "/lianhe/api/Pay/Create"
    #expect(post(bench, path, "text/plain", request.http.body, "POST")?.status == 415)
    #expect(post(bench, path, "application/json", request.http.body, "POST")?.status == 200)
  }

  @Test func getIsRefusedWhereTheDocumentSaysPost() throws {
    let bench = try Bench()
    #expect(bench.control("GET", "/pay-index/Pay_Index.html")?.status == 405)
    #expect(bench.control("GET", "/pay-index/nothing")?.status == 404)
  }

  /// An answer of each gateway to an order without its amount, then with a signature that is wrong.
  @Test(arguments: [
    ("pay-index", "/Pay_Index.html", #"{"status":"error","msg":"金额不能为空"#),
    ("wessyun", "/Pay_Index.html", #"{"status":"error","msg":"金额不能为空"#),
    ("pay-center", "/api/pay/create_order", #"{"retCode":"FAIL","retMsg":"参数格式校验错误"#),
    ("lianhe", "/api/Pay", #"{"success":false,"errorMsg":"参数格式校验错误"#),
  ])
  func refusalsAreWordedAsTheGatewayWordsThem(gateway: String, path: String, words: String) throws {
    let bench = try Bench()
    var fields = try bench.build(gateway, .order, Bench.input(gateway, .order, "W4")).fields
    let message = GatewayCatalog.named(gateway)?.message(.order)
    fields.remove(message?.field(.amount)?.name ?? "")
    let answer = post(bench, "/\(gateway)\(path)", form, FormCodec.encode(fields), "POST")
    #expect(answer?.status == 200)
    #expect(text(answer).hasPrefix(words), "\(text(answer))")
    fields = try bench.build(gateway, .order, Bench.input(gateway, .order, "W5")).fields
    fields.set(message?.signatureField ?? "", .text(Array(repeating: 0x30, count: 32)))
    let other = post(bench, "/\(gateway)\(path)", form, FormCodec.encode(fields), "POST")
    #expect(text(other).contains("签"), "\(text(other))")
    #expect(bench.json("/sandbox/ledger")?["orders"]?.arrayElements?.isEmpty == true)
  }

  @Test func payoutRefusalsCarryTheDocumentedCode() throws {
    let bench = try Bench()
    let path = "/lianhe/api/Payouts/Create"
    let good = try bench.build("lianhe", .payout, Bench.input("lianhe", .payout, "W6", 100))
    func answer(_ change: (inout FieldList) -> Void) -> String {
      var fields = good.fields
      change(&fields)
      let members = fields.fields.map { field -> (String, JSONValue) in
        if case .number(let literal) = field.value {
          return (field.displayName, .number(String(decoding: literal, as: UTF8.self)))
        }
        return (field.displayName, .string(field.value.display))
      }
      let body = JSONWriter().bytes(.object(members))
      return text(post(bench, path, "application/json", body, "POST"))
    }
    #expect(answer { $0.remove("bankName") }.hasPrefix(#"{"error":"invalid_data""#))
    #expect(answer { $0.set("amount", .number(Array("1.50".utf8))) }.contains("invalid_data"))
    #expect(answer { $0.set("appKey", .text([0x78])) }.contains("object_not_found"))
    #expect(answer { $0.set("sign", .text([0x78])) }.contains("sign_error"))
    #expect(answer { _ in }.hasPrefix(#"{"error":"success""#))
    #expect(answer { _ in }.contains("mrn_duplication"))
  }

  @Test func tooLongANumberIsRefused() throws {
    let bench = try Bench()
    var fields = try bench.build("pay-index", .order, Bench.input("pay-index", .order, "W7")).fields
    fields.set("pay_orderid", .text(Array(repeating: 0x31, count: 21)))
    let answer = post(
      bench, "/pay-index/Pay_Index.html", form, FormCodec.encode(fields), "POST")
    #expect(text(answer).contains("订单号不合法"))
  }

  @Test func anOrderWithoutJSONGetsTheCashierPage() throws {
    let bench = try Bench()
    let exchange = try bench.send("pay-index", .order, "W8") { $0.mode = .page }
    guard case .page(let page)? = exchange.answer?.payTarget else {
      Issue.record("no page")
      return
    }
    #expect(String(decoding: page, as: UTF8.self).contains("/sandbox/orders/pay-index/W8"))
  }

  @Test(arguments: ["pay-index", "pay-center", "lianhe"])
  func thePayURLOpensTheCashier(gateway: String) throws {
    let bench = try Bench()
    let exchange = try bench.send(gateway, .order, "W9")
    guard case .open(let url)? = exchange.answer?.payTarget else {
      Issue.record("no URL")
      return
    }
    #expect(url.hasPrefix(bench.server.origin + "/sandbox/cashier/"))
    let page = text(bench.control("GET", String(url.dropFirst(bench.server.origin.utf8.count))))
    #expect(page.contains("¥ 10.00"))
    #expect(page.contains("Paid this amount") == (gateway != "pay-center"))
  }

  @Test func theCashierEscapesWhatTheMerchantSays() throws {
    let bench = try Bench()
    try bench.send("pay-index", .order, "W10") {
      $0.texts[.subject] = "<script>alert('1')</script>\u{202E}\""
    }
    let page = text(bench.control("GET", "/sandbox/cashier/pay-index/W10"))
    #expect(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\\u{202e}&quot;"))
    #expect(!page.contains("<script"))
  }

  @Test func aBrowserIsSentBackToTheCashier() throws {
    let bench = try Bench()
    try bench.send("lianhe", .order, "W11")
    let answer = bench.control(
      "POST", "/sandbox/orders/lianhe/W11", "paid=", headers: [("Accept", "text/html,*/*")])
    #expect(answer?.status == 303)
    #expect(answer?.headers["Location"] == "/sandbox/cashier/lianhe/W11")
    #expect(text(bench.control("GET", "/sandbox/cashier/lianhe/W11")).contains("Paid ¥ 10.00"))
  }

  @Test(arguments: [
    ("paid", 200), ("succeeded", 200), ("failed", 200), ("amount=9.99", 200),
    ("paid&amount=9.99", 200), ("action=paid", 200), ("", 400), ("amount=", 400),
    ("amount=0", 400), ("amount=-1", 400), ("amount=1.001", 400), ("paid&failed", 400),
    ("refund", 400),
  ])
  func leversAreReadStrictly(body: String, status: Int) throws {
    let bench = try Bench()
    try bench.send("pay-index", .order, "L1")
    let answer = bench.control("POST", "/sandbox/orders/pay-index/L1", body)
    #expect(answer?.status == status)
    #expect(bench.control("POST", "/sandbox/orders/pay-index/none", "paid")?.status == 404)
  }

  @Test func strangersPagesAreKeptOut() throws {
    let bench = try Bench()
    let paths = ["/sandbox/ledger", "/lianhe/api/Payouts/Query"]
    for path in paths {
      #expect(bench.control("GET", path, headers: [("Host", "evil.example")])?.status == 403)
      let origin = [("Origin", "https://evil.example")]
      #expect(bench.control("GET", path, headers: origin)?.status == 403)
    }
  }

  /// A frame without an origin is any site's, and so is a request that the browser calls cross-site.
  @Test(arguments: [
    [("Origin", "null")], [("Sec-Fetch-Site", "cross-site")],
    [("Origin", "null"), ("Sec-Fetch-Site", "cross-site")],
  ])
  func noLeverIsMovedFromElsewhere(headers: [(String, String)]) throws {
    let bench = try Bench()
    try bench.send("lianhe", .order, "N1")
    let routes = [
      ("POST", "/sandbox/orders/lianhe/N1", "paid"), ("POST", "/sandbox/faults", "reset=1"),
      ("POST", "/sandbox/settings", "lenient=true"), ("GET", "/sandbox/ledger", ""),
      ("GET", "/sandbox/received", ""), ("POST", "/sandbox/receiver/lianhe", "a=1"),
      ("GET", "/sandbox", ""), ("GET", "/sandbox/orders/lianhe/N1", ""),
    ]
    for (method, path, body) in routes {
      #expect(bench.control(method, path, body, headers: headers)?.status == 403, "\(path)")
    }
    #expect(bench.entry("lianhe", "orders", "N1")?["status"]?.stringValue == "created")
  }

  /// The shop sends its shopper there, from whatever site it is.
  @Test func theShopperMayComeFromTheShop() throws {
    let bench = try Bench()
    try bench.send("pay-index", .order, "N2")
    let headers = [("Sec-Fetch-Site", "cross-site")]
    #expect(
      bench.control("GET", "/sandbox/cashier/pay-index/N2", headers: headers)?.status == 200)
    #expect(bench.control("POST", "/sandbox/return", "a=1", headers: headers)?.status == 200)
    // A saved page of the merchant's posts to the gateway itself.
    let page = bench.control(
      "POST", "/wessyun/Pay_Index.html", "a=1", headers: [("Origin", "null")])
    #expect(page?.status == 200)
  }

  @Test func theConfigurationNamesEveryProfile() throws {
    let bench = try Bench()
    let lines = bench.server.configText.split(separator: "\n").map(String.init)
    #expect(lines.first == "default-profile = pay-center")
    #expect(lines.filter { $0.hasPrefix("[") }.count == 4)
    let account = bench.server.accounts["pay-center"]
    let index = try #require(lines.firstIndex(of: "[pay-center]"))
    #expect(
      Array(lines[index...].prefix(9)) == [
        "[pay-center]", "gateway = pay-center", "base-url = \(bench.server.origin)/pay-center",
        "merchant-id = \(account?.merchantID ?? "")", "app-id = \(account?.appID ?? "")",
        "key = \(account?.key ?? "")",
        "notify-url = \(bench.server.origin)/sandbox/receiver/pay-center",
        "return-url = \(bench.server.origin)/sandbox/return", "mode = test",
      ])
    #expect(lines.filter { $0.hasPrefix("app-id") }.count == 1)
  }

  @Test func accountsAreRepeatableAndApart() throws {
    let one = try Bench()
    let two = try Bench()
    let other = try Bench { $0.seed = 2 }
    #expect(one.server.accounts["lianhe"]?.key == two.server.accounts["lianhe"]?.key)
    #expect(one.server.accounts["lianhe"]?.key != other.server.accounts["lianhe"]?.key)
    #expect(Set(one.server.accounts.values.map(\.key)).count == 4)
  }
}
