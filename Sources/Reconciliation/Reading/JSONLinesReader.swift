import PaymentValues
import WireFormat

/// Reads one JSON object a line. The first one's member names are the header.
struct JSONLinesReader {
  private let statement: Statement
  private let name: String

  init(_ statement: Statement) {
    self.statement = statement
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
      var current = try reader ?? RowReader(statement, try columns(fields))
      reader = nil
      if let row = row(fields, line, &current) {
        try row.order.withUnsafeBytes { bytes in
          var given = row.row
          given.order = bytes
          try sink(given)
        }
      }
      reader = current
    }
    guard var reader else {
      throw refused("file_empty", 1, "the file has no rows")
    }
    try reader.finish(acceptsRoundNumbers: statement.acceptsRoundNumbers)
    return StatementReader.Result(
      summary: reader.summary(name: name, format: "jsonl"), statuses: reader.statuses,
      profile: reader.profile)
  }

  private func columns(_ fields: FieldList) throws -> Columns {
    let names = fields.fields.map(\.displayName)
    guard let columns = statement.columns.resolve(names) else {
      throw HeaderFinder(map: statement.columns, name: name).missing(names)
    }
    return columns
  }

  /// The order of an object, with its number copied out of it.
  private func row(_ fields: FieldList, _ line: Int, _ reader: inout RowReader)
    -> (order: Bytes, row: StatementRow)?
  {
    func value(_ role: ColumnRole) -> Bytes? {
      guard reader.columns.indices[role] != nil else { return nil }
      return fields[reader.columns.header(role)]?.literal ?? []
    }
    let order = value(.order) ?? []
    let amount = value(.amount) ?? []
    let (paid, status, time) = (value(.paid), value(.status), value(.time))
    return order.withUnsafeBytes { order in
      amount.withUnsafeBytes { amount in
        (paid ?? []).withUnsafeBytes { paidBytes in
          (status ?? []).withUnsafeBytes { statusBytes in
            (time ?? []).withUnsafeBytes { timeBytes in
              let cells = RowReader.Cells(
                order: order, amount: amount, paid: paid == nil ? nil : paidBytes,
                status: status == nil ? nil : statusBytes, time: time == nil ? nil : timeBytes)
              return reader.read(cells, row: line).map { (Array($0.order), $0) }
            }
          }
        }
      }
    }
  }

  private func refused(_ code: String, _ line: Int, _ reason: String) -> ReconcileError {
    .refused([Finding(.error, code, place: "\(name), row \(line)", reason)], total: 1)
  }
}
