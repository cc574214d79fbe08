import PaymentValues
import Testing

@testable import Reconciliation

@Suite struct SpoolTests {
  /// Memory is bounded by the largest partition: all rows in one would be all rows in memory.
  @Test(arguments: [2, 16, 128])
  func ordersAreSpreadOverThePartitions(partitions: Int) throws {
    let spool = Spool(partitions: partitions, directory: "/tmp", budget: 1 << 24)
    let records = (0..<20_000).map { number in
      StatementRecord(order: Array("20261121\(number)".utf8), amount: Money(fen: 100))
    }
    _ = try spool.fill(
      \.ours, .records(RecordSource(name: "test", records: records)), { _ in })
    let sizes = (0..<partitions).map { spool.ours.byteCount($0) }
    let mean = sizes.reduce(0, +) / partitions
    #expect(sizes.allSatisfy { $0 > mean / 2 && $0 < mean * 2 }, "\(sizes)")
  }
}
