import ByteText
import PaymentValues
import WireFormat

/// A batch file as headings and cells: CSV, or one JSON object a line.
struct BatchTable {
  /// One row.
  struct Row {
    let line: Int
    /// Heading and text; the column counts from 1.
    let cells: [(heading: String, column: Int, text: String)]
  }

  var headings: [String] = []
  /// Line and column at which each heading first stands.
  private var placesOfHeadings: [(line: Int, column: Int)] = []
  var rows: [Row] = []
  var findings: [Finding] = []

  /// Line of the header, or of the first object.
  var headingLine: Int { placesOfHeadings.first?.line ?? 1 }

  /// Where a heading stands.
  func place(ofHeading index: Int) -> String {
    guard placesOfHeadings.indices.contains(index) else { return "line \(headingLine)" }
    return "line \(placesOfHeadings[index].line), column \(placesOfHeadings[index].column)"
  }

  /// Reads CSV.
  static func csv(_ text: Bytes) throws(WireError) -> BatchTable {
    var table = BatchTable()
    let delimiter = try CSVDelimiter.detect(in: text)
    var lines = try CSVReader.rows(of: text, delimiter: delimiter)
    guard !lines.isEmpty else { return table }
    let header = lines.removeFirst()
    // Spreadsheets leave empty columns behind the last heading, and rows of commas below the last.
    let width = (header.cells.lastIndex { !isBlank($0) } ?? -1) + 1
    table.headings = header.cells.prefix(width).map { String(decoding: $0, as: UTF8.self) }
    table.placesOfHeadings = table.headings.indices.map { (header.line, $0 + 1) }
    for line in lines where !line.cells.allSatisfy(isBlank) {
      guard line.cells.count >= width, line.cells.dropFirst(width).allSatisfy(isBlank) else {
        table.findings.append(
          Finding(
            .error, "ragged_row", place: "line \(line.line)",
            "it has \(line.cells.count) cells; the header has \(table.headings.count)"))
        continue
      }
      let cells = zip(table.headings, line.cells).enumerated().map { index, pair in
        (heading: pair.0, column: index + 1, text: String(decoding: pair.1, as: UTF8.self))
      }
      table.rows.append(Row(line: line.line, cells: cells))
    }
    return table
  }

  private static func isBlank(_ cell: Bytes) -> Bool {
    cell.allSatisfy { $0.isBlank }
  }

  /// Reads JSON objects, one a line; values are texts or numbers.
  static func jsonLines(_ text: Bytes) -> BatchTable {
    var table = BatchTable()
    let lines = text.split(separator: .lineFeed, omittingEmptySubsequences: false)
    for (index, bytes) in lines.enumerated() {
      let trimmed = bytes.last == .carriageReturn ? bytes.dropLast() : bytes
      if trimmed.allSatisfy({ $0.isBlank }) { continue }
      do throws(WireError) {
        let fields = try JSONScanner.object(Array(trimmed))
        table.append(fields, line: index + 1)
      } catch {
        table.findings.append(
          Finding(
            .error, error.code, place: "line \(index + 1), byte \(error.offset + 1)",
            error.reason))
      }
    }
    return table
  }

  private mutating func append(_ fields: FieldList, line: Int) {
    var cells: [(heading: String, column: Int, text: String)] = []
    for (index, field) in fields.fields.enumerated() {
      let heading = field.displayName
      if !headings.contains(heading) {
        headings.append(heading)
        placesOfHeadings.append((line, index + 1))
      }
      switch field.value {
      case .text, .number: cells.append((heading, index + 1, field.value.display))
      case .null: continue
      case .boolean, .nested:
        findings.append(
          Finding(
            .error, "not_a_text", place: "line \(line), \(heading)",
            "the value must be a text or a number"))
      }
    }
    for name in fields.duplicateNames {
      findings.append(
        Finding(
          .error, "duplicate_name", place: "line \(line)",
          "'\(String(decoding: name, as: UTF8.self))' occurs twice"))
    }
    rows.append(Row(line: line, cells: cells))
  }
}
