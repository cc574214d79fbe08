import HTTP
import Journal
import PaymentValues
import TestSupport
import Testing

@testable import Payouts

struct RunTests {
  @Test func everyRowIsSentOnceAndPaid() throws {
    let bench = Bench()
    let gateway = FakeGateway(bench.time)
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(5), journal: journal)
    let engine = try bench.engine(journal, gateway)
    #expect(try engine.run(plan, user: "ann") == .done)
    #expect(gateway.requests == 5)
    #expect(try engine.resolve(batch: "wages", .init(), rule: Bench.rule) == .done)
    #expect(try Set(bench.states(journal).values) == ["PAID"])
    #expect(try engine.run(plan, user: "ann") == .done)
    #expect(gateway.requests == 5)
    #expect(gateway.doubles == 0)
  }

  @Test func severalThreadsSendEveryRowOnce() throws {
    let bench = Bench()
    bench.options.concurrency = 4
    let gateway = FakeGateway(bench.time)
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(60), journal: journal)
    let engine = try bench.engine(journal, gateway)
    #expect(try engine.run(plan, user: "ann") == .done)
    #expect(gateway.requests == 60)
    #expect(gateway.bookings.count == 60)
    #expect(gateway.doubles == 0)
  }

  @Test(arguments: [1, 2, 3, 4, 16])
  func aSickGatewayGetsThreeRequestsAtMost(concurrency: Int) throws {
    let bench = Bench()
    bench.options.concurrency = concurrency
    var faults = FakeGateway.Faults()
    faults.answerLost = 100
    let gateway = FakeGateway(bench.time, faults: faults)
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(50), journal: journal)
    #expect(try bench.engine(journal, gateway).run(plan, user: "ann") == .breaker)
    #expect(gateway.requests == 3)
    #expect(try bench.states(journal).values.count { $0 == "PLAN" } == 47)
  }

  @Test func anUnreachableGatewayGetsNothingAndTheRowMayGoLater() throws {
    let bench = Bench()
    var faults = FakeGateway.Faults()
    faults.unreachable = 100
    let gateway = FakeGateway(bench.time, faults: faults)
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(3), journal: journal)
    let engine = try bench.engine(journal, gateway)
    #expect(
      try engine.run(plan, user: "ann")
        == .unreachable("connect_failed: connection refused"))
    #expect(try bench.states(journal)["r1"] == "NOT_SENT")
    #expect(try bench.states(journal)["r2"] == "PLAN")
    gateway.faults.withLock { $0 = .none }
    #expect(try engine.run(plan, user: "ann") == .done)
    #expect(gateway.bookings.count == 3)
  }

  @Test func aStopFinishesWhatIsOut() throws {
    let bench = Bench()
    let gateway = FakeGateway(bench.time)
    let journal = try bench.journal()
    bench.options.shouldStop = { gateway.requests >= 2 }
    let plan = try bench.plan(Bench.rows(5), journal: journal)
    #expect(try bench.engine(journal, gateway).run(plan, user: "ann") == .stopped)
    #expect(try bench.states(journal).values.count { $0 == "ACCEPTED" } == 2)
  }

  @Test func aLostAnswerIsFoundByQuery() throws {
    let bench = Bench()
    var faults = FakeGateway.Faults()
    faults.answerLost = 100
    let gateway = FakeGateway(bench.time, faults: faults)
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(2), journal: journal)
    let engine = try bench.engine(journal, gateway)
    _ = try engine.run(plan, user: "ann")
    #expect(try Set(bench.states(journal).values) == ["UNKNOWN"])
    #expect(try engine.resolve(batch: "wages", .init(), rule: Bench.rule) == .done)
    #expect(try Set(bench.states(journal).values) == ["PAID"])
  }

  @Test func aNumberThatTheGatewayHadBeforeIsForeign() throws {
    let bench = Bench()
    let gateway = FakeGateway(bench.time, dedupes: true)
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(1), journal: journal)
    gateway.book(plan.rows[0].orderNumber, amount: "1")
    #expect(try bench.engine(journal, gateway).run(plan, user: "ann") == .foreign)
    #expect(try bench.states(journal)["r1"] == "FOREIGN")
    #expect(gateway.requests == 0)
  }

  @Test func aNumberThatIsTakenWhileTheBatchRunsIsForeign() throws {
    let bench = Bench()
    let gateway = FakeGateway(bench.time, dedupes: true)
    let journal = try bench.journal()
    _ = try bench.engine(journal, gateway).run(
      bench.plan(Bench.rows(1), journal: journal), user: "ann")
    // The last row lies beyond the twenty that are asked about first.
    let plan = try bench.plan(Bench.rows(22), journal: journal)
    let engine = try bench.engine(journal, gateway)
    try engine.record(plan, user: "ann")
    gateway.book(plan.rows[21].orderNumber, amount: "22")
    #expect(try engine.run(plan, user: "ann") == .done)
    #expect(try bench.states(journal)["r22"] == "FOREIGN")
  }

  @Test func aForgedRefusalOfABookedPayoutIsSeenThrough() throws {
    let bench = Bench()
    var faults = FakeGateway.Faults()
    faults.forgedRefusal = 100
    let gateway = FakeGateway(bench.time, faults: faults)
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(1), journal: journal)
    _ = try bench.engine(journal, gateway).run(plan, user: "ann")
    #expect(try bench.states(journal)["r1"] == "PAID")
  }

  @Test func aLostRequestIsSentAgainOnlyByTheRule() throws {
    let bench = Bench()
    var faults = FakeGateway.Faults()
    faults.requestLost = 100
    let gateway = FakeGateway(bench.time, faults: faults)
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(1), journal: journal)
    let engine = try bench.engine(journal, gateway)
    _ = try engine.run(plan, user: "ann")
    gateway.faults.withLock { $0 = .none }
    for expected in [0, 0, 1] {
      _ = try engine.resolve(batch: "wages", .init(), rule: Bench.rule)
      #expect(try engine.resendable(batch: "wages", rule: Bench.rule).rows.count == expected)
      bench.time.pass(35_000)
    }
    #expect(throws: Refusal.self) {
      try engine.resend(batch: "wages", rule: Bench.rule, confirmed: 2)
    }
    let resent = try engine.resend(batch: "wages", rule: Bench.rule, confirmed: 1)
    #expect(resent.orderNumbers == [plan.rows[0].orderNumber])
    #expect(gateway.requests == 2)
    #expect(gateway.doubles == 0)
    #expect(try bench.states(journal)["r1"] == "ACCEPTED")
  }

  @Test(arguments: [-3_600_000, 315_360_000_000, -1_576_800_000_000] as [Int64])
  func aClockThatJumpsBringsNoEarlyResend(jump: Int64) throws {
    let bench = Bench()
    var faults = FakeGateway.Faults()
    faults.requestLost = 100
    let gateway = FakeGateway(bench.time, faults: faults)
    let journal = try bench.journal()
    let plan = try bench.plan(Bench.rows(1), journal: journal)
    let engine = try bench.engine(journal, gateway)
    _ = try engine.run(plan, user: "ann")
    for _ in 0..<6 {
      _ = try engine.resolve(batch: "wages", .init(), rule: Bench.rule)
      bench.time.jump(jump)
      bench.time.pass(1_000)
    }
    #expect(try engine.resendable(batch: "wages", rule: Bench.rule).rows.isEmpty)
  }
}
