import GatewayEngine
import Gateways
import Journal
import Messages
import PaymentValues
import TestSupport
import Testing

@testable import Payouts

struct PlanTests {
  private func plan(
    _ bench: Bench, _ rows: [BatchRow], batch: String = "wages", journal: JournalFile? = nil,
    _ change: (inout PlanBuilder.Options) -> Void = { _ in }
  ) throws -> PayoutPlan {
    var options = PlanBuilder.Options()
    change(&options)
    return try PlanBuilder(profile: bench.profile, options: options, accountDigest: { "d\($0)" })
      .plan(rows, batch: batch, journal: journal, clock: bench.time.clock)
  }

  private func codes(_ body: () throws -> PayoutPlan) -> [String] {
    do {
      return try body().warnings.map(\.code)
    } catch let refusal as Refusal {
      return ["\(refusal.exit.rawValue)"] + refusal.findings.map(\.code)
    } catch {
      return ["\(error)"]
    }
  }

  @Test func sumsAreThoseOfTheRows() throws {
    let plan = try plan(Bench(), Bench.rows(4))
    #expect(plan.count == 4)
    #expect(plan.total == Money(fen: 1000))
    #expect(plan.largest?.reference == "r4")
    #expect(plan.banks == [.init(bank: "工商银行", count: 4, total: Money(fen: 1000))])
    #expect(plan.id == "wages-\(plan.digest.prefix(8))")
  }

  @Test func theOrderOfRowsAndTheKeyDoNotChangeADigest() throws {
    let bench = Bench()
    let plan = try plan(bench, Bench.rows(4))
    #expect(try self.plan(bench, Bench.rows(4).reversed()).digest == plan.digest)
    bench.profile.key = Secret(Array("another-key-0123".utf8))
    bench.profile.values[.notifyURL] = "https://shop.example/other"
    #expect(try self.plan(bench, Bench.rows(4)).digest == plan.digest)
    #expect(try self.plan(bench, Bench.rows(3)).digest != plan.digest)
    #expect(try self.plan(bench, Bench.rows(4), batch: "other").digest != plan.digest)
  }

  /// Six ways to edit a row whose reference was planned.
  @Test(arguments: 0..<6)
  func anEditedRowWithAUsedReferenceIsRefused(edit: Int) throws {
    let bench = Bench()
    let journal = try bench.journal()
    let gateway = FakeGateway(bench.time)
    _ = try bench.engine(journal, gateway).run(
      plan(bench, Bench.rows(3), journal: journal), user: "ann")
    var rows = Bench.rows(3)
    switch edit {
    case 0: rows[1].amount = Money(fen: 300)
    case 1: rows[1].texts[.accountNumber] = "6222021234567890128"
    case 2: rows[1].texts[.accountName] = "李四"
    case 3: rows[1].texts[.bankName] = "建设银行"
    case 4: rows.remove(at: 1)
    default: rows[1].reference = "r3"
    }
    let found = codes { try plan(bench, rows, journal: journal) }
    #expect(found.first == "77")
    #expect(found.contains("content_changed") || found.contains("row_missing"))
    #expect(gateway.requests == 3)
  }

  @Test func aFileThatChangedSinceItsPlanIsRefused() throws {
    let bench = Bench()
    let journal = try bench.journal()
    let gateway = FakeGateway(bench.time)
    let engine = try bench.engine(journal, gateway)
    try engine.record(plan(bench, Bench.rows(2), journal: journal), user: "ann")
    let changed = try plan(bench, Bench.rows(3), journal: journal)
    let refusal = #expect(throws: Refusal.self) { try engine.run(changed, user: "ann") }
    #expect(refusal?.findings.map(\.code) == ["plan_changed"])
    #expect(gateway.requests == 0)
    try engine.record(changed, user: "ann")
    #expect(try engine.run(changed, user: "ann") == .done)
  }

