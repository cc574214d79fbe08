import PaymentValues
import Testing

@testable import Reconciliation

/// A planned day: every class, each row accounted for.
struct ClassTests {
  private let ours = """
    商户订单号,订单金额,订单状态,支付时间
    A1,10.00,已支付,2024-05-01 10:00:00
    A2,20.00,已支付,2024-05-01 10:01:00
    A3,30.00,已支付,2024-05-01 10:02:00
    A4,40.00,未支付,2024-05-01 10:03:00
    A5,50.00,已支付,2024-05-01 10:04:00
    A5,50.00,已支付,2024-05-01 10:05:00
    A6,60.00,未支付,2024-05-01 10:06:00
    A7,70.00,已支付,2024-05-01 23:59:30

    """
  private let theirs = """
    out_trade_no,amount,status,paid_at
    A1,10.00,SUCCESS,2024-05-01 10:00:09
    A3,30.05,SUCCESS,2024-05-01 10:02:09
    A4,40.00,SUCCESS,2024-05-01 10:03:09
    A5,50.00,SUCCESS,2024-05-01 10:04:09
    B1,80.00,SUCCESS,2024-05-01 11:00:00
    B2,90.00,SUCCESS,2024-05-01 23:59:59

    """

  private func compare() throws -> (report: ReconciliationReport, differences: [Difference]) {
    var options = Tools.options()
    let end = try #require(BeijingTime("2024-05-02 00:00:00"))
    options.cutoff = Cutoff(end: end, windowSeconds: 600)
    return try Tools.compare(ours, theirs, options)
  }

  @Test(arguments: [
    (DifferenceKind.matched, 2, 2, Int64(6000), Int64(6000)),
    (.missingAtGateway, 1, 0, 2000, 0),
    (.amountDiffers, 1, 1, 3000, 3005),
    (.statusDiffers, 1, 1, 4000, 4000),
    (.duplicate, 1, 0, 5000, 0),
    (.unpaid, 1, 0, 6000, 0),
    (.pending, 1, 1, 7000, 9000),
    (.missingHere, 0, 1, 0, 8000),
  ])
  func aPlannedDayHasEveryClass(
    kind: DifferenceKind, oursCount: Int, theirsCount: Int, oursFen: Int64, theirsFen: Int64
  ) throws {
    let totals = try compare().report[kind]
    #expect(totals.oursCount == oursCount)
    #expect(totals.theirsCount == theirsCount)
    #expect(totals.oursFen == oursFen)
    #expect(totals.theirsFen == theirsFen)
  }

  @Test func differencesComeByOurRowThenTheirs() throws {
    let (report, differences) = try compare()
    #expect(differences.map(\.order) == ["A2", "A3", "A4", "A5", "A7", "B1", "B2"])
    #expect(differences[1].difference == Money(fen: 5))
    #expect(differences[3].duplicateOf == 6)
    #expect(differences[3].ours?.row == 7)
    #expect(!report.tiesOut)
  }

  @Test func equalSidesTieOut() throws {
    let (report, differences) = try Tools.compare(ours, ours)
    #expect(report[.duplicate].count == 1)
    #expect(differences.allSatisfy { $0.kind == .duplicate })
    let clean = "order_no,amount\nA,1.00\nB,2.00\n"
    #expect(try Tools.compare(clean, clean).report.tiesOut)
  }

  @Test func aPaidRowStandsForAnOrderWithSeveral() throws {
    let theirs = "order,amount,status\nA,1.00,closed\nA,1.00,success\n"
    let (report, differences) = try Tools.compare("order,amount,status\nA,1.00,paid\n", theirs)
    #expect(report[.matched].count == 1)
    #expect(differences.map(\.duplicateOf) == [3])
  }

  @Test(arguments: [
    (AmountRule.orderedAndPaid, DifferenceKind.amountDiffers), (.orderedOnly, .matched),
  ])
  func aPaidAmountThatDiffersByDesignIsJudgedOnTheOrderedOne(
    rule: AmountRule, kind: DifferenceKind
  ) throws {
    var options = Tools.options()
    options.amountRule = rule
    let (report, _) = try Tools.compare(
      "order,amount\nA,100.00\n", "order,amount,paid_amount\nA,100.00,99.87\n", options)
    #expect(report[kind].count == 1)
  }

  @Test(arguments: [
    ("已支付", "SUCCESS", DifferenceKind.matched), ("未支付", "支付中", .matched),
    ("已关闭", "failed", .matched), ("未支付", "成功", .statusDiffers), ("成功", "退回", .statusDiffers),
    ("失败", "成功", .statusDiffers),
  ])
  func statusesAgreeByTheirMeaning(left: String, right: String, kind: DifferenceKind) throws {
    let (report, _) = try Tools.compare(
      "order,amount,status\nA,1.00,\(left)\n", "order,amount,status\nA,1.00,\(right)\n")
    #expect(report[kind].count == 1)
  }

  @Test func anUnknownStatusWordIsFoundWithItsRow() throws {
    let (report, _) = try Tools.compare(
      "order,amount,status\nA,1.00,成功\n", "order,amount,status\nA,1.00,成功\nB,1.00,退回\n")
    let finding = try #require(report.findings.first { $0.code == "status_unknown" })
    #expect(finding.place == "theirs.csv, row 3, column status")
  }

  @Test func recordsAreASideToo() throws {
    let records = [
      StatementRecord(order: Array("A".utf8), amount: Money(fen: 100), status: .succeeded),
      StatementRecord(
        order: Array("B".utf8), amount: Money(fen: 200), status: .succeeded, place: 77),
    ]
    let source = RecordSource(name: "callbacks", records: records)
    let (report, differences) = try Tools.compare(
      .statement(Tools.statement("ours.csv", "order,amount\nA,1.00\n")), .records(source))
    #expect(report[.matched].count == 1)
    #expect(differences.first?.theirs?.row == 77)
    #expect(differences.first?.kind == .missingHere)
  }
}
