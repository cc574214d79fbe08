import Journal
import PaymentValues
import TestSupport
import Testing
import WireFormat

@testable import Payouts

struct ReportTests {
  private func report(_ states: [RowState], planned: Int64? = nil) throws -> PayoutReport {
    let rows = states.enumerated().map { index, state in
      var row = PayoutRow(orderNumber: "P\(index)")
      row.reference = "<b>\(index)"
      row.bank = "=1+1"
      row.words = "\u{202E}\"&'"
      row.amount = Money(fen: 101)
      row.state = state
      return row
    }
    let entry = PayoutBook.PlanEntry(
      id: "b-1", owner: "shop", batch: "b", digest: "", count: states.count,
      total: Money(fen: planned ?? Int64(states.count) * 101), planner: "ann", time: 0)
    return try PayoutReport(entry, rows: rows, time: TestClock.start)
  }

  @Test(
    arguments: [
      ([.paid], 0), ([.paid, .rejected], 1), ([.failed], 1), ([.paid, .accepted], 8),
      ([.accepted, .failed], 8), ([.accepted, .unknown], 9), ([.paid, .sent], 9),
      ([.notFound, .planned], 9), ([.unknown, .conflict], 10), ([.foreign, .paid], 10),
      ([.planned, .accepted], 75), ([.notSent, .planned], 69),
    ] as [([RowState], Int32)])
  func theWorstStateGivesTheExitCode(states: [RowState], code: Int32) throws {
    #expect(try report(states).exitCode.rawValue == code)
  }

  @Test(arguments: [201, 203, 0]) func aFenTooMuchOrTooLittleIsNoReport(planned: Int64) throws {
    let refusal = #expect(throws: Refusal.self) {
      try report([.paid, .unknown], planned: planned)
    }
    #expect(refusal?.exit == .internalError)
  }

  @Test func partsAddUpToThePlan() throws {
    let report = try report([.paid, .paid, .unknown])
    #expect(report.parts.map(\.count) == [1, 2])
    #expect(report.part(.paid).total == Money(fen: 202))
  }

  @Test func thePageHoldsNoMarkupOfTheRows() throws {
    let page = String(decoding: try report([.paid]).html, as: UTF8.self)
    #expect(page.contains("&lt;b&gt;0"))
    #expect(!page.contains("<b>"))
    #expect(page.contains("\\u{202e}&quot;&amp;&#39;"))
    #expect(page.contains("default-src 'none'"))
  }
}
