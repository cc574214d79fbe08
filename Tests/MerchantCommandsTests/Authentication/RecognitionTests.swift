import GatewayEngine
import Gateways
import MerchantCommands
import PaymentValues
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

/// Each kind of message sent as each other kind, at every gateway, signed by every rule that is known.
@Suite struct RecognitionTests {
  /// Kinds that one printed table serves: nothing in the fields can tell them apart.
  private static func isTwin(_ one: MessageSpec, _ other: MessageSpec) -> Bool {
    one.kind == other.kind || one.fields == other.fields && one.signing == other.signing
  }

  @Test(arguments: Specimen.all.filter { $0.message.signing != nil })
  func aMessageIsValidAsItsOwnKindOnly(specimen: Specimen) {
    let bench = Bench()
    bench.shop(specimen.gateway)
    for rule in specimen.rules {
      let fields = specimen.signed(specimen.fields, by: rule)
      for asked in specimen.gateway.messages {
        let outcome = bench.verify(fields, ["-m", asked.kind.rawValue])
        let isOwn = Self.isTwin(specimen.message, asked)
        #expect((outcome.code == 0) == isOwn, "as \(asked.kind.rawValue): \(outcome.output)")
        guard !isOwn else { continue }
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("wrong_kind"))
        #expect(outcome.json?["valid"]?.boolValue == false)
      }
      #expect(bench.verify(fields).json?["message"]?.stringValue != nil)
    }
  }

  @Test(arguments: Specimen.all.filter { $0.message.signing != nil })
  func onlyCallbacksAreAcknowledgedAndOnlyAtTheirOwnPath(specimen: Specimen) throws {
    let listener = try Listener([specimen.gateway])
    for rule in specimen.rules {
      let fields = specimen.signed(specimen.fields, by: rule)
      for (path, kind) in [
        ("/callback/shop", nil), ("/notify", nil), ("/callback/shop/order", .orderCallback),
        ("/callback/shop/payout", .payoutCallback),
      ] as [(String, MessageKind?)] {
        let isWelcome =
          specimen.message.kind.isCallback && (kind == nil || kind == specimen.message.kind)
        for event in [
          listener.postForm(fields, path: path), listener.postJSON(fields, path: path),
        ] {
          #expect(event.isAcknowledged == isWelcome, "\(path): \(event.findings)")
          #expect((event.facts != nil) == isWelcome)
          if !isWelcome {
            #expect(
              event.findings.contains { ["wrong_kind", "no_such_callback"].contains($0.code) })
          }
        }
      }
    }
  }

  /// The reproduction: an answer about an unpaid order has the word that means paid in a callback.
  @Test(arguments: ["pay-index", "wessyun"], ["0.00", "100.00", nil] as [String?])
  func anAnswerAboutAnUnpaidOrderIsNoCallback(gateway: String, paid: String?) throws {
    let specimen = try #require(Specimen.of(gateway, .queryAnswer))
    let bench = Bench()
    bench.shop(specimen.gateway)
    let listener = try Listener([specimen.gateway])
    for rule in specimen.rules {
      var answer = specimen.fields.with("trade_state", "NOTPAY")
        .with("time_end", "1970-01-01 08:00:00")
      if let paid {
        answer = answer.with("true_amount", paid)
      } else {
        answer.remove("true_amount")
      }
      let signed = specimen.signed(answer, by: rule)
      // Padding that no rule signs must not make it look like a callback.
      for fields in [
        signed, signed.with("attach", "a"), signed.with("datetime", ""),
        signed.with("datetime", "").with("attach", ""),
      ] {
        for path in ["/callback/shop", "/callback/shop/order", "/"] {
          let event = listener.postForm(fields, path: path)
          #expect(!event.isAcknowledged, "\(event.findings)")
          #expect(event.facts == nil, "\(event.findings)")
        }
        let outcome = bench.verify(
          fields, ["-m", "order-callback", "--expect-status", "succeeded"])
        #expect(outcome.code == 1, "\(outcome.output)")
      }
    }
  }

  /// A fork's answer without state and time has the very fields of a callback without its time.
  @Test(arguments: ["pay-index", "wessyun"])
  func whatCouldBeEitherIsNeither(gateway: String) throws {
    let specimen = try #require(Specimen.of(gateway, .queryAnswer))
    let bench = Bench()
    bench.shop(specimen.gateway)
    let listener = try Listener([specimen.gateway])
    for rule in specimen.rules.filter({ $0.empties != .kept }) {
      let stripped = specimen.signed(
        specimen.fields.without("trade_state").without("time_end"), by: rule)
      for fields in [stripped, stripped.with("datetime", ""), stripped.with("attach", "x")] {
        for path in ["/callback/shop", "/callback/shop/order"] {
          #expect(!listener.postForm(fields, path: path).isAcknowledged)
        }
        #expect(bench.verify(fields, ["-m", "order-callback"]).code == 1)
        #expect(bench.line(FormCodec.encode(fields)) != "valid")
      }
    }
  }

  @Test func aFieldOfAnotherMessageIsNotSignedInByATolerance() throws {
    for specimen in Specimen.all where specimen.message.kind.isCallback {
      let bench = Bench()
      bench.shop(specimen.gateway)
      let listener = try Listener([specimen.gateway])
      let own = Set(specimen.message.fields.flatMap(\.spellings))
      let foreign = Set(
        specimen.gateway.messages.flatMap { message in
          message.fields.filter { row in
            // What only requests have and decides nothing, gateways echo.
            row.parent == nil
              && (message.kind.comesFromGateway || row.namesAFact || row.role == .signature)
          }
        }.flatMap(\.spellings)
      ).subtracting(own)
      for name in foreign.sorted() {
        for rule in specimen.rules {
          let fields = specimen.signed(specimen.fields.with(name, "1"), by: rule)
          let verdict = bench.verify(fields, ["-m", specimen.message.kind.rawValue])
          #expect(verdict.code == 1, "\(specimen.testDescription) \(name)")
          #expect(!listener.postForm(fields).isAcknowledged)
        }
      }
    }
  }

  @Test func extensionsThatNoTableKnowsStayWelcomeWhenSigned() throws {
    for specimen in Specimen.all where specimen.message.kind.isCallback {
      for rule in specimen.rules {
        guard case .allExcept = rule.selection else { continue }
        let listener = try Listener([specimen.gateway])
        let fields = specimen.signed(specimen.fields.with("vendor_flag", "1"), by: rule)
        #expect(listener.postForm(fields).isAcknowledged, "\(specimen.testDescription)")
        let bench = Bench()
        bench.shop(specimen.gateway)
        let report = bench.verify(fields)
        #expect(report.code == 0)
        #expect(!report.output.contains("unsigned_unknown_field"))
        #expect(report.output.contains("extension_field"))
      }
    }
  }

  /// What open-source servers before 4.x and the servers of the payout callbacks really send.
  @Test(arguments: [
    "transOrderId=T1&mchId=20001222&mchTransOrderNo=O1&amount=100&status=3",
    "transOrderId=T1&mchId=20001222&mchOrderNo=O1&amount=100&status=2&result=1&transSuccTime=1",
    "transOrderId=T1&mchId=20001222&mchTransOrderNo=O1&amount=100&status=2&backType=2",
    "transOrderId=T1&mchId=20001222&mchTransNo=O1&amount=100&status=4&currency=cny&device=WEB",
  ])
  func aShortPayoutCallbackIsNoAnswer(text: String) throws {
    let specimen = try #require(Specimen.of("pay-center", .payoutCallback))
    let fields = specimen.signed(try FormCodec.decode(Array(text.utf8)))
    let bench = Bench()
    bench.shop(specimen.gateway)
    #expect(bench.verify(fields).json?["message"]?.stringValue == "payout-callback")
    #expect(bench.verify(fields, ["-m", "payout-answer"]).code == 1)
    #expect(try Listener([specimen.gateway]).postForm(fields).isAcknowledged)
  }

  // MARK: The page

  @Test func thePageOfAllPairsIsUpToDate() {
    let path = TestFiles.root + "/docs/recognition.md"
    let page = RecognitionPage.markdown
    if TestFiles.isRecording { #expect(TestFiles.write(page, to: path)) }
    let isUpToDate = TestFiles.text(path) == page
    #expect(isUpToDate, "renew with MERCHANT_RECORD=1 swift test --filter thePageOfAllPairs")
  }
}

