import Gateways
import Messages
import PaymentValues
import Testing
import WireFormat

/// What a good signature does not say (docs/rules.md V8).
@Suite struct MoneyTests {
  @Test(arguments: [
    ("pay-index", "00", Status.succeeded), ("pay-index", "00 ", .failed),
    ("pay-index", "0", .failed),
    ("pay-index", "000", .failed), ("pay-index", "11", .failed), ("pay-index", "1", .succeeded),
    ("wessyun", "00", .succeeded), ("wessyun", "02", .failed),
    ("pay-center", "0", .created), ("pay-center", "1", .pending), ("pay-center", "2", .succeeded),
    ("pay-center", "3", .settled), ("pay-center", "5", .failed), ("pay-center", "4", .unknown),
    ("pay-center", "-1", .failed), ("pay-center", "-2", .failed), ("pay-center", "2.0", .unknown),
    ("pay-center", "02", .unknown), ("pay-center", "2abc", .unknown),
    ("pay-center", " 2", .unknown),
    ("pay-center", "２", .unknown), ("pay-center", "6", .unknown),
  ])
  func orderCallbackStates(gateway: String, word: String, status: Status) throws {
    let sample = try #require(Sample.of(gateway, .orderCallback))
    let row = try #require(sample.message.field(.state))
    let report = sample.verifier.verify(
      sample.signed(sample.unsigned.with(row.name, word)), profile: sample.profile)
    #expect(report.isValid)
    #expect(report.state == word)
    #expect(report.status == status)
    #expect(report.has("not_paid") == !status.isPaid)
  }

  @Test(arguments: [
    (MessageKind.payoutCallback, "2", Status.succeeded), (.payoutCallback, "3", .failed),
    (.payoutCallback, "1", .pending), (.payoutCallback, "4", .pending),
    (.payoutCallback, "5", .pending), (.payoutCallback, "9", .unknown),
    (.payoutAnswer, "3", .failed), (.payoutAnswer, "4", .pending), (.payoutAnswer, "0", .created),
    (.payoutQueryAnswer, "2", .succeeded), (.payoutQueryAnswer, "3", .failed),
    (.payoutQueryAnswer, "4", .pending), (.queryAnswer, "3", .settled),
  ])
  func payoutStatesAreTheirOwn(kind: MessageKind, word: String, status: Status) throws {
    let sample = try #require(Sample.of("pay-center", kind))
    let report = sample.verifier.verify(
      sample.signed(sample.unsigned.with("status", word)), profile: sample.profile)
    #expect(report.isValid)
    #expect(report.status == status)
  }

  @Test(arguments: [
    ("NOTPAY", Status.created), ("SUCCESS", .succeeded), ("2", .created), ("1", .succeeded),
    ("00", .settled), ("success", .unknown), ("PAID", .unknown),
  ])
  func onlyTradeStateTellsWhetherItWasPaid(word: String, status: Status) throws {
    let sample = try #require(Sample.of("pay-index", .queryAnswer))
    let report = sample.verifier.verify(
      sample.signed(sample.unsigned.with("trade_state", word)), profile: sample.profile)
    #expect(report.isValid)
    #expect(report.status == status)
  }

  @Test(arguments: [MessageKind.orderCallback, .payoutCallback])
  func aMessageWithoutStateSaysThatItCame(kind: MessageKind) throws {
    let sample = try #require(Sample.of("lianhe", kind))
    let report = sample.verifier.verify(sample.fields, profile: sample.profile)
    #expect(report.isValid)
    #expect(report.status == .succeeded)
    #expect(report.has("no_state_field"))
  }

  @Test func thePaidAmountIsToldApart() throws {
    let sample = try #require(Sample.of("lianhe", .orderCallback))
    let report = sample.verifier.verify(
      sample.signed(sample.unsigned.with("amount", "99.97")), profile: sample.profile)
    #expect(report.orderedAmount == Money(fen: 10_000))
    #expect(report.paidAmount == Money(fen: 9_997))
    #expect(report.amount == Money(fen: 10_000))
    #expect(report.has("paid_amount_differs"))
  }

  @Test(arguments: ["", "-1", "1e2", "1,000", "１", "100.001", " 100", "abc", "null"])
  func whatIsNoAmountIsRefused(text: String) throws {
    for (gateway, name) in [
      ("pay-index", "amount"), ("lianhe", "originAmount"), ("pay-center", "amount"),
    ] {
      let sample = try #require(Sample.of(gateway, .orderCallback))
      let report = sample.verifier.verify(
        sample.signed(sample.unsigned.with(name, text)), profile: sample.profile)
      #expect(report.verdict == .refused)
      #expect(report.check == nil)
    }
  }

  @Test func fenAreNoYuan() throws {
    let sample = try #require(Sample.of("pay-center", .orderCallback))
    let report = sample.verifier.verify(
      sample.signed(sample.unsigned.with("amount", "100.00")), profile: sample.profile)
    #expect(report.verdict == .refused)
    #expect(report.has("bad_amount"))
  }

  @Test(arguments: Sample.signedByGateway)
  func whatWasNotExpectedIsRefused(sample: Sample) {
    func verdict(_ change: (inout Messages.Expectation) -> Void) -> MessageReport.Verdict {
      var expectation = Messages.Expectation()
      change(&expectation)
      return sample.verifier.verify(
        sample.fields, profile: sample.profile, expectation: expectation
      ).verdict
    }
    #expect(verdict { _ in } == .valid)
    #expect(verdict { $0.orderNumber = "other" } == .refused)
    if sample.message.field(.amount) != nil {
      #expect(verdict { $0.amount = Money(fen: 10_000) } == .valid)
      #expect(verdict { $0.amount = Money(fen: 10_001) } == .refused)
      #expect(verdict { $0.amount = Money(fen: 9_999) } == .refused)
    }
    if sample.message.field(.orderNumber) != nil {
      #expect(verdict { $0.orderNumber = "20260101120000000001" } == .valid)
    }
    if sample.message.field(.state) != nil || sample.message.impliedStatus != nil {
      #expect(verdict { $0.status = .settled } == .valid)
      #expect(verdict { $0.status = .failed } == .refused)
    }
  }

  @Test func anExpectationDoesNotHealABadSignature() throws {
    let sample = try #require(Sample.of("pay-index", .orderCallback))
    var expectation = Messages.Expectation()
    expectation.amount = Money(fen: 1)
    let report = sample.verifier.verify(
      sample.fields.with("amount", "0.01"), profile: sample.profile, expectation: expectation)
    #expect(report.verdict == .invalid)
  }
}
