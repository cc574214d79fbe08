import PaymentValues
import WireFormat

/// Whole sides in memory, for the orders that are to be asked about one by one.
package enum StatementRecords {
  /// The orders of a file, in its order, checked like any statement.
  /// - Throws: `ReconcileError`.
  package static func read(_ statement: Statement) throws -> [StatementRecord] {
    var records: [StatementRecord] = []
    _ = try StatementReader(statement).read { row in
      // Refunds are no orders to ask about.
      guard row.kind != .refund else { return }
      records.append(
        StatementRecord(
          order: Array(row.order), amount: Money(fen: row.amount),
          paid: row.paid == StatementRow.noAmount ? nil : Money(fen: row.paid),
          status: Status(code: row.status), time: row.time == 0 ? nil : Int64(row.time) * 1000,
          place: Int(row.row)))
    }
    return records
  }

  /// The orders of a source.
  package static func read(_ source: RecordSource) throws -> [StatementRecord] {
    var records: [StatementRecord] = []
    try source.forEach { records.append($0) }
    return records
  }
}
