import MerchantCommands
import Testing
import WireFormat

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
  ]

  private static let messages = [
    "payOrderId=P1&amount=100&mchId=20001222&mchOrderNo=M1&sign=D4CB9E07AAE4173D2784BE66BC3D5FCC&status=2",
    "{\"a\":", "",
  ]

  private static let forms = [
    [], ["--json"], ["-o", "ndjson"], ["-o", "csv"], ["-o", "tsv"], ["-o", "value"],
  ]

  @Test(arguments: lines)
  func theKeyIsInNoOutput(line: [String]) {
    for form in Self.forms {
      for input in line.first == "verify" ? Self.messages : [""] {
        let bench = Bench()
        bench.shop(key: Self.canary)
        let all = bench.run(line + ["-p", "shop"] + form, input: input).all
        for shape in Self.shapes {
          let isThere = all.contains(shape)
          #expect(!isThere, "\(line) \(form) shows \(shape)")
        }
      }
    }
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
