import PaymentValues
import WireFormat

/// The columns of a statement that has orders and nothing else, as plain numbers.
struct PlainColumns {
  let width: Int
  private let order: Int
  private let amount: Int
  private let paid: Int
  private let status: Int
  private let time: Int
  private let fee: Int

  /// Nil for statements with more than orders, or whose amounts are not yuan.
  init?(_ columns: Columns) {
    let further: [ColumnRole] = [.type, .refund, .refundStatus, .net, .expense, .flow]
    guard columns.unit == .yuan, further.allSatisfy({ columns.indices[$0] == nil }),
      let order = columns.indices[.order], let amount = columns.indices[.amount]
    else { return nil }
    width = columns.headers.count
    self.order = order
    self.amount = amount
    paid = columns.indices[.paid] ?? -1
    status = columns.indices[.status] ?? -1
    time = columns.indices[.time] ?? -1
    fee = columns.indices[.fee] ?? -1
  }

  /// Gives the order of the row that the scanner's `nextPlain` stepped to; false, with nothing given or
  /// counted, if any cell is not as nearly all are. What it takes, the reader would have taken cell by
  /// cell to the same.
  ///
  /// The row is given rather than returned: copying one that was just written waits for memory.
  @inline(__always)
  func take(
    _ scanner: RowScanner, _ reader: inout RowReader, _ sink: (StatementRow) throws -> Void
  ) rethrows -> Bool {
    guard Self.isPlainStart(scanner.plainCell(0)) else { return false }
    let order = scanner.plainCell(order)
    let digits = DigitKey(order)
    guard digits.count > 0, let amount = AmountCell.plainYuan(scanner.plainCell(amount)),
      let number = UInt32(exactly: scanner.line)
    else { return false }
    var row = StatementRow(order, digits, amount: amount, status: reader.assumed, row: number)
    if paid >= 0 {
      guard let fen = AmountCell.plainYuan(scanner.plainCell(paid)) else { return false }
      row.paid = fen
    }
    if reader.columns.amountIsPaid { row.paid = amount }
    if time >= 0 {
      guard let seconds = reader.times.plain(scanner.plainCell(time)) else { return false }
      row.time = seconds
    }
    if status >= 0 {
      guard let word = reader.statuses.known(scanner.plainCell(status)) else { return false }
      reader.statuses.take(word)
      row.word = UInt8(truncatingIfNeeded: word &+ 1)
      row.status = reader.statuses.lastCode
    }
    reader.profile.note(digits: order, row: scanner.line)
    if fee >= 0 { reader.tally.fees.add(scanner.plainCell(fee)) }
    reader.add(row)
    try sink(row)
    return true
  }

  /// Whether a first cell begins neither with what may be taken off nor like a word for sums.
  @inline(__always)
  private static func isPlainStart(_ cell: UnsafeRawBufferPointer) -> Bool {
    guard let first = cell.first else { return true }
    return first.isAlphanumeric && first | 0x20 != UInt8(ascii: "t")
      && first | 0x20 != UInt8(ascii: "s")
  }
}
