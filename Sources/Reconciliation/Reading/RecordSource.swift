import PaymentValues
import WireFormat

/// One order from somewhere else than a file: the journal, captured callbacks, answers to queries.
package struct StatementRecord: Sendable, Equatable {
  /// The merchant order number, at most 256 bytes.
  package var order: Bytes
  /// The ordered amount.
  package var amount: Money
  /// The paid amount, if known.
  package var paid: Money?
  /// The status, if known.
  package var status: Status?
  /// The word that the status was read from; may be empty.
  package var statusWord: String
  /// Milliseconds since 1970 UTC, if known.
  package var time: Int64?
  /// What to call the record in the report: a sequence or line number; nil for its position.
  package var place: Int?

  /// Makes a record.
  package init(
    order: Bytes, amount: Money, paid: Money? = nil, status: Status? = nil, statusWord: String = "",
    time: Int64? = nil, place: Int? = nil
  ) {
    self.order = order
    self.amount = amount
    self.paid = paid
    self.status = status
    self.statusWord = statusWord
    self.time = time
    self.place = place
  }
}

/// Orders that a caller hands over one by one.
package struct RecordSource {
  /// The name for messages.
  package let name: String
  /// Calls its argument for each record; passes on what that throws.
  let forEach: ((StatementRecord) throws -> Void) throws -> Void

  /// A source of the caller's own.
  package init(
    name: String, forEach: @escaping ((StatementRecord) throws -> Void) throws -> Void
  ) {
    self.name = name
    self.forEach = forEach
  }

  /// Gives records that are in memory.
  package init(name: String, records: [StatementRecord]) {
    self.init(name: name) { give in try records.forEach(give) }
  }

  /// Reads all records like the rows of a statement.
  func read(_ sink: (StatementRow) throws -> Void) throws -> StatementReader.Result {
    var reader = RowReader(
      Statement(ByteSource(name: name, bytes: [])), Columns(unit: .yuan))
    var position = 0
    try forEach { record in
      position += 1
      let place = record.place ?? position
      guard let row = UInt32(exactly: place) else {
        throw ReconcileError.tooLarge("\(name) has more records than fit one comparison")
      }
      try record.order.withUnsafeBytes { bytes in
        if let fault = bytes.isEmpty ? Self.empty : OrderCell.fault(bytes) {
          reader.problems.add(fault, row: place, column: "order")
          return
        }
        guard let row = Self.row(record, bytes, row, &reader) else { return }
        reader.add(row)
        try sink(row)
      }
    }
    try reader.finish(acceptsRoundNumbers: true)
    return StatementReader.Result(
      summary: reader.summary(name: name, format: "records"), statuses: reader.statuses,
      profile: reader.profile)
  }

  private static let empty = AmountCell.Fault(
    code: "order_empty", reason: "there is no order number")

  private static func row(
    _ record: StatementRecord, _ order: UnsafeRawBufferPointer, _ row: UInt32,
    _ reader: inout RowReader
  ) -> StatementRow? {
    let largest = AmountCell.largestFen
    let amounts = [record.amount.fen, record.paid?.fen ?? 0]
    guard amounts.allSatisfy({ $0.magnitude <= UInt64(largest) }) else {
      reader.problems.add(
        "amount_too_large", row: Int(row), column: "amount", "the amount is too large")
      return nil
    }
    var word = 0
    if let status = record.status, !record.statusWord.isEmpty {
      word = (reader.statuses.number(of: record.statusWord, status, row: Int(row)) ?? -1) + 1
    }
    let seconds = record.time.flatMap { UInt32(exactly: $0 / 1000) } ?? 0
    var result = StatementRow(
      order, DigitKey(order), amount: record.amount.fen, status: record.status?.code ?? 0, row: row)
    result.paid = record.paid?.fen ?? StatementRow.noAmount
    result.word = UInt8(truncatingIfNeeded: word)
    result.time = seconds
    return result
  }
}
