import Glibc
import HTTP
import MerchantCommands
import Platform
import TestSupport
import Testing
import WireFormat

/// Output that could not be written ends with 74, unless the verdict is graver; a reader that has gone
/// leaves the verdict as it is.
@Suite struct LostOutputTests {
  struct Line: Sendable, CustomTestStringConvertible {
    var words: [String]
    var verdict: Int32
    var testDescription: String { words.prefix(3).joined(separator: " ") }

    init(_ verdict: Int32, _ words: String...) {
      self.words = words
      self.verdict = verdict
    }
  }

  private struct Strange: Error {}

  /// Whether a payout came.
  private final class Payouts: Sendable { let came = Atomic(false) }

  static let lines: [Line] = [
    Line(0, "help"), Line(0, "help", "exit-codes"), Line(0, "help", "--man", "query"),
    Line(0, "--help"), Line(0, "query", "-h"), Line(0, "--version"), Line(0, "version"),
    Line(0, "--map"), Line(0, "completion", "bash"), Line(0, "bank-codes"), Line(0, "gateways"),
    Line(0, "gateways", "show", "lianhe"), Line(0, "gateways", "export", "lianhe"),
    Line(0, "config", "list"), Line(0, "config", "show"), Line(0, "config", "check"),
    Line(0, "sign", "-p", "shop", "mchId=1", "amount=100"), Line(0, "journal", "list"),
    Line(0, "journal", "verify"), Line(0, "journal", "export"),
    Line(0, "payout", "--template", "--gateway", "lianhe"),
    Line(1, "verify", "-p", "shop", "FORGED"), Line(1, "verify", "-p", "shop", "FORGED", "--json"),
    Line(1, "verify", "-p", "shop", "--lines", "FORGED"),
    Line(1, "verify", "-p", "shop", "--lines", "--all", "FORGED"),
    Line(0, "query", "-p", "shop", "PAID"), Line(8, "query", "-p", "shop", "UNPAID"),
    Line(8, "query", "-p", "shop", "UNPAID", "-o", "ndjson"),
    Line(9, "query", "-p", "shop", "STRANGE"),
    Line(1, "reconcile", "--ours", "OURS", "--theirs", "THEIRS"),
    Line(1, "reconcile", "--ours", "OURS", "--theirs", "THEIRS", "-o", "csv"),
    Line(1, "reconcile", "--ours", "OURS", "--theirs", "THEIRS", "-o", "ndjson"),
    Line(1, "reconcile", "--ours", "OURS", "--theirs", "THEIRS", "--json"),
    Line(0, "create-order", "ORDER"), Line(0, "create-order", "ORDER", "--dry-run"),
    Line(0, "create-order", "ORDER", "-o", "value"), Line(8, "payout", "PAYOUT"),
    Line(8, "payout", "PAYOUT", "-o", "csv"),
  ]

  private static func run(_ line: Line, _ failure: (any Error)?) -> Outcome {
    let voice = GatewayVoice.of("pay-center")
    let bench = voice.bench()
    let files = [
      "FORGED": bench.file(
        "forged",
        "payOrderId=P1&amount=100&mchId=20001222&mchOrderNo=M1&status=2"
          + "&sign=D4CB9E07AAE4173D2784BE66BC3D5FCC\n"),
      "OURS": bench.file("ours.csv", "order,amount,status\nA1,1.00,succeeded\nA2,2.00,succeeded\n"),
      "THEIRS": bench.file("theirs.csv", "order,amount,status\nA1,1.50,succeeded\n"),
    ]
    var words: [String] = []
    for word in line.words {
      switch word {
      case "ORDER": words += voice.words(.order).dropFirst()
      case "PAYOUT": words += voice.words(.payout).dropFirst()
      default: words.append(files[word] ?? word)
      }
    }
    // Something for the journal to show.
    _ = bench.run(["query", "-p", "shop", "PAID"], gateway(voice))
    return bench.run(words) { environment in
      environment.transport = { gateway(voice) }
      environment.variable = { [inner = environment.variable] name in
        name == "MERCHANT_PROFILE" ? "shop" : inner(name)
      }
      if let failure { environment.writeOutput = { _ in throw failure } }
    }
  }

