import HTTP
import MerchantCommands
import TestSupport
import Testing
import WireFormat

/// A key that somebody pasted, or that came back in a text, is in no file that the program writes.
@Suite struct KeyFileTests {
  static let key = "CANARY/k3y+%41=9f"
  private static let account = "6222020200112233445"

  private static var inForm: String {
    String(decoding: PercentCoding.encode(Array(key.utf8), style: .form), as: UTF8.self)
  }

  /// What an answer says; KEY stands for the key.
  private static func answering(_ text: String) -> ScriptedGateway {
    let quoted = JSONWriter().string(.string(key)).dropFirst().dropLast()
    return ScriptedGateway(text.replacing("KEY", with: String(quoted)))
  }

  private func expectNoKey(_ bench: Bench, _ name: String) {
    var files = bench.files(under: "state")
    files.merge(bench.files(under: "out")) { first, _ in first }
    #expect(!files.isEmpty, "\(name) wrote nothing")
    for (path, bytes) in files {
      let text = String(decoding: bytes, as: UTF8.self)
      for shape in ["CANARY", "k3y", Self.inForm] {
        #expect(!text.contains(shape), "\(name): \(path) holds \(shape)")
      }
    }
  }

  private func bench(_ gateway: String = "pay-center") -> Bench {
    let bench = Bench()
    bench.shop(
      "notify-url = https://shop.example/n\nreturn-url = https://shop.example/r",
      gateway: gateway, key: Self.key)
    bench.file("out", "")
    return bench
  }

  static let order = [
    "create-order", "-p", "shop", "--amount", "1.00", "--channel", "8000", "--subject", "a",
    "--description", "b", "--order",
  ]
  static let payout = [
    "payout", "-p", "shop", "--amount", "1", "--bank-name", "中国银行", "--account-name", "张三",
    "--account-no", account, "--confirm-total", "1.00",
  ]

  @Test(arguments: [
    order + ["A1"], ["query", "-p", "shop", "A1"],
    ["query", "-p", "shop", "A1", "A2"],
  ])
  func anAnswersWordsAreCoveredUpInTheJournal(words: [String]) {
    let bench = bench()
    let answers = [
      #"{"retCode":"FAIL","retMsg":"no such key: KEY"}"#,
      #"{"retCode":"FAIL","retMsg":"x","errCode":"KEY","errDes":"KEY KEY"}"#, "KEY", "<p>KEY",
    ]
    for answer in answers { _ = bench.run(words, transport: Self.answering(answer)) }
    expectNoKey(bench, words[0])
  }

  @Test func aPayoutsReportAndJournalAreClean() {
    let bench = bench("lianhe")
    let report = ["--report", bench.folder + "/out.html"]
    let answers = [
      #"{"error":"insufficient_balance","errorMessage":"KEY"}"#, #"{"error":"KEY"}"#, "KEY",
    ]
    for (index, answer) in answers.enumerated() {
      _ = bench.run(
        Self.payout + ["--order", "P\(index)", "--allow-repeat"] + report,
        transport: Self.answering(answer))
    }
    expectNoKey(bench, "payout")
    let page = bench.text("out.html")
    #expect(!page.isEmpty)
    #expect(!page.contains("CANARY"))
  }

  /// A message with the key where the order number should be.
  @Test(arguments: [
    "payOrderId=P1&amount=100&mchId=20001222&mchOrderNo=KEY&sign=00&status=2",
    "payOrderId=KEY&amount=100&mchId=20001222&mchOrderNo=M1&param1=KEY&sign=00&status=KEY",
  ])
  func aMessageThatWasCheckedByHandLeavesNoKey(message: String) {
    let bench = bench()
    _ = bench.run(
      ["verify", "-p", "shop", "-m", "order-callback"],
      input: message.replacing("KEY", with: Self.inForm))
    expectNoKey(bench, "verify")
    let listed = bench.run(["journal", "export", "-p", "shop", "--unmask"])
    #expect(!listed.all.contains("CANARY"))
  }

  @Test func aStatementWithAKeyMakesACleanPage() {
    let bench = bench()
    let ours = bench.file("ours.csv", "order,amount\nA,1.00\n\"\(Self.key)\",2.00\n")
    let theirs = bench.file("theirs.csv", "order,amount\nA,1.50\n")
    let page = bench.folder + "/out.html"
    _ = bench.run(
      ["reconcile", "-p", "shop", "--ours", ours, "--theirs", theirs, "--html", page])
    #expect(!bench.text("out.html").isEmpty)
    #expect(!bench.text("out.html").contains("CANARY"))
  }

