import PaymentValues
import WireFormat

/// Turns the cells of one row into an order, counts and sums, and collects what is wrong.
struct RowReader {
  /// The cells of a row, as they stand in the file.
  struct Cells {
    var order: UnsafeRawBufferPointer
    var amount: UnsafeRawBufferPointer
    var paid: UnsafeRawBufferPointer?
    var status: UnsafeRawBufferPointer?
    /// The same before it was converted, by which it is known again.
    var statusBytes: UnsafeRawBufferPointer?
    var time: UnsafeRawBufferPointer?
  }

  /// Further cells of a statement that has more than orders, or more than one amount of each.
  struct Extras {
    var type: UnsafeRawBufferPointer?
    var refund: UnsafeRawBufferPointer?
    var refundStatus: UnsafeRawBufferPointer?
    var net: UnsafeRawBufferPointer?
    var expense: UnsafeRawBufferPointer?
    var flow: UnsafeRawBufferPointer?
  }

  let columns: Columns
  let assumed: UInt8
  /// Whether a row without a time was not paid: the file tells it in no other way.
  let timeSaysPaid: Bool
  /// Whether an amount below zero is money that went back; payouts may be listed below zero.
  let refundsBelowZero: Bool
  var problems: ProblemList
  var statuses: StatusTable
  var profile = OrderColumnProfile()
  var repairs: [CellRepair: Int] = [:]
  var times = TimeCell()
  private(set) var unreadableTimes = OrderColumnProfile.Rows()
  private(set) var rows = 0
  private(set) var sum: Int64 = 0
  /// Rows that are paid, their amounts, and the paid amounts of all rows: what summaries may mean.
  private(set) var paidRows = 0
  private(set) var paidSum: Int64 = 0
  private(set) var paidColumnSum: Int64 = 0
  private(set) var overflowed = false
  /// What is no order.
  var tally = Tally()
  var types: TypeWords
  private var waiting: StatementRow?
  /// Words of the table that earlier files of the side had.
  let knownWords: Int

  /// - Parameter statuses: the words of the side's earlier files.
  init(_ statement: Statement, _ columns: Columns, statuses: StatusTable? = nil) {
    self.columns = columns
    assumed = statement.assumedStatus?.code ?? 0
    timeSaysPaid =
      assumed != 0 && columns.indices[.status] == nil && columns.indices[.time] != nil
      && ColumnNames.isTimeOfPayment(columns.header(.time))
    refundsBelowZero = statement.subject == .order
    problems = ProblemList(name: statement.source.name, maximum: statement.maximumProblems)
    self.statuses = statuses ?? StatusTable(statement.statusWords)
    self.statuses.forgetCells()
    knownWords = self.statuses.count
    types = TypeWords(statement.statusWords, statement.subject)
  }

  /// The order of a row; nil when it has none, which is on the list of problems then, and for a row
  /// that waits for `takeWaiting`.
  @inline(__always)
  mutating func read(_ cells: Cells, row: Int) -> StatementRow? {
    guard var result = parse(cells, row: row) else { return nil }
    if statuses.hasRefunds, statuses.isRefund(result.word) {
      waiting = result
      return nil
    }
    if result.amount < 0, refundsBelowZero {
      result.kind = .refund
      tally.otherPrinted = added(tally.otherPrinted, result.amount)
    }
    add(result)
    return result
  }

  /// The row that `read` just had, whose state says that it is more or something else than an order.
  mutating func takeWaiting() -> StatementRow? {
    guard let row = waiting else { return nil }
    waiting = nil
    return row
  }

