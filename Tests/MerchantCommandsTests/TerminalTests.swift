import Gateways
import HTTP
import MerchantCommands
import TestSupport
import Testing
import TextLayout
import WireFormat

/// Nothing raw reaches a terminal, in whatever form and on whichever stream; files and pipes get the
/// true bytes.
@Suite struct TerminalTests {
  /// Escape sequences, C1, direction marks, zero-width characters, separators.
  static let hostile =
    "a\u{1B}]52;c;eA==\u{7}\u{1B}[2J\u{9B}31m\u{202E}\u{2066}\u{200B}\u{FEFF}\u{061C}\u{2028}\u{2060}b"

  struct Line: Sendable, CustomTestStringConvertible {
    var words: [String]
    var testDescription: String { words.prefix(2).joined(separator: " ") }

    init(_ words: String...) { self.words = words }
  }

  static let lines: [Line] = [
    Line("verify", "-p", "shop", "CAPTURE"), Line("verify", "-p", "shop", "JSONCAPTURE"),
    Line("verify", "-p", "shop", "--lines", "--all", "CAPTURE"),
    Line("sign", "-p", "shop", "mchId=1", "param1=HOSTILE"),
    Line("sign", "-p", "HOSTILE", "a=1"), Line("query", "-p", "shop", "M1"),
    Line("create-order", "ORDER"), Line("payout", "PAYOUT"), Line("bank-codes", "HOSTILE"),
    Line("gateways", "show", "SPEC"), Line("gateways", "export", "SPEC"),
    Line("gateways", "check", "SPEC"), Line("config", "list"), Line("config", "show"),
    Line("journal", "list"), Line("journal", "export"), Line("journal", "show", "M1"),
    Line("reconcile", "--ours", "OURS", "--theirs", "THEIRS"), Line("help", "HOSTILE"),
    Line("HOSTILE"), Line("query", "--HOSTILE"), Line("verify", "HOSTILE"),
    Line("create-order", "ORDER", "--subject", "HOSTILE", "--dry-run"),
  ]

  static let forms: [[String]] =
    ["table", "json", "ndjson", "csv", "tsv", "value"].map { ["-o", $0] } + [
      ["--template", "{order} {gateway_message} {value} {fields} {next} {string_to_sign}"],
      ["-o", "csv", "--excel"],
    ]

  private static func run(_ line: Line, _ form: [String], onTerminal: Bool) -> Outcome {
    let voice = GatewayVoice.of("pay-center")
    let bench = voice.bench()
    bench.config(
      GatewayVoice.profile.replacing("GATEWAY", with: "pay-center")
        + "\n[x]\ngateway = pay-center\nbase-url = https://x\u{202E}\u{9B}.example\n")
    var spec = GatewaySpec.wessyun
    spec.title = hostile
    spec.notes = [hostile]
    let member = JSONWriter().string(.string(hostile))
    let files = [
      "CAPTURE": bench.file(
        "capture", "amount=100&mchId=20001222&mchOrderNo=M1&status=2&param1=\(hostile)&sign=00"),
      "JSONCAPTURE": bench.file(
        "capture.json",
        #"{"amount":100,"mchId":1,"mchOrderNo":"M1","status":2,"param1":\#(member),"sign":"0"}"#),
      "SPEC": bench.file("spec.json", SpecFile.encode(spec)),
      "OURS": bench.file("ours.csv", "order,amount,status\nA\u{202E}\u{9B}1,1.00,succeeded\n"),
      "THEIRS": bench.file("theirs.csv", "order,amount,status\nA2,1.50,succeeded\n"),
    ]
    let refusal = voice.refusal(.query, hostile)
    // Something for the journal's commands to show.
    if line.words.first == "journal" {
      _ = bench.run(["query", "-p", "shop", "M1"], ScriptedGateway(refusal))
    }
    var words: [String] = []
    for word in line.words {
      switch word {
      case "ORDER": words += voice.words(.order).dropFirst()
      case "PAYOUT": words += voice.words(.payout).dropFirst()
      default: words.append((files[word] ?? word).replacing("HOSTILE", with: hostile))
      }
    }
    return bench.run(words + form) { environment in
      environment.transport = { ScriptedGateway(refusal) }
      environment.isTerminal = (true, onTerminal, onTerminal)
      environment.variable = { [inner = environment.variable] name in
        name == "MERCHANT_PROFILE" ? "shop" : inner(name)
      }
    }
  }

  private static func isRaw(_ text: String) -> Bool {
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if scalar == "\n" || scalar == "\t" || scalar == "\r" && rest.first == "\n" { continue }
      if TerminalSafeText.isDangerous(scalar) { return true }
    }
    return false
  }

  @Test(arguments: lines)
  func nothingRawReachesATerminal(line: Line) {
    for form in Self.forms {
      let shown = Self.run(line, form, onTerminal: true)
      let isRaw =
        Self.isRaw(shown.output) || Self.isRaw(shown.errors.replacing("\r\u{1B}[K", with: ""))
      #expect(!isRaw, "\(form) \(shown.all.debugDescription)")
      // The same code and the same JSON, whether shown or piped; other forms differ in the writing only.
      guard form == ["-o", "json"] || TestDepth.isFull else { continue }
      let piped = Self.run(line, form, onTerminal: false)
      #expect(piped.code == shown.code)
      if form == ["-o", "json"], let json = piped.json { #expect(shown.json == json) }
    }
  }

  @Test func pipesGetTheTrueBytes() {
    let csv = Self.run(
      Line("sign", "-p", "shop", "param1=HOSTILE"), ["-o", "csv"], onTerminal: false)
    #expect(csv.output.contains("\u{202E}\u{2066}\u{200B}"), "\(csv.all.debugDescription)")
    let json = Self.run(Line("query", "-p", "shop", "M1"), ["-o", "json"], onTerminal: false)
    #expect(json.json?["gateway_message"]?.stringValue == Self.hostile)
    let shown = Self.run(Line("query", "-p", "shop", "M1"), ["-o", "json"], onTerminal: true)
    #expect(shown.json?["gateway_message"]?.stringValue == Self.hostile)
  }
}
