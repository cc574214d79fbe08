import ByteText
import WireFormat

/// Writes records one after the other, in a form that has no end of its own.
struct RecordWriter {
  /// The forms.
  enum Form {
    case ndjson
    case csv(CSVWriter.Style)
    case tsv
    /// The cells alone, a tab between them.
    case values
    case template(TemplateText)
  }

  let form: Form
  /// The names that are wanted, in that order; empty for all.
  let fields: [String]
  private var hasHeading = false

  init(_ form: Form, fields: [String]) {
    self.form = form
    self.fields = fields
  }

  /// The bytes of the next record, behind the heading if it is the first.
  mutating func bytes(_ record: Record) -> [UInt8] {
    defer { hasHeading = true }
    switch form {
    case .template(let template):
      return Array((template.expanded(record.named) + "\n").utf8)
    case .ndjson:
      let members =
        fields.isEmpty ? record.members : Document.chosen(fields, of: record.choices)
      return Array((JSONWriter().string(.object(members)) + "\n").utf8)
    case .csv(let style):
      return heading(CSVWriter(style: style).prelude + CSVWriter().row(names(record)))
        + row(cells(record), style)
    case .tsv:
      return heading(Self.tabbed(names(record))) + Self.tabbed(cells(record).map(\.text))
    case .values:
      return Self.tabbed(cells(record).map(\.text))
    }
  }

  /// The heading, in front of the first record only.
  private func heading(_ bytes: @autoclosure () -> [UInt8]) -> [UInt8] {
    hasHeading ? [] : bytes()
  }

  private func names(_ record: Record) -> [String] {
    fields.isEmpty ? record.cells.map(\.name) : fields
  }

  private func cells(_ record: Record) -> [Cell] {
    fields.isEmpty ? record.cells.map(\.cell) : fields.map { record[$0] }
  }

  /// A spreadsheet calculates with numbers that it shows as they are; from all other cells it is kept.
  private func row(_ cells: [Cell], _ style: CSVWriter.Style) -> [UInt8] {
    let texts = cells.map { cell -> Bytes in
      let bytes = Array(cell.text.utf8.filter { $0 != 0 })
      guard style == .excel else { return bytes }
      return cell.isNumber && Self.isExact(bytes) ? bytes : CSVGuard.add(to: bytes)
    }
    return CSVWriter().row(texts)
  }

  /// A plain decimal that a spreadsheet shows as it is: 15 digits at most.
  private static func isExact(_ cell: Bytes) -> Bool {
    let text = cell.first == UInt8(ascii: "-") ? cell.dropFirst() : cell[...]
    let parts = text.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isDigit } }
      && parts.reduce(0) { $0 + $1.count } <= 15
  }

  /// A row of TSV: a cell holds no tab and no line end, so that nothing needs quotes.
  private static func tabbed(_ cells: [String]) -> [UInt8] {
    let safe = cells.map { cell in
      cell.map { $0 == "\t" || $0.isNewline ? " " : String($0) }.joined()
    }
    return Array((safe.joined(separator: "\t") + "\n").utf8)
  }
}
