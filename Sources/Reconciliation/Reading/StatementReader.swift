import ByteText
import PaymentValues
import WireFormat

/// Reads a statement row by row; memory does not grow with the file.
struct StatementReader {
  /// A side when all of it has been read.
  struct Result: Sendable {
    var summary: StatementSummary
    var statuses: StatusTable
    var profile: OrderColumnProfile
    /// The column of fees.
    var fees: FeeSum?
  }

  private let statement: Statement
  private let name: String
  private let statuses: StatusTable?

  /// - Parameter statuses: the words of the side's earlier files.
  init(_ statement: Statement, statuses: StatusTable? = nil) {
    self.statement = statement
    self.statuses = statuses
    name = statement.source.name
  }

  /// Gives every order to `sink`, in the file's order.
  /// - Throws: `ReconcileError`, and what `sink` throws. After `.refused` the orders already given
  ///   must not be used.
  func read(_ sink: (StatementRow) throws -> Void) throws -> Result {
    let feed = try TextFeed(statement.source)
    let (sample, isWhole) = try Self.sample(feed)
    var given = 0
    let fill: (UnsafeMutableRawBufferPointer) throws -> Int = { buffer in
      let count = min(buffer.count, sample.count - given)
      guard count > 0 else { return try feed.fill(buffer) }
      buffer.copyBytes(from: sample[given..<given + count])
      given += count
      return count
    }
    var result: Result
    let encoding = feed.encoding
    let first = sample.first { !$0.isWhitespace }
    if first == UInt8(ascii: "{") {
      let scanner = RowScanner(name: name, delimiter: 0, encoding: encoding, fill)
      result = try JSONLinesReader(statement, statuses).read(scanner, sink)
    } else {
      let header = try HeaderFinder(map: statement.columns, name: name).find(
        in: sample, isWhole: isWhole, encoding)
      let scanner = RowScanner(
        name: name, delimiter: header.delimiter, encoding: encoding, fill)
      result = try readTable(scanner, header, sink)
    }
    result.summary.encoding = feed.encoding
    return result
  }

  /// The first 64 KiB of text, in which the header must be.
  private static func sample(_ feed: TextFeed) throws -> (Bytes, isWhole: Bool) {
    var sample = Bytes()
    var piece = Bytes(repeating: 0, count: 65_536)
    while sample.count < piece.count {
      let count = try piece.withUnsafeMutableBytes { try feed.fill($0) }
      if count == 0 { return (sample, true) }
      sample += piece[..<count]
    }
    return (sample, false)
  }

  private func readTable(
    _ scanner: RowScanner, _ header: HeaderFinder.Header, _ sink: (StatementRow) throws -> Void
  ) throws -> Result {
    var reader = RowReader(statement, header.columns, statuses: statuses)
    var lines = SummaryLines(header.columns, statement.columns.names)
    let indices = Indices(header.columns)
    let fee = header.columns.indices[.fee] ?? -1
    let width = header.columns.headers.count
    // Spreadsheets leave empty columns behind the last heading, and rows without them.
    let titled = (header.columns.headers.lastIndex { !$0.isEmpty } ?? width - 1) + 1
    let plain = PlainColumns(header.columns)
    while true {
      if let plain, !lines.isInside, scanner.line >= header.line, scanner.nextPlain(plain.width) {
        if try plain.take(scanner, &reader, sink) { continue }
        scanner.takePlain(plain.width)
      } else if try !scanner.next() {
        break
      }
      guard scanner.line > header.line else { continue }
      if isBlank(scanner) { continue }
      if scanner.cellCount != width, !(titled..<width).contains(scanner.cellCount),
        !hasOnlyEmptyExtras(scanner, width)
      {
        takeOdd(scanner, width, &lines, &reader)
        continue
      }
      let cells = indices.cells(of: scanner)
      if SummaryLines.isSum(CellCleaner.clean(scanner.cell(0)) { _ in })
        || SummaryLines.isSum(CellCleaner.clean(cells.order) { _ in })
      {
        let amount = try? AmountCell.fen(
          CellCleaner.clean(cells.amount) { _ in }, header.columns.unit
        ) { _ in }
        lines.takeSum(row: scanner.line, label: scanner.cell(0), amount: amount)
        continue
      }
      if lines.isInside { lines.leave() }
      if fee >= 0 { reader.tally.fees.add(scanner.cell(fee)) }
      if indices.hasExtras {
        try reader.read(cells, indices.extras(of: scanner), row: scanner.line, sink)
      } else if let row = reader.read(cells, row: scanner.line) {
        try sink(row)
      } else if let row = reader.takeWaiting() {
        try reader.readWaiting(cells, row, sink)
      }
    }
    try reader.finish(acceptsRoundNumbers: statement.acceptsRoundNumbers)
    var summary = reader.summary(name: name, format: "csv")
    summary.headerRow = header.line
    summary.preambleRows = header.preamble
    summary.footerRows = lines.count
    summary.findings += lines.findings(SummaryTruths(reader), name: name)
    return Result(
      summary: summary, statuses: reader.statuses, profile: reader.profile,
      fees: fee >= 0 ? reader.tally.fees : nil)
  }

