import Glibc
import HTTP
import MerchantCommands
import Platform
import TestSupport
import Testing
import WireFormat

/// Orders whose answer is no plain address: a form to post, a page.
@Suite struct PayTargetTests {
  private static let form = "POST;http://a.b/c?x=1&x=9&y=%26+z"

  private static func postVoice() -> GatewayVoice {
    var voice = GatewayVoice.of("pay-center")
    voice.payURL = form
    return voice
  }

  @Test func aFormKeepsItsFieldsInEveryForm() throws {
    let voice = Self.postVoice()
    let gateway = ScriptedGateway(voice.message(.orderAnswer))
    let outcome = voice.bench().run(voice.words(.order, ["--json"]), gateway)
    #expect(outcome.code == 0)
    let fields = outcome.json?["pay_fields"]?.arrayElements?.map {
      [$0["name"]?.stringValue, $0["value"]?.stringValue]
    }
    #expect(fields == [["x", "1"], ["x", "9"], ["y", "& z"]])
    #expect(outcome.json?["pay_url"]?.stringValue == "http://a.b/c")
    let table = voice.bench().run(voice.words(.order), gateway)
    for text in ["post to", "x = 1", "x = 9", "y = & z", ".html"] {
      #expect(table.output.contains(text), "\(table.output)")
    }
  }

  @Test func valueIsThePageThatPosts() throws {
    let voice = Self.postVoice()
    let bench = voice.bench()
    let outcome = bench.run(
      voice.words(.order, ["-o", "value"]), ScriptedGateway(voice.message(.orderAnswer)))
    #expect(outcome.code == 0, "\(outcome.all)")
    let path = String(outcome.output.dropLast())
    #expect(path.hasPrefix(bench.folder + "/state/merchant/journal/"))
    let file = try SecureFile.read(path, limit: 100_000)
    #expect(file.status.mode == 0o600)
    let html = String(decoding: file.bytes, as: UTF8.self)
    #expect(html.contains(#"name="x" value="1""#))
    #expect(html.contains(#"name="x" value="9""#))
    #expect(html.contains(#"name="y" value="&amp; z""#))
    #expect(html.contains("action=\"http://a.b/c\""))
  }

  @Test func aPageMayBeAskedForWhereTheAnswerIsAForm() throws {
    let voice = Self.postVoice()
    let bench = voice.bench()
    let gateway = ScriptedGateway(voice.message(.orderAnswer))
    let path = bench.folder + "/pay.html"
    let outcome = bench.run(voice.words(.order, ["--page", path, "--json"]), gateway)
    #expect(outcome.code == 0, "\(outcome.all)")
    #expect(outcome.json?["page"]?.stringValue == path, "\(outcome.all)")
    #expect(bench.text("pay.html").contains(#"name="x" value="9""#))
    #expect(gateway.sent.count == 1)
    var other = voice
    other.order = "M2"
    let refused = bench.run(other.words(.order, ["--page", path]), gateway)
    #expect(refused.code == 74, "\(refused.all)")
    #expect(gateway.sent.count == 1, "\(refused.all)")
  }

  @Test func aPlainAddressMayBeAPage() {
    let voice = GatewayVoice.of("pay-center")
    let bench = voice.bench()
    let path = bench.folder + "/pay.html"
    let outcome = bench.run(
      voice.words(.order, ["--page", path]), ScriptedGateway(voice.message(.orderAnswer)))
    #expect(outcome.code == 0)
    #expect(bench.text("pay.html").contains("https://pay.example/x?a=1"))
  }

  @Test func anOrderThatIsRefusedLeavesNoPage() {
    let voice = Self.postVoice()
    let bench = voice.bench()
    let path = bench.folder + "/pay.html"
    let outcome = bench.run(
      voice.words(.order, ["--page", path]), ScriptedGateway(voice.refusal(.order, "没有见过的原因")))
    #expect(outcome.code == 1)
    #expect(access(path, F_OK) != 0)
  }

