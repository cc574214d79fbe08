import Gateways
import MerchantCommands
import Testing
import WireFormat

/// What decides is read from the field that was signed, under the name under which it was signed.
@Suite struct SignedNameTests {
  /// How a forger puts another letter case of a deciding name beside the signed text.
  enum Trick: String, CaseIterable, Sendable {
    case missing, empty, null, both
  }

  private static let roles: [Role] = [
    .merchantID, .orderNumber, .gatewayOrderNumber, .amount, .paidAmount, .state,
  ]

  /// Every message from a gateway, each deciding field of it, each trick.
  private static func cases(_ specimen: Specimen) -> [(row: FieldSpec, trick: Trick)] {
    specimen.message.fields.filter { row in
      row.parent == nil && row.isDocumented && row.role.map(roles.contains) ?? false
    }.flatMap { row in Trick.allCases.map { (row, $0) } }
  }

  private static func otherCase(_ name: String) -> String {
    name == name.uppercased() ? name.lowercased() : name.uppercased()
  }

  /// The message with the trick, signed before the forger's field was added.
  private func forged(
    _ specimen: Specimen, _ row: FieldSpec, _ trick: Trick, by rule: SigningRule?
  ) -> FieldList {
    var fields = specimen.fields
    switch trick {
    case .missing: fields.remove(row.name)
    case .empty: fields.set(row.name, .text([]))
    case .null: fields.set(row.name, .null)
    case .both: break
    }
    let honest = specimen.fields[row.name]?.display ?? ""
    let lie = row.role == .state ? honest : row.role == .merchantID ? honest : "9" + honest
    if trick == .both, row.role == .state { fields.set(row.name, .text(Array("9".utf8))) }
    if let rule { fields = specimen.signed(fields, by: rule) }
    fields.append(Self.otherCase(row.name), lie)
    return fields
  }

  @Test(
    arguments: Specimen.all.filter {
      $0.message.kind.comesFromGateway && $0.message.signing != nil
    })
  func anotherLetterCaseNeverDecides(specimen: Specimen) throws {
    let bench = Bench()
    bench.shop(specimen.gateway)
    let listener = try Listener([specimen.gateway])
    for (row, trick) in Self.cases(specimen) {
      for rule in specimen.rules {
        let fields = forged(specimen, row, trick, by: rule)
        let outcome = bench.verify(fields, ["-m", specimen.message.kind.rawValue])
        #expect(outcome.code == 1, "\(row.name) \(trick): \(outcome.output)")
        #expect(bench.line(Specimen.json(fields)) != "valid", "\(row.name) \(trick)")
        if specimen.message.kind.isCallback {
          let event = listener.postJSON(fields)
          #expect(!event.isAcknowledged, "\(row.name) \(trick)")
          #expect(event.facts == nil, "\(row.name) \(trick)")
        }
        if specimen.message.kind == .queryAnswer || specimen.message.kind == .payoutQueryAnswer {
          let words = specimen.message.kind.isAboutPayout ? ["--payout"] : []
          let asked = bench.query(words, answer: Specimen.json(fields))
          #expect(asked.code != 0, "\(row.name) \(trick): \(asked.output)")
        }
      }
    }
  }

  /// The reproduction: a signed answer without a state, and one in capital letters beside it.
  @Test(arguments: ["pay-index", "wessyun"], ["missing", "null", "empty"])
  func aStateInCapitalsIsNoState(gateway: String, trick: String) throws {
    let specimen = try #require(Specimen.of(gateway, .queryAnswer))
    let row = try #require(specimen.message.field(.state))
    let bench = Bench()
    bench.shop(specimen.gateway)
    let fields = forged(
      specimen, row, try #require(Trick(rawValue: trick)), by: specimen.message.signing)
    let asked = bench.query(answer: Specimen.json(fields))
    #expect(asked.code != 0, "\(asked.output)")
    #expect(!asked.output.contains("succeeded"), "\(asked.output)")
    let honest = bench.query(answer: Specimen.json(specimen.signed(specimen.fields)))
    #expect(honest.code == 0, "\(honest.all)")
  }

  /// lianhe's answers are not signed: one of the two cases of a name is read, never one of two.
  @Test(arguments: [MessageKind.queryAnswer, .payoutQueryAnswer])
  func anUnsignedAnswerIsReadInOneCaseOnly(kind: MessageKind) throws {
    let specimen = try #require(Specimen.of("lianhe", kind))
    let bench = Bench()
    bench.shop(specimen.gateway)
    let words = kind.isAboutPayout ? ["--payout"] : []
    func answer(_ inner: String) -> Bytes {
      Array(#"{"error":"success","result":{\#(inner)}}"#.utf8)
    }
    let order = Specimen.order
    for inner in [
      #""Mrn":"\#(order)","status":1"#, #""mrn":"\#(order)","status":1"#,
      #""MRN":"\#(order)","Status":1"#,
    ] { #expect(bench.query(words, answer: answer(inner)).code == 0, "\(inner)") }
    for inner in [
      #""Mrn":"\#(order)","status":0,"Status":1"#, #""Mrn":"\#(order)","status":null,"STATUS":1"#,
      #""Mrn":"","mrn":"\#(order)","status":1"#, #""Mrn":"X","mrn":"\#(order)","status":1"#,
    ] {
      #expect(bench.query(words, answer: answer(inner)).code != 0, "\(inner)")
      let text = String(decoding: answer(inner), as: UTF8.self)
      let words = ["verify", "-p", "shop", "--json", "--no-journal", "-m", kind.rawValue]
      #expect(bench.run(words, input: text).json?["verdict"]?.stringValue == "refused")
    }
  }

  /// A server that writes a name in other letters signs it that way, where every field is signed.
  @Test func aNameInOtherLettersCountsWhereItIsSignedSo() throws {
    let specimen = try #require(Specimen.of("pay-center", .queryAnswer))
    let bench = Bench()
    bench.shop(specimen.gateway)
    let fields = specimen.signed(specimen.fields.without("status").with("Status", "2"))
    let outcome = bench.verify(fields, ["-m", "query-answer"])
    #expect(outcome.code == 0)
    #expect(outcome.json?["status"]?.stringValue == "succeeded")
  }

  /// A zero that PHP calls empty was signed by nobody.
  @Test func anUnsignedPaidAmountIsNotTold() throws {
    let callback = try #require(Specimen.of("pay-index", .orderCallback))
    let bench = Bench()
    bench.shop(callback.gateway)
    let rule = callback.message.tolerances[0].rule
    let fields = callback.signed(callback.fields.without("true_amount"), by: rule)
      .with("true_amount", "0")
    let outcome = bench.verify(fields)
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("deciding_field_unsigned"))
    #expect(outcome.json?["paid_amount_fen"]?.integerValue == nil)
    #expect(bench.line(FormCodec.encode(fields)) == "refused")
    #expect(try !Listener([callback.gateway]).postForm(fields).isAcknowledged)
  }
}