  /// A row of another width than the header: prose, or a broken row.
  private func takeOdd(
    _ scanner: RowScanner, _ width: Int, _ lines: inout SummaryLines, _ reader: inout RowReader
  ) {
    let cells = (0..<scanner.cellCount).map {
      String(decoding: CellCleaner.clean(scanner.cell($0)) { _ in }, as: UTF8.self)
    }
    let order = reader.columns.indices[.order] ?? 0
    if lines.take(row: scanner.line, cells, order: order) { return }
    let cut = scanner.lacksLineEnd ? "the file ends in the middle of a row: " : ""
    reader.problems.add(
      "row_width", row: scanner.line,
      "\(cut)\(scanner.cellCount) cells where the header has \(width)",
      hint: scanner.lacksLineEnd ? "Export the file again." : nil)
  }

  /// A row of commas, as spreadsheets leave it below the last one.
  private func isBlank(_ scanner: RowScanner) -> Bool {
    if let first = scanner.cell(0).first, first.isAlphanumeric { return false }
    return (0..<scanner.cellCount).allSatisfy {
      CellCleaner.clean(scanner.cell($0)) { _ in }.isEmpty
    }
  }

  private func hasOnlyEmptyExtras(_ scanner: RowScanner, _ width: Int) -> Bool {
    guard scanner.cellCount > width else { return false }
    return (width..<scanner.cellCount).allSatisfy {
      CellCleaner.clean(scanner.cell($0)) { _ in }.isEmpty
    }
  }

  /// The columns as plain numbers, looked up once a file instead of once a row.
  private struct Indices {
    private let order: Int
    private let amount: Int
    private let paid: Int
    private let status: Int
    private let time: Int
    private let type: Int
    private let refund: Int
    private let refundStatus: Int
    private let net: Int
    private let expense: Int
    private let flow: Int
    /// Whether the file has more than orders with one amount each.
    let hasExtras: Bool

    init(_ columns: Columns) {
      type = columns.indices[.type] ?? -1
      refund = columns.indices[.refund] ?? -1
      refundStatus = columns.indices[.refundStatus] ?? -1
      net = columns.indices[.net] ?? -1
      expense = columns.indices[.expense] ?? -1
      flow = columns.indices[.flow] ?? -1
      hasExtras = max(type, refund, refundStatus, net, expense, flow) >= 0
      order = columns.indices[.order] ?? -1
      amount = columns.indices[.amount] ?? -1
      paid = columns.indices[.paid] ?? -1
      status = columns.indices[.status] ?? -1
      time = columns.indices[.time] ?? -1
    }

    @inline(__always)
    func cells(of scanner: RowScanner) -> RowReader.Cells {
      RowReader.Cells(
        order: scanner.cell(order), amount: scanner.cell(amount),
        paid: paid < 0 ? nil : scanner.cell(paid), status: status < 0 ? nil : scanner.cell(status),
        statusBytes: status < 0 ? nil : scanner.bytes(of: status),
        time: time < 0 ? nil : scanner.cell(time))
    }

    func extras(of scanner: RowScanner) -> RowReader.Extras {
      func cell(_ index: Int) -> UnsafeRawBufferPointer? { index < 0 ? nil : scanner.cell(index) }
      return RowReader.Extras(
        type: cell(type), refund: cell(refund), refundStatus: cell(refundStatus), net: cell(net),
        expense: cell(expense), flow: cell(flow))
    }
  }
}

extension RowReader {
  /// What reading found, without what only a table has.
  func summary(name: String, format: String) -> StatementSummary {
    var summary = StatementSummary(name: name, format: format)
    for role in columns.indices.keys { summary.columns[role] = columns.header(role) }
    summary.rows = rows
    summary.sum = Money(fen: sum)
    summary.refundRows = tally.refundRows
    summary.refundSum = Money(fen: -tally.refundSum)
    summary.otherRows = tally.otherRows
    if columns.indices[.fee] != nil { summary.fees = tally.fees.yuan }
    summary.repairs = repairs
    summary.findings = findings(name: name)
    return summary
  }
}