  private static func gateway(_ voice: GatewayVoice) -> ScriptedGateway {
    let payouts = Payouts()
    return ScriptedGateway { request in
      var voice = voice
      let body = String(decoding: request.body, as: UTF8.self)
      if body.contains("STRANGE") {
        return .answered(
          HTTPResponse(
            status: 200, body: Array(voice.message(.queryAnswer).utf8)))
      }
      for (name, status) in [("UNPAID", "unpaid"), ("PAID", "paid")] where body.contains(name) {
        voice.order = name
        voice.status = status == "paid" ? .succeeded : .created
        return .answered(HTTPResponse(status: 200, body: Array(voice.message(.queryAnswer).utf8)))
      }
      voice.status = .pending
      if request.url.hasSuffix("/trans/create_order") {
        payouts.came.store(true, ordering: .relaxed)
        return .answered(HTTPResponse(status: 200, body: Array(voice.message(.payoutAnswer).utf8)))
      }
      if request.url.hasSuffix("/trans/query_order") {
        // The number is asked about before it is sent, and the gateway does not know it yet.
        let answer =
          payouts.came.load(ordering: .relaxed)
          ? voice.message(.payoutQueryAnswer) : voice.refusal(.payoutQuery, "订单不存在")
        return .answered(HTTPResponse(status: 200, body: Array(answer.utf8)))
      }
      return .answered(HTTPResponse(status: 200, body: Array(voice.message(.orderAnswer).utf8)))
    }
  }

  @Test(arguments: lines)
  func theVerdictStandsAndALossIsTold(line: Line) {
    let whole = Self.run(line, nil)
    #expect(whole.code == line.verdict, "\(whole.all)")
    #expect(!whole.output.isEmpty)
    let gone = Self.run(line, SystemError(call: "write", subject: "standard output", number: EPIPE))
    #expect(gone.code == line.verdict, "\(gone.errors)")
    #expect(!gone.errors.contains("cannot be written"))
    let graver = line.verdict == 9 || line.verdict == 10 ? line.verdict : 74
    for error: any Error in [
      SystemError(call: "write", subject: "standard output", number: ENOSPC),
      SystemError(call: "write", subject: "standard output", number: EBADF), Strange(),
    ] {
      let full = Self.run(line, error)
      #expect(full.code == graver, "\(full.errors)")
      #expect(full.errors.contains("standard output cannot be written"))
    }
  }

  @Test func whereTheShopperPaysIsNotLost() {
    for number in [EPIPE, ENOSPC] {
      let line = Line(0, "create-order", "ORDER")
      let lost = Self.run(
        line, SystemError(call: "write", subject: "standard output", number: number))
      #expect(lost.errors.contains("https://pay.example/x?a=1"), "\(lost.errors)")
      #expect(lost.errors.contains("merchant query -p shop M20260101000001"))
    }
    let payout = Self.run(
      Line(8, "payout", "PAYOUT"),
      SystemError(call: "write", subject: "standard output", number: ENOSPC))
    #expect(payout.errors.contains("merchant payout status"), "\(payout.errors)")
  }

  @Test func theJournalIsWrittenAllTheSame() {
    let voice = GatewayVoice.of("pay-center")
    let bench = voice.bench()
    _ = bench.run(voice.words(.order)) { environment in
      environment.transport = { Self.gateway(voice) }
      environment.writeOutput = { _ in
        throw SystemError(call: "write", subject: "standard output", number: ENOSPC)
      }
    }
    let again = bench.run(voice.words(.order), Self.gateway(voice))
    #expect(again.code == 77, "\(again.all)")
    #expect(again.errors.contains("https://pay.example/x?a=1"), "\(again.all)")
  }

