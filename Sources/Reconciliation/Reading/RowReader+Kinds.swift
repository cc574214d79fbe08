import PaymentValues
import WireFormat

/// Rows of statements that list more than orders: refunds, fees, transfers.
extension RowReader {
  /// Gives what a row is: an order, a refund, or nothing that is compared.
  mutating func read(
    _ cells: Cells, _ extras: Extras, row: Int, _ sink: (StatementRow) throws -> Void
  ) rethrows {
    let flow = ledger(cells, extras)
    if let cell = extras.refund {
      tally.refundPrinted = added(tally.refundPrinted, plain(cell))
    }
    let type = extras.type.map { types.kind(of: CellCleaner.clean($0) { _ in }) } ?? .payment
    let hasOrder = !CellCleaner.clean(cells.order) { _ in }.isEmpty
    // A ledger's own columns say better than a word where the money went.
    let isOut = type == .out && (extras.expense == nil || flow == .out || !hasOrder)
    if type == .fee || isOut || (type == .other && (!hasOrder || isUndone(extras.type))) {
      return addOther(cells)
    }
    let refundState = RefundState(extras.refundStatus, types.words)
    var cells = cells
    if type == .refund {
      if extras.refundStatus.map({ isUndone($0) }) == true || isOpenOrFailed(cells.status, row) {
        return addOther(cells)
      }
      addPrinted(cells)
      cells.amount = refunded(cells, extras)
      guard let result = parse(cells, row: row) else { return }
      return try give(refund: result, extras, word: extras.type, sink)
    }
    if flow == .out {
      // Money that left without being a refund is no order of a shopper.
      guard !hasOrder || type == .other else {
        if let expense = extras.expense, plain(expense) != 0 { cells.amount = expense }
        guard let result = parse(cells, row: row) else { return }
        return try give(refund: result, extras, word: extras.type, sink)
      }
      return addOther(cells)
    }
    if let word = word(cells.status, row), statuses.meaning(word) == .refund {
      if extras.refundStatus.map({ isUndone($0) }) == true { return addOther(cells) }
      addPrinted(cells)
      cells.amount = refunded(cells, extras)
    }
    guard let result = parse(cells, row: row) else { return }
    if statuses.isRefund(result.word) {
      return try readRefunded(cells, extras, result, sink)
    }
    let isPaid = Status(code: result.status)?.isPaid ?? true
    if isPaid, refundState != .none, extras.refund.map({ plain($0) }) ?? 0 == 0 {
      return try give(order: result, without: refundState, extras, sink)
    }
    try give(order: result, extras, sink)
  }

  /// A paid order whose column of refunds says that money went back, and not how much.
  private mutating func give(
    order row: StatementRow, without state: RefundState, _ extras: Extras,
    _ sink: (StatementRow) throws -> Void
  ) rethrows {
    // Beside a column of amounts that has none, a bare "success" is the order's.
    let isBare = state == .done && extras.refund != nil
    var row = row
    if state == .partly { row.kind = .partly }
    try give(order: row, extras, sink)
    guard state != .partly, !isBare, row.amount > 0 else { return }
    var back = row
    back.amount = -row.amount
    back.paid = StatementRow.noAmount
    back.kind = .refund
    add(back)
    try sink(back)
  }

  /// A row of the usual columns whose status says that money went back.
  mutating func readWaiting(
    _ cells: Cells, _ row: StatementRow, _ sink: (StatementRow) throws -> Void
  ) rethrows {
    addPrinted(cells, of: row)
    try readRefunded(cells, Extras(), row, sink)
  }

  /// A row whose status says that money went back.
  mutating func readRefunded(
    _ cells: Cells, _ extras: Extras, _ row: StatementRow, _ sink: (StatementRow) throws -> Void
  ) rethrows {
    var order = row
    switch statuses.meaning(row.word) {
    case .refund?: try give(refund: row, extras, word: nil, sink)
    case .fee?: addOther(cells)
    case .refunded?:
      order.kind = .implied
      if order.amount != 0 {
        add(order)
        try sink(order)
      }
      var back = row
      if let cell = extras.refund, let fen = fen(cell, .refund, row), fen != 0 { back.amount = fen }
      try give(refund: back, extras, word: nil, sink)
    default:
      let back = extras.refund.map { plain($0) } ?? 0
      if back == 0, order.amount > 0 { order.kind = .partly }
      try give(order: order, extras, sink)
    }
  }

  /// An order, and what was given back of it if its row says so.
  private mutating func give(
    order row: StatementRow, _ extras: Extras, _ sink: (StatementRow) throws -> Void
  ) rethrows {
    var row = row
    if row.amount < 0, refundsBelowZero {
      row.kind = .refund
      tally.otherPrinted = added(tally.otherPrinted, row.amount)
    }
    if let cell = extras.net, let net = fen(cell, .net, row) {
      if row.kind == .refund {
        tally.netRefunds = added(tally.netRefunds, net)
      } else {
        tally.netOrders = added(tally.netOrders, net)
      }
    }
    add(row)
    try sink(row)
    guard row.kind == .payment, let cell = extras.refund,
      extras.refundStatus.map({ isUndone($0) }) != true,
      let back = fen(cell, .refund, row), back != 0
    else { return }
    var refund = row
    refund.kind = .refund
    refund.amount = -Int64(back.magnitude)
    refund.paid = StatementRow.noAmount
    add(refund)
    try sink(refund)
  }