  /// The order of a row; nil when it has none.
  @inline(__always)
  mutating func parse(_ cells: Cells, row: Int) -> StatementRow? {
    let order = CellCleaner.clean(cells.order) { repairs[$0, default: 0] += 1 }
    let amountCell = CellCleaner.clean(cells.amount) { repairs[$0, default: 0] += 1 }
    guard !order.isEmpty else {
      problems.add(
        "order_empty", row: row, column: columns.header(.order), "there is no order number")
      return nil
    }
    let digits = DigitKey(order)
    if digits.count > 0 || DigitRun.isAll(order) && order.count <= OrderColumnProfile.longest {
      profile.note(digits: order, row: row)
    } else if let fault = OrderCell.fault(order) {
      problems.add(fault, row: row, column: columns.header(.order))
      return nil
    }
    guard let amount = amount(amountCell, .amount, row) else { return nil }
    guard let row = UInt32(exactly: row) else {
      problems.add("too_many_rows", row: row, "the file has more rows than fit one comparison")
      return nil
    }
    var result = StatementRow(order, digits, amount: amount, status: assumed, row: row)
    if let cell = cells.paid { readPaid(cell, &result) }
    if columns.amountIsPaid { result.paid = amount }
    if let cell = cells.status { readStatus(cell, cells.statusBytes ?? cell, &result) }
    if let cell = cells.time { readTime(cell, &result) }
    return result
  }

  @inline(__always)
  private mutating func amount(_ cell: UnsafeRawBufferPointer, _ role: ColumnRole, _ row: Int)
    -> Int64?
  {
    guard !cell.isEmpty else {
      problems.add("amount_empty", row: row, column: columns.header(role), "the amount is empty")
      return nil
    }
    do throws(AmountCell.Fault) {
      return try AmountCell.fen(cell, columns.unit) { repairs[$0, default: 0] += 1 }
    } catch {
      problems.add(error, row: row, column: columns.header(role))
      return nil
    }
  }

  private mutating func readPaid(_ cell: UnsafeRawBufferPointer, _ result: inout StatementRow) {
    let value = CellCleaner.clean(cell) { repairs[$0, default: 0] += 1 }
    // Unpaid orders have an empty cell, a dash or `null` here.
    if Self.isNothing(value) { return }
    if let paid = amount(value, .paid, Int(result.row)) { result.paid = paid }
  }

  private mutating func readStatus(
    _ cell: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer, _ result: inout StatementRow
  ) {
    if let number = statuses.again(bytes) {
      result.word = UInt8(truncatingIfNeeded: number + 1)
      result.status = statuses.lastCode
      return
    }
    let value = CellCleaner.clean(cell) { repairs[$0, default: 0] += 1 }
    guard let number = statuses.number(of: value, row: Int(result.row)) else {
      problems.add(
        "status_words", row: Int(result.row), column: columns.header(.status),
        "the column holds more than \(StatusTable.maximumWords) different words",
        hint: "Is the column mapping right?")
      return
    }
    if value.count == cell.count { statuses.remember(bytes) }
    result.word = UInt8(truncatingIfNeeded: number + 1)
    result.status = statuses.lastCode
  }

  private mutating func readTime(_ cell: UnsafeRawBufferPointer, _ result: inout StatementRow) {
    let value = CellCleaner.clean(cell) { repairs[$0, default: 0] += 1 }
    switch value.isEmpty ? .none : times.read(value) {
    case .seconds(let seconds): result.time = seconds
    case .none: if timeSaysPaid { result.status = Status.created.code }
    case .unreadable: unreadableTimes.add(Int(result.row))
    }
  }

  /// Counts and sums a row, also one that came as a record.
  @inline(__always)
  mutating func add(_ row: StatementRow) {
    if row.kind == .refund { return addRefund(row) }
    rows += 1
    sum = added(sum, row.amount)
    if row.paid != StatementRow.noAmount { paidColumnSum = added(paidColumnSum, row.paid) }
    if row.status == Status.succeeded.code || row.status == Status.settled.code {
      paidRows += 1
      paidSum = added(paidSum, row.amount)
    }
  }

  /// Counts a refund apart.
  private mutating func addRefund(_ row: StatementRow) {
    tally.refundRows += 1
    tally.refundSum = added(tally.refundSum, row.amount)
  }

  /// An empty cell, or what stands for one.
  static func isNothing(_ value: UnsafeRawBufferPointer) -> Bool {
    value.isEmpty || value.elementsEqual("-".utf8) || value.elementsEqual("--".utf8)
      || value.elementsEqual("null".utf8)
  }

  @inline(__always)
  mutating func added(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    if overflow { overflowed = true }
    return sum
  }
}
