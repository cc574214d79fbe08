import ByteText
import TestSupport
import Testing
import WireFormat

@testable import MerchantCommands

/// A key never leaves the program, whatever it is asked.
@Suite struct SecretTests {
  static let canary = "CANARY/k3y+%41=中&9f"

  private static let shapes: [String] = {
    let bytes = Array(canary.utf8)
    func encoded(_ style: PercentCoding.Style) -> String {
      String(decoding: PercentCoding.encode(bytes, style: style), as: UTF8.self)
    }
    return [
      canary, "CANARY", encoded(.form), encoded(.unreserved),
      String(decoding: Hex.encode(bytes, upper: false), as: UTF8.self),
      String(decoding: Hex.encode(bytes, upper: true), as: UTF8.self), "k3y+", "k3y%2B", "Q0FOQVJZ",
    ]
  }()

  static let lines: [[String]] = [
    ["sign", "mchId=1", "amount=100"],
    ["sign", "--rule", "xxpay", "mchId=1", "amount=100"],
    ["sign", "--rule", "no", "mchId=1", "amount=1"],
    ["sign", "/nonexistent"], ["sign", "{"], ["sign"],

    ["verify"], ["verify", "/nonexistent"], ["verify", "--message", "payout-callback"],
    ["verify", "--expect-amount", "9.99"], ["verify", "--unmask"],
    ["config", "list"], ["config", "show"], ["config", "show", "--origin"], ["config", "check"],
    ["config", "init"], ["gateways"], ["bank-codes", "微信"], ["help", "config"], ["version"],
    ["create-order", "--dry-run", "--amount", "1.00", "--channel", "8000"],
    ["create-order", "--dry-run", "--as", "curl", "--amount", "1.00", "--channel", "8000"],
    [
      "create-order", "--dry-run", "--amount", "1.00", "--channel", "8000", "--subject", "a",
      "--description", "b", "--notify-url", "https://shop.example/n", "--order", "M1",
    ],
    [
      "create-order", "--dry-run", "--as", "curl", "--amount", "1.00", "--channel", "8000",
      "--subject", "a", "--description", "b", "--notify-url", "https://shop.example/n",
    ],
    [
      "create-order", "--amount", "1.00", "--channel", "8000", "--subject", "a", "--description",
      "b",
      "--notify-url", "https://shop.example/n", "--order", "M1", "--no-input",
    ],
    ["create-order", "--amount", "x"], ["create-order"], ["query", "M1"],
    ["query", "--order", "M1"],
    ["query", "--dry-run", "M1"], ["payout"], ["payout", "--order", "M1"], ["nonsense"], ["--help"],
    payout, payout + ["--dry-run"], payout + ["--dry-run", "--as", "curl", "--unmask"],
    ["payout", "plan", "--file", "BATCH"],
    ["payout", "--file", "BATCH", "--confirm-total", "1.00"],
    ["payout", "approve", "b"], ["payout", "status"], ["payout", "status", "b"],
    ["payout", "resolve", "b"], ["payout", "resend", "b"],
    ["gateways", "show", "lianhe"], ["gateways", "export", "lianhe"],
    ["gateways", "check", "/nonexistent"], ["notify", "http://127.0.0.1:9/n"],
    ["notify", "--bad-sign", "http://127.0.0.1:9/n"], ["replay", "/nonexistent"],
    ["replay", "/nonexistent", "--to", "http://127.0.0.1:9/n"],
    ["reconcile", "--ours", "journal", "--theirs", "/nonexistent"],
    ["reconcile", "--ours", "journal", "--query"],
    // Neither may listen there, so both end at once.
    ["sandbox", "--bind", "192.0.2.1"], ["listen", "--bind", "192.0.2.1", "--any-order"],
    ["rehearse", "--gateway", "wessyun"], ["journal", "list"], ["journal", "list", "--open"],
    ["journal", "show", "M1"], ["journal", "verify"], ["journal", "export"],
    ["journal", "export", "--unmask"], ["completion", "bash"],
    ["__complete", "--shell", "bash", "--cword", "1", "merchant", "si"],
  ]

  private static let payout = [
    "payout", "--order", "M1", "--amount", "1.00", "--bank", "HPT00001", "--account-name", "张三",
    "--account-no", "6222020200112233445", "--account-type", "1", "--province", "江苏", "--city",
    "南京", "--notify-url", "https://shop.example/n", "--confirm-total", "1.00",
  ]

  private static let messages = [
    "payOrderId=P1&amount=100&mchId=20001222&mchOrderNo=M1&sign=D4CB9E07AAE4173D2784BE66BC3D5FCC&status=2",
    "{\"a\":", "",
  ]

  /// A message that is signed without one of its fields, so that the reason is found and told.
  private static func explained(_ bench: Bench) -> String {
    let fields = "amount=100&mchId=20001222&mchOrderNo=M1&payOrderId=P1&status=2"
    let sign = bench.run(["sign", "-p", "shop", "-o", "value", "-"], input: fields).output
    return fields + "&productId=8000&sign=" + sign.filter { !$0.isNewline }
  }

