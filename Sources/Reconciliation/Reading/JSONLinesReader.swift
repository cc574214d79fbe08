import PaymentValues
import WireFormat

/// Reads one JSON object a line. The first one's member names are the header.
struct JSONLinesReader {
  private let statement: Statement
  private let name: String
  private let statuses: StatusTable?

  init(_ statement: Statement, _ statuses: StatusTable? = nil) {
    self.statement = statement
    self.statuses = statuses
    name = statement.source.name
  }

  /// Gives every order to `sink`. `scanner` gives lines as rows of one cell.
  func read(_ scanner: RowScanner, _ sink: (StatementRow) throws -> Void) throws
    -> StatementReader.Result
  {
    var reader: RowReader?
    while try scanner.next() {
      let line = scanner.line
      let fields: FieldList
      do throws(WireError) {
        fields = try JSONScanner.object(Array(scanner.cell(0)))
      } catch {
        throw refused(error.code, line, "\(error.reason) (byte \(error.offset) of the line)")
      }
      if scanner.cellCount > 1 { throw refused("json_nul", line, "the line holds a NUL byte") }
      if let name = fields.duplicateNames.first {
        throw refused(
          "json_duplicate_name", line, "`\(SpreadsheetDamage.shown(name))` occurs twice")
      }
      var current = try reader ?? RowReader(statement, try columns(fields), statuses: statuses)
      reader = nil
      try row(fields, line, &current, sink)
      reader = current
    }
    guard var reader else {
      throw refused("file_empty", 1, "the file has no rows")
    }
    try reader.finish(acceptsRoundNumbers: statement.acceptsRoundNumbers)
    return StatementReader.Result(
      summary: reader.summary(name: name, format: "jsonl"), statuses: reader.statuses,
      profile: reader.profile,
      fees: reader.columns.indices[.fee] == nil ? nil : reader.tally.fees)
  }

  private func columns(_ fields: FieldList) throws -> Columns {
    let names = fields.fields.map(\.displayName)
    guard let columns = statement.columns.resolve(names) else {
      throw HeaderFinder(map: statement.columns, name: name).missing(names)
    }
    return columns
  }

  /// Gives the order of an object. Its values stand in one buffer, which lives until it is read.
  private func row(
    _ fields: FieldList, _ line: Int, _ reader: inout RowReader,
    _ sink: (StatementRow) throws -> Void
  ) throws {
    var buffer = Bytes()
    var places: [ColumnRole: Range<Int>] = [:]
    for role in reader.columns.indices.keys {
      let value = fields[reader.columns.header(role)]?.literal ?? []
      places[role] = buffer.count..<buffer.count + value.count
      buffer += value
    }
    try buffer.withUnsafeBytes { bytes in
      func cell(_ role: ColumnRole) -> UnsafeRawBufferPointer? {
        places[role].map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }
      }
      let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
      let cells = RowReader.Cells(
        order: cell(.order) ?? nothing, amount: cell(.amount) ?? nothing, paid: cell(.paid),
        status: cell(.status), time: cell(.time))
      if let fee = cell(.fee) { reader.tally.fees.add(fee) }
      let extras = RowReader.Extras(
        type: cell(.type), refund: cell(.refund), refundStatus: cell(.refundStatus),
        net: cell(.net), expense: cell(.expense), flow: cell(.flow))
      try reader.read(cells, extras, row: line, sink)
    }
  }

  private func refused(_ code: String, _ line: Int, _ reason: String) -> ReconcileError {
    .refused([Finding(.error, code, place: "\(name), row \(line)", reason)], total: 1)
  }
}
