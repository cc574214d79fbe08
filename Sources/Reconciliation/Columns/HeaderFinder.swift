import ByteText
import PaymentValues
import WireFormat

/// Finds the header row and the delimiter in the beginning of a file.
struct HeaderFinder {
  /// The rows among which the header must be.
  static let maximumPreamble = 50
  private static let delimiters: [UInt8] = [UInt8(ascii: ","), .tab, UInt8(ascii: ";")]

  /// The header found.
  struct Header {
    let delimiter: UInt8
    let line: Int
    let columns: Columns
    /// Lines of prose above it.
    let preamble: Int
  }

  let map: ColumnMap
  let name: String

  /// Looks for a row that names the order and the amount.
  /// - Throws: `ReconcileError.refused`: `columns_missing`, `columns_ambiguous`, `file_empty`.
  func find(in sample: Bytes, isWhole: Bool, _ encoding: TextEncoding) throws -> Header {
    var widest: [String] = []
    for delimiter in Self.delimiters {
      for (line, cells, count) in rows(sample, isWhole: isWhole, delimiter, encoding) {
        if cells.count > widest.count { widest = cells }
        guard cells.count > 1, let columns = map.resolve(cells) else { continue }
        try refuseAmbiguous(cells, line)
        return Header(delimiter: delimiter, line: line, columns: columns, preamble: count)
      }
    }
    throw missing(widest)
  }

  /// The first rows: line, cleaned cells, rows before.
  private func rows(
    _ sample: Bytes, isWhole: Bool, _ delimiter: UInt8, _ encoding: TextEncoding
  )
    -> [(line: Int, cells: [String], before: Int)]
  {
    let source = ByteSource(name: name, bytes: sample)
    let scanner = RowScanner(name: name, delimiter: delimiter, encoding: encoding) {
      try source.read($0)
    }
    var rows: [(line: Int, cells: [String], before: Int)] = []
    while rows.count < Self.maximumPreamble, (try? scanner.next()) == true {
      // The last row of a sample may be cut.
      if scanner.lacksLineEnd && !isWhole { break }
      let cells = (0..<scanner.cellCount).map { index in
        String(decoding: CellCleaner.clean(scanner.cell(index)) { _ in }, as: UTF8.self)
      }
      rows.append((scanner.line, cells, rows.count))
    }
    return rows
  }

  private func refuseAmbiguous(_ header: [String], _ line: Int) throws {
    let rivals = map.ambiguities(header)
    guard !rivals.isEmpty else { return }
    let findings = rivals.map { role, headers in
      Finding(
        .error, "columns_ambiguous", place: "\(name), row \(line)",
        "more than one column may be `\(role.rawValue)`: \(headers.joined(separator: ", "))",
        hint: "Name the column: \(map.option) \(role.rawValue)=HEADER.")
    }
    throw ReconcileError.refused(findings, total: findings.count)
  }

  func missing(_ header: [String]) -> ReconcileError {
    guard !header.isEmpty else {
      return .refused(
        [Finding(.error, "file_empty", place: "\(name), row 1", "the file has no rows")], total: 1)
    }
    let seen = header.map { SpreadsheetDamage.shown(Array($0.utf8)) }.joined(separator: ", ")
    let named = map.explicit.values.filter { !header.contains($0) }.sorted()
    let what =
      named.isEmpty
      ? "no row among the first \(Self.maximumPreamble) names an order number and an amount"
      : "no column is headed \(named.joined(separator: ", "))"
    let net = header.first { map.names.rank(of: $0, for: .net) != nil }
    let advice = net.map {
      " `\($0)` is what is left after fees: name it only if our side has the same."
    }
    return .refused(
      [
        Finding(
          .error, "columns_missing", place: "\(name), row 1", "\(what); the columns are: \(seen)",
          hint: "Name them: \(map.option) order=HEADER,amount=HEADER."
            + (named.isEmpty ? advice ?? "" : ""))
      ], total: 1)
  }
}