  private static let forms = [
    [], ["--json"], ["-o", "ndjson"], ["-o", "csv"], ["-o", "tsv"], ["-o", "value"],
  ]

  @Test(arguments: lines)
  func theKeyIsInNoOutput(line: [String]) {
    let head = "ref,amount,bank,account-name,account-no,account-type,province,city\n"
    let isCompletion = line.first == "__complete"
    for form in isCompletion ? [[]] : Self.forms {
      // A search that finds nothing prints no more in one form than in another: two of them, usually.
      let isShort = !TestDepth.isFull && form != [] && form != ["--json"]
      let messages = (isShort ? [] : Self.messages) + ["EXPLAINED"]
      for input in line.first == "verify" ? messages : [""] {
        let bench = Bench()
        bench.shop("notify-url = https://shop.example/n", key: Self.canary)
        // Something for the journal's commands to show.
        if line.first == "journal" || line.first == "reconcile" {
          _ = bench.run(
            ["query", "-p", "shop", "M1"], transport: ScriptedGateway("{\"retCode\":\"FAIL\"}"))
          _ = bench.run(["verify", "-p", "shop"], input: Self.explained(bench))
        }
        let batch = bench.file(
          "b.csv", head + "r1,1.00,HPT00001,张三,6222020200112233445,1,江苏,南京\n")
        let words = line.map { $0 == "BATCH" ? batch : $0 }
        let text = input == "EXPLAINED" ? Self.explained(bench) : input
        let all = bench.run(words + (isCompletion ? [] : ["-p", "shop"]) + form, input: text).all
        for shape in Self.shapes {
          let isThere = all.contains(shape)
          #expect(!isThere, "\(line) \(form) shows \(shape)")
        }
      }
    }
  }

  /// The shape that a reason is printed in is looked at above; here that there is one at all.
  @Test func theExplainedMessageIsExplained() throws {
    let bench = Bench()
    bench.shop(key: Self.canary)
    let outcome = bench.run(
      ["verify", "-p", "shop", "-m", "order-callback", "--json"], input: Self.explained(bench))
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("\"explanations\":[{"), "\(outcome.output)")
  }

  @Test func everyCommandIsLookedAt() {
    let seen = Set(Self.lines.map { $0.joined(separator: " ") })
    let names = HelpTests.paths.filter { CommandTree.command(at: $0)?.run != nil }
      .map { $0.joined(separator: " ") }
    let missing = names.filter { name in
      !seen.contains { $0 == name || $0.hasPrefix(name + " ") }
    }
    #expect(missing.sorted() == [])
  }

  /// Somebody pastes the key into a field, or signs with it raw.
  @Test(arguments: [
    "payOrderId=P1&amount=100&mchId=20001222&mchOrderNo=M1&sign=KEY&status=2",
    "payOrderId=P1&amount=100&mchId=1&mchOrderNo=KEY&param1=x%26a%3DKEY&sign=00&status=2",
  ])
  func theKeyInAMessageIsCoveredUp(message: String) {
    let encoded = PercentCoding.encode(Array(Self.canary.utf8), style: .form)
    let input = message.replacing("KEY", with: String(decoding: encoded, as: UTF8.self))
    for words in [["verify", "-p", "shop"], ["sign", "-p", "shop", "-"]] {
      for form in Self.forms {
        let bench = Bench()
        bench.shop(key: Self.canary)
        let all = bench.run(words + form, input: input).all
        let isThere = all.contains(Self.canary)
        #expect(!isThere, "\(words) \(form)")
      }
    }
  }

  @Test func theKeyIsInNoErrorOfTheConfiguration() {
    let faults = [
      "[shop]\nkey = \(Self.canary)", "[shop]\nkey = \(Self.canary)\nkey = \(Self.canary)",
      "[shop]\ngateway = lianhe\nkey = \(Self.canary) x",
      "[shop]\ngateway = lianhe\nkey = \(Self.canary)\nmode = x",
      "[shop]\ngateway = lianhe\nkey = \(Self.canary)\nkey-file = x",
      "[shop]\ngateway = x\nkey = \(Self.canary)",
      "[shop]\ngateway = lianhe\nprevious-key = \(Self.canary)\nkey =",
      "key = \(Self.canary)\n[shop]\ngateway = x",
      "[shop]\ngateway = lianhe\nkey = \u{1}\(Self.canary)",
    ]
    for text in faults {
      for words in [
        ["sign", "-p", "shop", "a=1"], ["config", "check"], ["config", "show", "-p", "shop"],
        ["config", "list"],
      ] {
        for form in [[], ["--json"]] {
          let bench = Bench()
          bench.config(text)
          let outcome = bench.run(words + form)
          for shape in Self.shapes {
            let isThere = outcome.all.contains(shape)
            #expect(!isThere, "\(words) \(text)")
          }
        }
      }
    }
  }
}
