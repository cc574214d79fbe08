import PaymentValues
import Platform
import Testing

@testable import Reconciliation

/// Whatever the rows are: every row is in one class, and results depend on nothing but the rows.
struct TotalsTests {
  private static let words: [Status?] = Status.allCases.map(Optional.some) + [nil]

  private func side(_ generator: inout SplitMix64) -> [StatementRecord] {
    (0..<Int.random(in: 0...8, using: &generator)).map { _ in
      StatementRecord(
        order: Array("N\(Int.random(in: 0...5, using: &generator))".utf8),
        amount: Money(fen: Int64.random(in: -2...3, using: &generator)),
        paid: Bool.random(using: &generator)
          ? Money(fen: Int64.random(in: 0...3, using: &generator)) : nil,
        status: Self.words.randomElement(using: &generator) ?? nil,
        time: Bool.random(using: &generator) ? 1_714_500_000_000 : nil)
    }
  }

  @Test func classesAddUpToBothSidesForTenThousandRandomDays() throws {
    var generator = SplitMix64(seed: 20_240_501)
    var options = Tools.options(partitions: 3, threads: 1)
    for _ in 0..<10_000 {
      let (ours, theirs) = (side(&generator), side(&generator))
      options.amountRule = Bool.random(using: &generator) ? .orderedOnly : .orderedAndPaid
      // The report's initializer compares the classes with the rows as read; this compares with the
      // rows as given.
      let (report, listed) = try Tools.compare(
        .records(RecordSource(name: "ours", records: ours)),
        .records(RecordSource(name: "theirs", records: theirs)), options)
      #expect(report.ours.sum.fen == ours.reduce(0) { $0 + $1.amount.fen })
      #expect(report.theirs.sum.fen == theirs.reduce(0) { $0 + $1.amount.fen })
      let quiet = DifferenceKind.allCases.filter { !$0.isListed }.map { report[$0] }
      let left = quiet.reduce(0) { $0 + $1.oursCount } + listed.count { $0.ours != nil }
      let right = quiet.reduce(0) { $0 + $1.theirsCount } + listed.count { $0.theirs != nil }
      #expect(left == ours.count)
      #expect(right == theirs.count)
    }
  }

  private static func file(_ rows: Int, seed: UInt64, gap: Int) -> String {
    var generator = SplitMix64(seed: seed)
    var text = "order_no,amount,status,time\n"
    for index in 0..<rows where index % gap != 7 {
      let fen = index % 1_003 == 5 ? Int(seed) : index % 10_000
      let yuan = Money(fen: Int64(fen)).yuan
      let again = Int.random(in: 0..<500, using: &generator) == 0 ? 2 : 1
      for _ in 0..<again { text += "20240501\(index),\(yuan),SUCCESS,2024-05-01 12:00:00\n" }
    }
    return text
  }

  @Test func partitionsThreadsAndMemoryDoNotChangeTheResult() throws {
    let ours = Self.file(20_000, seed: 1, gap: 501)
    let theirs = Self.file(20_000, seed: 2, gap: 307)
    let expected = try Tools.compare(ours, theirs, Tools.options(partitions: 1, threads: 1))
    #expect(expected.differences.count > 100)
    for (partitions, threads, budget) in [(1, 1, 0), (7, 2, 0), (128, 4, 1 << 30), (128, 2, 0)] {
      let options = Tools.options(partitions: partitions, threads: threads, budget: budget)
      let result = try Tools.compare(ours, theirs, options)
      #expect(result.differences == expected.differences)
      for kind in DifferenceKind.allCases { #expect(result.report[kind] == expected.report[kind]) }
    }
  }

  @Test func twoHundredThousandRowsGoThroughTheTemporaryFile() throws {
    let text = Self.file(200_000, seed: 3, gap: 1_000_000)
    let (report, differences) = try Tools.compare(
      text, text, Tools.options(partitions: 16, budget: 1 << 20))
    #expect(report.ours.rows == report.theirs.rows)
    #expect(differences.allSatisfy { $0.kind == .duplicate })
    #expect(report[.matched].count + report[.duplicate].oursCount == report.ours.rows)
  }
}