  @Test func theGatewaysOwnPageIsKeptBesideTheJournal() throws {
    let voice = GatewayVoice.of("wessyun")
    let bench = voice.bench()
    let gateway = ScriptedGateway(
      "<html><head></head><body><form action='/x'></form></body></html>")
    let outcome = bench.run(voice.words(.order, ["--json", "--qr"]), gateway)
    #expect(outcome.code == 0, "\(outcome.all)")
    let path = try #require(outcome.json?["page"]?.stringValue)
    #expect(path.hasPrefix(bench.folder + "/state/merchant/journal/"))
    let file = try SecureFile.read(path, limit: 100_000)
    #expect(file.status.mode == 0o600)
    let text = String(decoding: file.bytes, as: UTF8.self)
    #expect(text.contains("<base href=\"https://gateway.example/Pay_Index.html\">"))
    #expect(outcome.errors.contains("no QR code"))
    #expect(outcome.errors.contains(path))
    #expect(outcome.json?["next"]?.stringValue?.contains(path) == true)
    let again = bench.run(voice.words(.order), gateway)
    #expect(again.code == 77, "\(again.all)")
    #expect(again.errors.contains(path), "\(again.all)")
    #expect(gateway.sent.count == 1)
  }

  @Test func anOrderNumberCannotLeaveTheDirectory() throws {
    var voice = GatewayVoice.of("wessyun")
    voice.order = "../../../x"
    let bench = voice.bench()
    let outcome = bench.run(
      voice.words(.order, ["--json"]), ScriptedGateway("<body>pay</body>"))
    if outcome.code == 0 {
      let path = try #require(outcome.json?["page"]?.stringValue)
      let directory = bench.folder + "/state/merchant/journal/"
      #expect(path.hasPrefix(directory))
      #expect(!path.dropFirst(directory.count).contains("/"))
    }
  }

  @Test(arguments: GatewayVoice.all.map(\.gateway.id))
  func aPageForANumberThatWasUsedIsRefused(id: String) {
    let voice = GatewayVoice.of(id)
    let bench = voice.bench()
    let page = "<html><body>pay</body></html>"
    let gateway = ScriptedGateway(id == "wessyun" ? page : voice.message(.orderAnswer))
    #expect(bench.run(voice.words(.order), gateway).code == 0)
    let sent = gateway.sent.count
    for name in ["w1.html", "w2.html"] {
      let path = bench.folder + "/" + name
      let outcome = bench.run(voice.words(.order, ["--page", path]), gateway)
      #expect(outcome.code == 77, "\(outcome.all)")
      #expect(access(path, F_OK) != 0)
      #expect(gateway.sent.count == sent)
    }
  }

  @Test func aPageThatPlacesTheOrderIsMadeOnce() {
    let voice = GatewayVoice.of("wessyun")
    let bench = voice.bench()
    let first = bench.folder + "/w1.html"
    let gateway = ScriptedGateway("")
    #expect(bench.run(voice.words(.order, ["--page", first]), gateway).code == 0)
    for more in [["--page", bench.folder + "/w2.html"], []] {
      let again = bench.run(voice.words(.order, more), gateway)
      #expect(again.code == 77, "\(again.all)")
      #expect(again.errors.contains(first), "\(again.all)")
    }
    #expect(gateway.sent.isEmpty)
  }
}

