import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import TestSupport
import Testing
import WireFormat

/// What each answer of each gateway to each request is taken for, how the program ends and which
/// sentence it prints. The page docs/answers.md is this table.
@Suite struct AnswersTableTests {
  /// One thing that may come back.
  struct Case: Sendable {
    var name: String
    var outcome: TransportOutcome

    static func body(_ name: String, _ text: String, status: Int = 200) -> Case {
      Case(name: name, outcome: .answered(HTTPResponse(status: status, body: Array(text.utf8))))
    }
  }

  /// What the program made of it.
  struct Row: Sendable {
    var gateway: String
    var asked: MessageKind
    var name: String
    var outcome: String
    var exit: Int32
    var sentence: String
    var errors: String
  }

  static func cases(_ voice: GatewayVoice, _ asked: MessageKind) -> [Case] {
    guard let kind = asked.answer else { return [] }
    let gateway = voice.gateway
    let good = voice.message(kind)
    var cases: [Case] = []
    if gateway.message(kind)?.success != nil, gateway.id != "wessyun" || asked != .order {
      cases.append(.body("yes", good))
      var other = voice
      other.order = "M20260101000002"
      if gateway.message(kind)?.fields.contains(where: { $0.role == .orderNumber }) == true {
        cases.append(.body("yes, about another order", other.message(kind)))
      }
    }
    if gateway.message(kind)?.signing != nil {
      cases.append(
        .body("yes, signature wrong", good.replacing("P20260101000001", with: "P20260101000002")))
    }
    var seen: Set<String> = []
    for meaning in gateway.errors
    where meaning.messages.isEmpty
      || meaning.messages.contains(where: { $0 == kind || $0 == asked })
    {
      let words = meaning.wordsContain ?? named(meaning.code, gateway) ?? "错误"
      let name = [meaning.code, words].compactMap { $0 }.joined(separator: " ")
      guard seen.insert(name).inserted else { continue }
      cases.append(.body(name, voice.refusal(asked, code: meaning.code, words)))
    }
    for words in ["没有见过的原因", "签名错误", "IP不在白名单", "系统繁忙", "系统维护"] {
      cases.append(.body("error “\(words)”", voice.refusal(asked, words)))
    }
    if asked.isQuestion, let message = gateway.message(kind), message.signing != nil,
      let row = message.field(.resultCode), message.success?.words == ["00"]
    {
      cases.append(
        .body(
          "signed no that says paid",
          voice.message(kind) { $0.set(row.name, .text(Array("01".utf8))) }))
    }
    cases += [
      .body("HTTP 500, empty", "", status: 500), .body("HTTP 503, a page", "<html>", status: 503),
      .body("HTTP 403, a page", "<html>forbidden</html>", status: 403),
      .body("HTTP 500, with a no", voice.refusal(asked, "没有见过的原因"), status: 500),
      .body("half an answer", String(good.dropLast(5))), .body("{}", "{}"), .body("empty", ""),
      Case(
        name: "no answer in time",
        outcome: .unknown(TransportFailure(code: "timeout", reason: "no answer within 30 s"))),
      Case(
        name: "not connected",
        outcome: .notSent(TransportFailure(code: "connect_failed", reason: "connection refused"))),
    ]
    return cases
  }

  private static func named(_ code: String?, _ gateway: GatewaySpec) -> String? {
    gateway.codeTable(.error)?.rows.first { $0.code == code }?.name
  }

  static func row(_ voice: GatewayVoice, _ asked: MessageKind, _ one: Case) -> Row {
    let bench = voice.bench()
    let isPayout = asked == .payout
    let path = voice.gateway.operation(asked)?.endpoints.first?.path ?? ""
    let notFound = voice.gateway.errors.first {
      $0.verdict == .notFound && $0.messages.contains(.payoutQueryAnswer)
    }
    let transport = ScriptedGateway { request in
      // A payout is asked about when its answer says no or nothing: the gateway does not know it.
      guard isPayout, !request.url.hasSuffix(path) else { return one.outcome }
      let body = voice.refusal(
        .payoutQuery, code: notFound?.code, notFound?.wordsContain ?? "订单不存在")
      return .answered(HTTPResponse(status: 200, body: Array(body.utf8)))
    }
    let outcome = bench.run(voice.words(asked, ["--json"]), transport)
    let json = outcome.json
    let part = json?["parts"]?.arrayElements?.first
    return Row(
      gateway: voice.gateway.id, asked: asked, name: one.name,
      outcome: (isPayout ? part?["state"] : json?["outcome"])?.stringValue ?? "?",
      exit: outcome.code,
      sentence: (isPayout ? part?["meaning"] : json?["next"])?.stringValue ?? "",
      errors: outcome.errors + outcome.output)
  }

  static let rows: [Row] = GatewayVoice.all.flatMap { voice in
    [MessageKind.order, .payout, .query, .payoutQuery].filter {
      voice.gateway.operation($0) != nil
    }.flatMap { asked in cases(voice, asked).map { row(voice, asked, $0) } }
  }