  private mutating func give(
    refund row: StatementRow, _ extras: Extras, word: UnsafeRawBufferPointer?,
    _ sink: (StatementRow) throws -> Void
  ) rethrows {
    var row = row
    if let cell = extras.net, let net = fen(cell, .net, row) {
      tally.netRefunds = added(tally.netRefunds, net)
    }
    guard row.amount != 0 else {
      tally.otherRows += 1
      return
    }
    if row.word == 0, let word {
      let text = String(decoding: CellCleaner.clean(word) { _ in }.prefix(64), as: UTF8.self)
      let number = statuses.number(of: text, .succeeded, row: Int(row.row)) ?? -1
      row.word = UInt8(truncatingIfNeeded: number + 1)
    }
    row.status = Status.succeeded.code
    row.kind = .refund
    row.amount = -Int64(row.amount.magnitude)
    row.paid = StatementRow.noAmount
    add(row)
    try sink(row)
  }

  /// A row that is compared with nothing.
  mutating func addOther(_ cells: Cells) {
    tally.otherRows += 1
    addPrinted(cells)
  }

  /// The same for a row of the usual columns, unless its order counts, too.
  mutating func addPrinted(_ cells: Cells, of row: StatementRow) {
    if statuses.meaning(row.word) == .refund { addPrinted(cells) }
  }

  private mutating func addPrinted(_ cells: Cells) {
    let amount = CellCleaner.clean(cells.amount) { _ in }
    guard let fen = try? AmountCell.fen(amount, columns.unit, { _ in }) else { return }
    tally.otherPrinted = added(tally.otherPrinted, fen)
  }

  private enum Flow { case neither, out }

  /// Adds up income and expense of a ledger, and says whether the row is an expense.
  private mutating func ledger(_ cells: Cells, _ extras: Extras) -> Flow {
    guard let expense = extras.expense else {
      guard refundsBelowZero, let flow = extras.flow else { return .neither }
      return TypeWords.isOut(CellCleaner.clean(flow) { _ in }) ? .out : .neither
    }
    let income = plain(cells.amount)
    let out = plain(expense)
    if income != 0 {
      tally.incomeRows += 1
      tally.income = added(tally.income, income)
    }
    guard out != 0 else { return .neither }
    tally.expenseRows += 1
    tally.expense = added(tally.expense, out)
    return income == 0 ? .out : .neither
  }

  /// The cell that says how much went back: the refund's own, or the row's amount.
  private func refunded(_ cells: Cells, _ extras: Extras) -> UnsafeRawBufferPointer {
    if let cell = extras.refund, plain(cell) != 0 { return cell }
    if let cell = extras.expense, plain(cells.amount) == 0 { return cell }
    return cells.amount
  }

  /// An amount in fen; 0 when there is none or it cannot be read.
  private func plain(_ cell: UnsafeRawBufferPointer) -> Int64 {
    (try? AmountCell.fen(CellCleaner.clean(cell) { _ in }, columns.unit) { _ in }) ?? 0
  }

  /// An amount of a further column; nil when there is none. What is no amount is a problem.
  private mutating func fen(_ cell: UnsafeRawBufferPointer, _ role: ColumnRole, _ row: StatementRow)
    -> Int64?
  {
    let value = CellCleaner.clean(cell) { repairs[$0, default: 0] += 1 }
    if Self.isNothing(value) { return nil }
    do throws(AmountCell.Fault) {
      return try AmountCell.fen(value, columns.unit) { repairs[$0, default: 0] += 1 }
    } catch {
      problems.add(error, row: Int(row.row), column: columns.header(role))
      return nil
    }
  }

  /// The number of the cell's word plus 1.
  private mutating func word(_ cell: UnsafeRawBufferPointer?, _ row: Int) -> UInt8? {
    cell.flatMap { cell in statuses.index(of: CellCleaner.clean(cell) { _ in }, row: row) }
      .map { UInt8(truncatingIfNeeded: $0 + 1) }
  }

  /// A refund that is still to be made, or was not.
  private mutating func isOpenOrFailed(_ cell: UnsafeRawBufferPointer?, _ row: Int) -> Bool {
    guard let word = word(cell, row), case .status(let status)? = statuses.meaning(word)
    else { return false }
    return status == .failed || status == .created
  }

  private func isUndone(_ cell: UnsafeRawBufferPointer?) -> Bool {
    cell.map { TypeWords.isUndone(CellCleaner.clean($0) { _ in }) } ?? false
  }
}