/// `docs/recognition.md`: what `verify -m KIND` and `listen` make of each kind of message.
private enum RecognitionPage {
  static var markdown: String {
    """
    # Each kind of message sent as each other kind

    Made by the test `thePageOfAllPairsIsUpToDate`. A row is a message of that kind with all documented fields, signed with the account's key by the document's rule and by each tolerance. A column is the kind that `verify -m` is asked for; `listen` is what its receiver does with the message at `/callback/PROFILE`. `valid` may be acted upon; `own` is a good signature under a request of the merchant's own, which proves nothing; any other word is the code of the refusal. Why: [decision 8](decisions/0008-the-kind-that-fits-best.md).

    """ + GatewayCatalog.builtIn.map(section).joined()
  }

  private static func section(_ gateway: GatewaySpec) -> String {
    let kinds = gateway.messages.map(\.kind.rawValue)
    let specimens = Specimen.all.filter { $0.gateway.id == gateway.id }
    let bench = Bench()
    bench.shop(gateway)
    let head =
      "\n## \(gateway.id)\n\n| sent ╲ asked | \(kinds.joined(separator: " | ")) | listen |\n"
      + String(repeating: "|---", count: kinds.count + 2) + "|\n"
    let rows = specimens.map { specimen -> String in
      let variants = specimen.message.signing == nil ? [nil] : specimen.rules.map { Optional($0) }
      let messages = variants.map { specimen.signed(specimen.fields, by: $0) }
      guard !specimen.fields.fields.isEmpty else {
        return "| \(specimen.message.kind.rawValue) " + cells(kinds.map { _ in ["–"] } + [["–"]])
      }
      let verdicts = kinds.map { kind in messages.map { cell(bench.verify($0, ["-m", kind])) } }
      let heard = messages.map { fields -> String in
        guard let event = try? Listener([gateway]).postJSON(fields) else { return "?" }
        return event.isAcknowledged
          ? "acknowledged" : event.findings.last { $0.severity == .error }?.code ?? "refused"
      }
      return "| \(specimen.message.kind.rawValue) " + cells(verdicts + [heard])
    }
    return head + rows.joined(separator: "\n") + "\n"
  }