/// `amount` is what was ordered, and the paid amount is told beside it where it differs.
@Suite struct AmountTests {
  @Test(arguments: ["pay-index", "lianhe", "pay-center", "wessyun"])
  func amountIsTheOrderedOne(id: String) {
    var voice = GatewayVoice.of(id)
    let hasPaid = voice.gateway.message(.queryAnswer)?.field(.paidAmount)?.isDocumented == true
    voice.paidFen = 9_998
    let paid = voice.bench().run(
      voice.words(.query, ["--json"]), ScriptedGateway(voice.message(.queryAnswer)))
    #expect(paid.code == 0, "\(paid.all)")
    let hasAmount = voice.gateway.message(.queryAnswer)?.field(.amount)?.isDocumented == true
    #expect(paid.json?["amount_fen"]?.integerValue == (hasAmount ? 10_000 : nil))
    #expect(paid.json?["paid_amount_fen"]?.integerValue == (hasPaid ? 9_998 : nil))
    let table = voice.bench().run(
      voice.words(.query), ScriptedGateway(voice.message(.queryAnswer)))
    if hasPaid {
      #expect(table.output.contains("100.00 yuan"))
      #expect(table.output.contains("99.98 yuan"))
    }
    voice.paidFen = 0
    voice.status = .created
    let unpaid = voice.bench().run(
      voice.words(.query), ScriptedGateway(voice.message(.queryAnswer)))
    #expect(unpaid.code == 8, "\(unpaid.all)")
    #expect(!unpaid.all.contains("0.00 yuan ("), "\(unpaid.all)")
    #expect(!unpaid.all.contains("difference"), "\(unpaid.all)")
    if hasAmount { #expect(unpaid.output.contains("100.00 yuan")) }
  }

  @Test func aRefusedPayoutKeepsTheGatewaysReason() {
    let voice = GatewayVoice.of("pay-center")
    let gateway = ScriptedGateway { request in
      let isSend = request.url.hasSuffix("/trans/create_order")
      let body = voice.refusal(.payout, isSend ? "余额不足" : "订单不存在")
      return .answered(HTTPResponse(status: 200, body: Array(body.utf8)))
    }
    let bench = voice.bench()
    let outcome = bench.run(voice.words(.payout), gateway)
    #expect(outcome.output.contains("余额不足"), "\(outcome.all)")
    #expect(!outcome.output.contains("订单不存在"), "\(outcome.all)")
    let json = bench.run(
      ["payout", "resolve", "single-\(voice.order)", "-p", "shop", "--json"], gateway)
    #expect(
      json.json?["rows"]?.arrayElements?.first?["words"]?.stringValue?.contains("余额不足") == true,
      "\(json.all)")
  }

  @Test(arguments: [("lianhe", "payout", "100.50"), ("pay-center", "create-order", "1.00")])
  func aRefusedValueIsOneFault(id: String, command: String, amount: String) {
    let voice = GatewayVoice.of(id)
    var words = voice.words(command == "payout" ? .payout : .order)
    if let index = words.firstIndex(of: "--amount") { words[index + 1] = amount }
    if command == "create-order" { words += ["-F", "amount=x"] }
    let outcome = voice.bench().run(words)
    #expect(outcome.code == 64, "\(outcome.all)")
    #expect(!outcome.errors.contains("required"), "\(outcome.errors)")
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("error: ") } == 1)
    #expect(!outcome.errors.contains("  error: "))
  }

  @Test(arguments: ["pay-center", "lianhe"])
  func aChannelThatIsANumberByDocumentIsOne(id: String) {
    let voice = GatewayVoice.of(id)
    var words = voice.words(.order)
    if let index = words.firstIndex(of: "--channel") { words[index + 1] = "abc" }
    let gateway = ScriptedGateway(voice.message(.orderAnswer))
    let outcome = voice.bench().run(words, gateway)
    #expect(outcome.code == 64, "\(outcome.all)")
    #expect(outcome.errors.contains("whole number"), "\(outcome.all)")
    #expect(gateway.sent.isEmpty)
  }

  @Test func aNotifyAddressWithAQueryIsWarnedOf() {
    for kind in ["order", "payout"] {
      let voice = GatewayVoice.of("pay-center")
      let outcome = voice.bench().run(
        voice.words(
          kind == "order" ? .order : .payout,
          ["--notify-url", "https://shop.example/n?uid=7", "--dry-run"]))
      #expect(outcome.errors.contains("uid=7?income=98"), "\(outcome.all)")
    }
  }

  @Test func anAccountNumberIsNotEchoed() {
    for words in [
      ["payout", "--account", "6222020200112233445"],
      ["payout", "--account-no", "6222020200112233445", "--nonsense"],
      ["payout", "--account-name=张三丰", "--nonsense"],
    ] {
      let outcome = Bench().run(words)
      #expect(outcome.code == 64)
      #expect(!outcome.all.contains("6222020200112233445"))
      #expect(!outcome.all.contains("张三丰"))
    }
  }
}
