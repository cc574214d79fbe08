import Gateways
import HTTP
import MerchantCommands
import TestSupport
import Testing
import WireFormat

/// `notify` says whether a handler's answer is right for what was sent.
@Suite struct NotifyTests {
  static let url = "http://127.0.0.1:9/notify"

  private func run(
    _ gateway: String, _ words: [String], _ handler: ScriptedGateway, form: [String] = ["--json"]
  ) -> Outcome {
    let bench = Bench()
    bench.shop(gateway: gateway)
    return bench.run(
      ["notify", "-p", "shop", "--order", "A1", "--amount", "1.00"] + words + form + [Self.url],
      transport: handler)
  }

  private func faults(_ outcome: Outcome) -> [String] {
    (outcome.json?["attempts"]?.arrayElements?.last?["faults"]?.arrayElements ?? [])
      .compactMap { $0["code"]?.stringValue }
  }

  private func findings(_ outcome: Outcome) -> [String] {
    (outcome.json?["findings"]?.arrayElements ?? []).compactMap { $0["code"]?.stringValue }
  }

  static let words = [
    "pay-index": "OK", "wessyun": "OK", "pay-center": "success", "lianhe": "success",
  ]

  @Test(arguments: words.keys.sorted())
  func aForgeryThatIsTakenIsTheFindingAndOneThatIsRefusedIsRight(gateway: String) throws {
    let word = try #require(Self.words[gateway])
    let taken = run(gateway, ["--bad-sign"], ScriptedGateway(word))
    #expect(taken.code == 1)
    #expect(findings(taken) == ["forgery_accepted"])
    #expect(faults(taken) == ["forgery_accepted"])
    #expect(taken.json?["expected"]?.stringValue == "refused")
    for (body, status) in [("fail", 200), ("", 200), ("bad sign", 400), ("no", 403), ("", 500)] {
      let refused = run(gateway, ["--bad-sign"], ScriptedGateway(body, status: status))
      #expect(refused.code == 0, "\(body) \(status)")
      #expect(findings(refused) == ["forgery_refused"])
      #expect(!faults(refused).contains { $0.hasPrefix("wrong_word") || $0.contains("newline") })
    }
    let text = run(gateway, ["--bad-sign"], ScriptedGateway("fail\n"), form: [])
    #expect(text.code == 0)
    #expect(text.output.contains("refused, as it must be"))
    #expect(!text.output.contains("print the document's word"))
    // A good one is judged as ever.
    #expect(run(gateway, [], ScriptedGateway(word)).code == 0)
    #expect(run(gateway, [], ScriptedGateway("fail")).code == 1)
  }

  /// Nobody at that address judged anything, and then nothing was shown to be right.
  @Test(arguments: [301, 404, 405, 415, 419, 502])
  func aForgeryThatReachedNobodyProvesNothing(status: Int) {
    let outcome = run("lianhe", ["--bad-sign"], ScriptedGateway("x", status: status))
    #expect(outcome.code == 1)
    #expect(findings(outcome) == ["forgery_not_judged"])
    let bench = Bench()
    bench.shop(gateway: "lianhe")
    let dead = bench.run(["notify", "-p", "shop", "--bad-sign", "--json", Self.url])
    #expect(dead.code == 1)
    #expect(findings(dead) == ["forgery_not_judged"])
  }

  /// Whatever leaves no message that `verify` would call valid must be refused; the rest is good.
  @Test(arguments: [
    (["--without", "sign"], true), (["--field", "sign=00"], true),
    (["--without", "mchOrderNo"], true), (["--without", "amount"], true),
    (["--without", "status"], true), (["--field", "mchId=1"], true),
    (["--field", "sign=" + String(repeating: "0", count: 32)], true),
    (["--expect", "refused"], true), (["--bad-sign", "--without", "param1"], true),
    (["--without", "param1"], false), (["--without", "channelOrderNo"], false),
    (["--field", "income=98"], false), (["--state", "1"], false),
    (["--bad-sign", "--expect", "acknowledged"], false),
  ])
  func whatIsWrongOnPurposeMustBeRefused(words: [String], mustRefuse: Bool) {
    let taken = run("pay-center", words, ScriptedGateway("success"))
    let refused = run("pay-center", words, ScriptedGateway("fail"))
    #expect(taken.code == (mustRefuse ? 1 : 0))
    #expect(refused.code == (mustRefuse ? 0 : 1))
    #expect(findings(taken) == (mustRefuse ? ["forgery_accepted"] : []))
  }

  /// A status gets the advice for what it is, and nothing on top.
  @Test(arguments: [
    (400, "bad_request"), (401, "unauthorized"), (403, "forbidden"), (404, "not_found"),
    (405, "method_not_allowed"), (409, "conflict"), (410, "not_found"), (413, "too_large"),
    (415, "unsupported_type"), (418, "client_error"), (419, "csrf_token"), (422, "unprocessable"),
    (429, "too_many"), (500, "server_error"), (502, "unreachable"), (503, "unreachable"),
    (504, "unreachable"), (302, "redirect"),
  ])
  func everyStatusHasItsAdvice(status: Int, code: String) throws {
    for body in ["", "no\n", "<html>Not here</html>\n", "{\"error\":1}", "Fatal error: x\n"] {
      let outcome = run("lianhe", [], ScriptedGateway(body, status: status))
      #expect(outcome.code == 1)
      #expect(faults(outcome) == [code], "\(body)")
      let fault = outcome.json?["attempts"]?.arrayElements?.last?["faults"]?.arrayElements?.first
      #expect(fault?["fix"]?.stringValue?.isEmpty == false)
    }
  }

  @Test func aPayoutsCallbackHasTheRowsOfItsTable() throws {
    let handler = ScriptedGateway("success")
    let outcome = run("pay-center", ["--payout"], handler)
    #expect(outcome.code == 0)
    let names = outcome.json?["fields"]?.objectMembers?.map(\.0)
    #expect(
      names == [
        "transOrderId", "mchId", "mchTransOrderNo", "amount", "status", "param1", "param2",
        "transSuccTime", "backType", "sign",
      ])
    #expect(handler.sent.first?.method == "GET")
    #expect(handler.sent.first?.url.contains("appId") == false)
  }

  @Test func aGatewayByFileGetsItsOwnFillers() throws {
    let bench = Bench()
    let path = TestPaths.example("epay")
    bench.file("key", "kK9_kK9_kK9_kK9_")
    let outcome = bench.run(
      [
        "notify", "--gateway-file", path, "--key-file", bench.folder + "/key", "--merchant-id", "7",
        "--json", Self.url,
      ], transport: ScriptedGateway("success"))
    #expect(outcome.code == 0, "\(outcome.all)")
    let fields = outcome.json?["fields"]
    #expect(fields?["sign_type"]?.stringValue == "MD5")
    #expect(fields?["type"]?.stringValue == "alipay")
    #expect(fields?["param"] == nil)
  }
}

/// Files of the package.
enum TestPaths {
  /// The package's root.
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// A gateway's example file.
  static func example(_ name: String) -> String { "\(root)/docs/gateways/examples/\(name).json" }
}