  @Test func anotherPersonMustApprove() throws {
    let bench = Bench()
    let journal = try bench.journal()
    let engine = try bench.engine(journal, FakeGateway(bench.time))
    let plan = try plan(bench, Bench.rows(2), journal: journal)
    try engine.record(plan, user: "ann")
    #expect(throws: Refusal.self) { try engine.approve(plan.id, user: "ann") }
    #expect(throws: Refusal.self) {
      try engine.run(plan, user: "ann", needsApproval: true)
    }
    #expect(try engine.approve(plan.id, user: "bob").approver == "bob")
    #expect(try engine.run(plan, user: "ann", needsApproval: true) == .done)
  }

  @Test func limitsAreHardStops() throws {
    let bench = Bench()
    func refused(_ limits: PayoutLimits) -> [String] {
      codes { try plan(bench, Bench.rows(4)) { $0.limits = limits } }
    }
    #expect(refused(.init(total: Money(fen: 999))) == ["77", "over_max_total"])
    #expect(refused(.init(total: Money(fen: 1000))).isEmpty)
    #expect(refused(.init(each: Money(fen: 399))) == ["77", "over_max_each"])
    #expect(refused(.init(each: Money(fen: 400))).isEmpty)
    #expect(refused(.init(rows: 3)) == ["77", "over_max_rows"])
    #expect(refused(.init(rows: 4)).isEmpty)
  }

  @Test func theSamePayeeAndAmountTwiceIsRefused() throws {
    let bench = Bench()
    var rows = Bench.rows(2)
    rows[1].texts = rows[0].texts
    rows[1].amount = rows[0].amount
    #expect(codes { try plan(bench, rows) } == ["77", "duplicate_payee"])
    #expect(codes { try plan(bench, rows) { $0.allowsDuplicates = true } } == ["duplicate_payee"])
  }

  @Test func aPayoutOfTheLastDaysIsNotRepeated() throws {
    let bench = Bench()
    let journal = try bench.journal()
    let gateway = FakeGateway(bench.time)
    _ = try bench.engine(journal, gateway).run(
      plan(bench, Bench.rows(1), journal: journal), user: "ann")
    let again = { try plan(bench, Bench.rows(1), batch: "again", journal: journal) }
    #expect(codes(again) == ["77", "repeated_payout"])
    bench.time.pass(8 * 86_400_000)
    #expect(codes(again).isEmpty)
  }

  @Test func fenThatAGatewayCannotCarryAreRefused() {
    var rows = Bench.rows(1)
    rows[0].amount = Money(fen: 150)
    #expect(codes { try plan(Bench(), rows) } == ["65", "amount_unit"])
  }

  @Test(
    arguments: [
      ("HPT00001", nil, []), (nil, "HPT00001", ["65", "bank_mismatch"]),
      ("没有这家银行", nil, ["65", "bank_unknown", "missing_field", "missing_field"]),
    ] as [(String?, String?, [String])])
  func banksAreResolvedByCodeOrExactName(bank: String?, code: String?, expected: [String]) throws {
    let bench = Bench()
    bench.profile = Bench.payCenter
    var rows = Bench.rows(1)
    rows[0].bank = bank
    rows[0].texts[.bankName] = code == nil ? nil : "不存在的银行"
    rows[0].texts[.bankCode] = code
    #expect(codes { try plan(bench, rows) } == expected)
  }

  @Test func orderNumbersComeFromAccountBatchAndReferenceOnly() throws {
    func number(_ merchant: String, _ batch: String, _ reference: String) throws -> String {
      try OrderNumber.derived(
        account: AccountID(gateway: "lianhe", merchant: merchant), batch: batch,
        reference: reference, maximumLength: 30)
    }
    let one = try number("shop", "wages", "r1")
    #expect(try number("shop", "wages", "r1") == one)
    #expect(one.count == 27)
    #expect(try number("shop", "wages", "r2") != one)
    #expect(try number("shop", "wage", "sr1") != one)
    #expect(try number("shop2", "wages", "r1") != one)
    #expect(OrderNumber.base32(Array("foobar".utf8)) == "MZXW6YTBOI")
    #expect(throws: Refusal.self) {
      try OrderNumber.derived(
        account: AccountID(gateway: "a", merchant: "m"), batch: "b", reference: "c",
        prefix: "TOOLONG", maximumLength: 20)
    }
  }

  @Test func aStoredRequestIsTheRequest() throws {
    for profile in [Bench.lianhe, Bench.payCenter] {
      let bench = Bench()
      bench.profile = profile
      var rows = Bench.rows(1)
      if profile.gateway.id == "pay-center" {
        rows[0].texts[.bankName] = nil
        rows[0].bank = "HPT00001"
      }
      let request = try plan(bench, rows).rows[0].request
      let bytes = StoredRequest.encode(request.http)
      let http = try #require(StoredRequest.decode(bytes))
      #expect(http == request.http)
      let again = try #require(
        PreparedRequest(
          stored: http, kind: .payout, gateway: profile.gateway, amount: request.amount))
      #expect(again.fields.fields.map(\.name) == request.fields.fields.map(\.name))
      #expect(again.orderNumber == request.orderNumber)
      #expect(again.signature == request.signature)
      #expect(RowContent.hash(again) == RowContent.hash(request))
      for length in bytes.indices { _ = StoredRequest.decode(Array(bytes[..<length])) }
    }
  }

  /// A plan over nothing would let any sum of its rows pass for the planned one.
  @Test(arguments: ["amount", "count"])
  func aRecordedPlanWithoutASumIsDamage(missing: String) throws {
    let bench = Bench()
    let journal = try bench.journal()
    let entry = try plan(bench, Bench.rows(2), journal: journal)
      .entry(planner: "ann", time: bench.time.clock.unixMilliseconds())
    var record = PayoutRecords(profile: "shop").event(.planned, entry, user: "ann")
    if missing == "amount" { record.amount = nil }
    record.details.removeAll { $0.name == missing }
    try journal.append([record], durable: true)
    let error = #expect(throws: JournalError.self) { try PayoutBook(journal) }
    #expect(error?.refusal.exit == .data)
    #expect(error?.description.contains("has no count or amount") == true)
  }
}