  @Test func aLostStreamIsWrittenToOnce() {
    let bench = Bench()
    bench.shop()
    let count = Counter()
    let outcome = bench.run(["help", "exit-codes"]) { environment in
      environment.writeOutput = { _ in
        count.add()
        throw SystemError(call: "write", subject: "standard output", number: EPIPE)
      }
    }
    #expect(outcome.code == 0)
    #expect(count.value == 1)
  }
}

import Synchronization

private final class Counter: Sendable {
  private let number = Mutex(0)
  func add() { number.withLock { $0 += 1 } }
  var value: Int { number.withLock { $0 } }
}

/// `--exit-zero`, and errors of a line that was not understood.
@Suite struct ExitZeroTests {
  private static let forged =
    "payOrderId=P1&amount=100&mchId=20001222&mchOrderNo=M1&status=2"
    + "&sign=D4CB9E07AAE4173D2784BE66BC3D5FCC"

  @Test(arguments: [["--json"], ["-o", "json"], ["-o", "ndjson"]])
  func aNoInTheJSONEndsWithZero(form: [String]) {
    let bench = Bench()
    bench.shop()
    let path = bench.file("forged", Self.forged)
    #expect(bench.run(["verify", "-p", "shop", path] + form).code == 1)
    let outcome = bench.run(["verify", "-p", "shop", path, "--exit-zero"] + form)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("\"valid\":false"))
    let before = bench.run(["--exit-zero", "verify", "-p", "shop", path] + form)
    #expect(before.code == 0)
  }

  @Test func withoutJSONThereIsNothingToReadTheVerdictFrom() {
    let bench = Bench()
    bench.shop()
    let path = bench.file("forged", Self.forged)
    for form in [[], ["-o", "table"], ["-o", "value"]] {
      let outcome = bench.run(["verify", "-p", "shop", path, "--exit-zero"] + form)
      #expect(outcome.code == 64, "\(outcome.all)")
      #expect(outcome.errors.contains("--json"), "\(outcome.all)")
    }
  }

  @Test func whatNeedsAHandKeepsItsCode() {
    let voice = GatewayVoice.of("pay-center")
    let busy = ScriptedGateway(voice.refusal(.query, "系统繁忙"))
    #expect(voice.bench().run(voice.words(.query, ["--json", "--exit-zero"]), busy).code == 76)
    let lost = ScriptedGateway { _ in
      .unknown(TransportFailure(code: "timeout", reason: "no answer"))
    }
    #expect(voice.bench().run(voice.words(.order, ["--json", "--exit-zero"]), lost).code == 9)
    var unpaid = voice
    unpaid.status = .created
    let open = ScriptedGateway(unpaid.message(.queryAnswer))
    #expect(voice.bench().run(voice.words(.query, ["--json", "--exit-zero"]), open).code == 0)
    let full = voice.bench().run(voice.words(.query, ["--json", "--exit-zero"])) {
      $0.transport = { open }
      $0.writeOutput = { _ in
        throw SystemError(call: "write", subject: "standard output", number: ENOSPC)
      }
    }
    #expect(full.code == 74)
  }

  @Test(arguments: [
    ["--json"], ["--output=json"], ["--output", "json"], ["-ojson"], ["-o", "json"],
    ["-o", "ndjson"], ["--output", "ndjson"], ["-qo", "json"], ["-qojson"],
  ])
  func aLineThatWasNotUnderstoodAnswersInTheFormItAskedFor(form: [String]) {
    let outcome = Bench().run(["query", "--nonsense"] + form)
    #expect(outcome.code == 64)
    #expect(
      (try? JSONValue.parse(Array(outcome.errors.utf8)))?["error"]?["code"] != nil,
      "\(outcome.errors)")
  }

  @Test(arguments: [["-o", "table"], ["-o"], ["--", "-o", "json"], ["--output", "csv"]])
  func otherwiseItIsText(form: [String]) {
    let outcome = Bench().run(["query", "--nonsense"] + form)
    #expect(outcome.code == 64, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("error: "), "\(outcome.errors)")
  }
}