  @Test func aQuestionThatIsNotAnsweredSaysNothingAboutTheOrder() {
    let questions = Self.rows.filter(\.asked.isQuestion)
    #expect(questions.count > 80)
    for row in questions {
      let place =
        "\(row.gateway) \(row.asked) \(row.name): \(row.outcome) \(row.exit) \(row.sentence)"
      #expect(!row.sentence.contains("nothing moved"), "\(place)")
      #expect(!row.sentence.contains("new number"), "\(place)")
      #expect(!row.sentence.contains("merchant query"), "\(place)")
      #expect(!row.errors.contains("confirm by a query"), "\(place)")
      #expect(!row.errors.contains("decides about money and is missing"), "\(place)")
      #expect(row.outcome != "rejected", "\(place)")
      #expect(row.outcome != "duplicate", "\(place)")
      switch row.outcome {
      case "accepted": #expect(row.exit == 0, "\(place)")
      case "not-found": #expect(row.exit == 1, "\(place)")
      case "not-sent": #expect(row.exit == 69, "\(place)")
      default:
        #expect([9, 76, 77].contains(row.exit), "\(place)")
        #expect(row.sentence.contains("says nothing about the"), "\(place)")
      }
    }
  }

  @Test func whatMayHaveArrivedIsAskedAboutAndNeverSentAgain() {
    for row in Self.rows where row.asked == .order {
      let place = "\(row.gateway) \(row.name): \(row.outcome) \(row.exit) \(row.sentence)"
      switch row.outcome {
      case "accepted": #expect(row.exit == 0, "\(place)")
      case "rejected": #expect(row.exit == 1 || row.exit == 77, "\(place)")
      case "not-sent": #expect(row.exit == 69, "\(place)")
      default:
        #expect(row.exit == 9, "\(place)")
        #expect(row.sentence.contains("merchant query"), "\(place)")
      }
    }
    for row in Self.rows where row.asked == .payout && row.exit == 9 {
      #expect(row.outcome == "NOT_FOUND" || row.outcome == "UNKNOWN", "\(row)")
    }
    // Of a payout, a no that no table knows is none.
    for row in Self.rows where row.asked == .payout && row.name.contains("“") {
      #expect(row.exit == 9, "\(row)")
    }
  }

  @Test func thePageShowsTheTable() {
    var text = """
      # What an answer means

      Made by `make docs` from the program itself; do not edit. Each row is one run of the program: what \
      was asked, what came back, what the program took it for, its exit code and the next step that it \
      prints. The rule stands in `Reply.outcome` and `OutcomeExit`: a question that is not answered says \
      nothing about the order; of a payout only a no that the gateway's table knows counts; what may have \
      arrived is asked about and never sent again. Behind a payout the gateway is asked whether it has it, \
      and here it always says no.

      """
    for asked in [MessageKind.order, .payout, .query, .payoutQuery] {
      text += "\n## \(asked.rawValue)\n\n| gateway | came back | outcome | exit | next step |\n"
      text += "|---|---|---|---|---|\n"
      for row in Self.rows where row.asked == asked {
        text +=
          "| \(row.gateway) | \(row.name) | \(row.outcome) | \(row.exit) | \(row.sentence) |\n"
      }
    }
    let path = TestFiles.root + "/docs/answers.md"
    if TestFiles.isRecording { #expect(TestFiles.write(text, to: path)) }
    let isUpToDate = TestFiles.text(path) == text
    #expect(isUpToDate, "renew with make docs")
  }

  @Test func anOrderThatWasReportedPaidIsNotContradicted() {
    for voice in GatewayVoice.all {
      let bench = voice.bench()
      let paid = bench.run(
        voice.words(.query), ScriptedGateway(voice.message(.queryAnswer)))
      #expect(paid.code == 0, "\(paid.all)")
      let busy = bench.run(
        voice.words(.query, ["--json"]), ScriptedGateway(voice.refusal(.query, "系统繁忙")))
      #expect(busy.code == 76)
      #expect(busy.json?["last_known"]?.stringValue?.hasPrefix("succeeded at") == true)
      let table = bench.run(voice.words(.query), ScriptedGateway(voice.refusal(.query, "系统繁忙")))
      #expect(table.output.contains("succeeded at"), "\(table.all)")
      #expect(!table.all.contains("moved"), "\(table.all)")
      #expect(!table.errors.contains("error"), "\(table.all)")
    }
  }

  @Test func anUndecidedErrorOfAQuestionIsOneSentence() {
    let voice = GatewayVoice.of("pay-center")
    let outcome = voice.bench().run(
      voice.words(.query), ScriptedGateway(voice.refusal(.query, code: "0010", "支付中心系统异常")))
    #expect(outcome.code == 76, "\(outcome.all)")
    #expect(outcome.errors.isEmpty, "\(outcome.all)")
    #expect(!outcome.output.contains("Query it"))
    #expect(!outcome.output.contains("Do not send"))
  }
}
