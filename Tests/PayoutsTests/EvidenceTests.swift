import Journal
import PaymentValues
import Testing

@testable import Payouts

/// What a callback says of a payout counts like an answer to a query, and never more.
struct EvidenceTests {
  struct Case: Sendable {
    var before: RecordKind
    var status: Status
    var amount: Money?
    var after: String
    init(_ before: RecordKind, _ status: Status, _ after: String, _ amount: Money? = nil) {
      self.before = before
      self.status = status
      self.amount = amount
      self.after = after
    }
  }

  static let cases: [Case] = [
    Case(.send, .succeeded, "PAID"), Case(.unknown, .settled, "PAID"),
    Case(.notFound, .succeeded, "PAID"), Case(.accepted, .failed, "FAILED"),
    Case(.unknown, .pending, "ACCEPTED"), Case(.unknown, .created, "ACCEPTED"),
    Case(.unknown, .unknown, "UNKNOWN"), Case(.paid, .succeeded, "PAID"),
    Case(.paid, .pending, "PAID"), Case(.failed, .pending, "FAILED"),
    Case(.paid, .failed, "CONFLICT"), Case(.failed, .succeeded, "CONFLICT"),
    Case(.rejected, .succeeded, "CONFLICT"), Case(.conflict, .succeeded, "CONFLICT"),
    Case(.foreign, .succeeded, "FOREIGN"), Case(.unknown, .succeeded, "CONFLICT", Money(fen: 1)),
  ]

  @Test(arguments: cases.indices)
  func aCallbackMovesARowAsAnAnswerWould(index: Int) throws {
    let example = Self.cases[index]
    let bench = Bench()
    let gateway = FakeGateway(bench.time)
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(2), journal: journal)
    let engine = try bench.engine(journal, gateway)
    _ = try engine.run(plan, user: "ann")
    let number = try #require(plan.rows.first?.orderNumber)
    var step = JournalRecord(example.before, id: number, batch: plan.batch, reference: "r1")
    step.subject = .payout
    try journal.append([step], durable: true)
    let before = try bench.states(journal)
    let evidence = GatewayWord(
      order: number, status: example.status, amount: example.amount)
    let moved = try engine.take([evidence, evidence], batch: plan.batch)
    #expect(try bench.states(journal)["r1"] == example.after)
    #expect(moved == (before["r1"] == example.after ? 0 : 1))
    #expect(try bench.states(journal)["r2"] == before["r2"])
  }

  @Test func aStrangersNumberMovesNothing() throws {
    let bench = Bench()
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(1), journal: journal)
    let engine = try bench.engine(journal, FakeGateway(bench.time))
    _ = try engine.run(plan, user: "ann")
    let evidence = GatewayWord(order: "SOMEBODY", status: .succeeded)
    #expect(try engine.take([evidence], batch: plan.batch) == 0)
  }
}