  private static func cells(_ columns: [[String]]) -> String {
    columns.map { "| " + Set($0).sorted().joined(separator: ", ") + " " }.joined() + "|"
  }

  private static func cell(_ outcome: Outcome) -> String {
    guard let json = outcome.json else { return "exit \(outcome.code)" }
    if outcome.code == 0 { return json["from"]?.stringValue == "gateway" ? "valid" : "own" }
    let codes = (json["findings"]?.arrayElements ?? []).filter {
      $0["severity"]?.stringValue == "error"
    }.compactMap { $0["code"]?.stringValue }
    if codes.contains("wrong_kind") { return "wrong_kind" }
    return codes.first ?? json["verdict"]?.stringValue ?? "?"
  }
}

/// What is read back from the record is recognised anew: it may have been written by an older program.
@Suite struct RecordedRecognitionTests {
  @Test(arguments: ["pay-index", "wessyun"])
  func anAnswerInTheRecordIsNoEvidence(gateway: String) throws {
    let answer = try #require(Specimen.of(gateway, .queryAnswer))
    let callback = try #require(Specimen.of(gateway, .orderCallback))
    let bench = Bench()
    bench.shop(answer.gateway)
    var lines: Bytes = []
    let messages = [
      (Specimen.order, answer.signed(answer.fields.with("trade_state", "NOTPAY"))),
      ("B2", callback.signed(callback.fields.with("orderid", "B2"))),
    ]
    for (index, (order, fields)) in messages.enumerated() {
      var record = callback.record(index, order, .valid, fields)
      record.facts = CallbackFacts(
        profile: "shop", kind: .orderCallback, order: order, status: .succeeded,
        amount: Money(fen: 10_000))
      lines += record.line
    }
    let path = bench.file("record.jsonl", lines)
    let profile = try Listener([answer.gateway]).profiles[0]
    let evidence = try CallbackEvidence(path, profile: profile, kind: .orderCallback)
    #expect(evidence.statements.map(\.facts.order) == ["B2"])
    let ours = bench.file("ours.csv", "order,amount,status\n\(Specimen.order),100.00,failed\n")
    let outcome = bench.run([
      "reconcile", "-p", "shop", "--ours", ours, "--callbacks", path, "--json",
    ])
    #expect(outcome.json?["theirs"]?["rows"]?.integerValue == 1, "\(outcome.all)")
  }
}