  /// The key is never sent, so it is in no journal, no page and at no gateway.
  @Test(arguments: [
    order + [key], order + ["A1", "--param1", "x\(key)y"],
    order + ["A1", "--device", key], order + ["A1", "--field", "body=" + key],
    order + ["A1", "--notify-url", "https://shop.example/?k=" + inForm],
    order + [key, "--page", "PAGE"], ["query", "-p", "shop", key],
    ["query", "-p", "shop", "A1", "--field", "executeNotify=" + key],
  ])
  func aRequestThatHoldsTheKeyIsRefused(words: [String]) {
    let bench = bench()
    let gateway = Self.answering("{}")
    let words = words.map { $0 == "PAGE" ? bench.folder + "/page.html" : $0 }
    let outcome = bench.run(words, transport: gateway)
    #expect(outcome.code != 0)
    #expect(gateway.sent.isEmpty)
    #expect(!outcome.all.contains("CANARY"), "\(outcome.all)")
    for (path, bytes) in bench.files(under: "state") {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("CANARY"), "\(path)")
    }
    #expect(bench.text("page.html").isEmpty)
  }

  /// A payout whose reference, batch or payee holds the key is refused before anything is sent.
  @Test func aBatchThatHoldsTheKeyIsRefused() {
    let head = "ref,amount,bank-name,account-name,account-no\n"
    let good = "r1,1,中国银行,张三,\(Self.account)\n"
    let cases = [
      (head + good, ["--batch", Self.key]),
      (head + good.replacing("r1", with: Self.key), []),
      (head + good.replacing("张三", with: Self.key), []),
    ]
    for (text, words) in cases {
      let bench = bench("lianhe")
      let gateway = Self.answering(#"{"error":"success"}"#)
      let outcome = bench.run(
        ["payout", "-p", "shop", "--file", bench.file("b.csv", text), "--confirm-total", "1.00"]
          + words, transport: gateway)
      #expect(outcome.code != 0)
      #expect(gateway.sent.isEmpty, "\(words) \(outcome.all)")
      for (path, bytes) in bench.files(under: "state") {
        #expect(!String(decoding: bytes, as: UTF8.self).contains("CANARY"), "\(path)")
      }
    }
  }

  /// Whatever a key-command complains about, nobody reads it.
  @Test(arguments: ["exit 3", "kill -9 $$", "printf good-key-1234; exit 1"])
  func theErrorsOfAKeyCommandAreWithheld(end: String) {
    let bench = Bench()
    let script = bench.file("say", "#!/bin/sh\necho 'CANARY on stderr' >&2\n\(end)\n", mode: 0o700)
    bench.config(
      """
      [shop]
      gateway = lianhe
      merchant-id = 20001222
      mode = test
      key-command = ["/bin/sh", "\(script)"]
      """)
    for form in [[], ["--json"]] {
      let outcome = bench.run(["sign", "-p", "shop", "a=1"] + form)
      #expect(outcome.code == 78)
      #expect(!outcome.all.contains("CANARY"))
      #expect(outcome.all.contains("status") || outcome.all.contains("signal"))
      #expect(outcome.all.contains("standard error"))
    }
  }
}

/// A journal that leaves the machine tells whom nobody.
@Suite struct JournalExportTests {
  private static let account = "6222020200112233445"

  private func filled(_ gateway: String, _ words: [String]) -> Bench {
    let bench = Bench()
    bench.shop("notify-url = https://shop.example/n", gateway: gateway)
    let outcome = bench.run(
      ["payout", "-p", "shop", "--amount", "1", "--confirm-total", "1.00", "--order", "P1"] + words,
      transport: ScriptedGateway(
        gateway == "lianhe"
          ? #"{"error":"invalid_data","errorMessage":"张三丰 6222020200112233445 unknown"}"#
          : #"{"retCode":"FAIL","retMsg":"账户 6222020200112233445 张三丰 不存在"}"#))
    #expect(!bench.files(under: "state").isEmpty, "\(outcome.all)")
    return bench
  }

  private static let gateways: [(String, [String])] = [
    (
      "lianhe",
      [
        "--bank-name", "中国银行", "--account-name", "张三丰", "--account-no", account,
      ]
    ),
    (
      "pay-center",
      [
        "--bank", "HPT00001", "--account-name", "张三丰", "--account-no", account, "--account-type",
        "1", "--province", "江苏", "--city", "南京",
      ]
    ),
  ]

  private static let shapes = [
    account, "张三丰", "\\u5f20\\u4e09\\u4e30", "%E5%BC%A0%E4%B8%89%E4%B8%B0",
    "\\\\u5f20\\\\u4e09",
  ]

  @Test(arguments: 0..<2)
  func accountsAndNamesAreMaskedInEveryForm(index: Int) {
    let (gateway, words) = Self.gateways[index]
    let bench = filled(gateway, words)
    let forms = [
      [], ["--json"], ["-o", "json"], ["-o", "ndjson"], ["-o", "csv"], ["-o", "tsv"],
      ["-o", "value"], ["-o", "table"],
    ]
    for form in forms {
      let outcome = bench.run(["journal", "export", "-p", "shop"] + form)
      #expect(outcome.code == 0)
      #expect(outcome.output.contains("P1"))
      for shape in Self.shapes { #expect(!outcome.all.contains(shape), "\(form) \(shape)") }
      #expect(outcome.output.contains("***3445") || outcome.output.contains("%2A%2A%2A3445"))
      #expect(outcome.output.contains("\"masked\":true"))
    }
    // Every line is JSON of its own.
    let lines = bench.run(["journal", "export", "-p", "shop"]).output.split(separator: "\n")
    #expect(lines.allSatisfy { (try? JSONValue.parse(Array($0.utf8))) != nil })
  }

  @Test(arguments: 0..<2)
  func unmaskedTheLinesAreTheJournalsOwn(index: Int) {
    let (gateway, words) = Self.gateways[index]
    let bench = filled(gateway, words)
    let output = bench.run(["journal", "export", "-p", "shop", "--unmask"]).output
    #expect(Self.shapes.contains { output.contains($0) })
    #expect(output.contains(Self.account))
    let files = bench.files(under: "state").filter { $0.key.hasSuffix(".jsonl") }
    #expect(files.values.contains { $0 == Array(output.utf8) })
  }
}
