import WireFormat

/// The differences as CSV.
public struct ReportCSV: Sendable {
  private let writer: CSVWriter

  /// Makes a writer; `.excel` adds a byte order mark and keeps a spreadsheet from changing numbers
  /// and from running text.
  public init(style: CSVWriter.Style) { writer = CSVWriter(style: style) }

  /// What the file begins with: the mark, if any, and the header.
  public var beginning: Bytes { writer.prelude + writer.row(ReportTable.header) }

  /// One difference.
  public func row(_ difference: Difference) -> Bytes {
    writer.row(ReportTable.row(difference).map { cell in Array(cell.utf8.filter { $0 != 0 }) })
  }
}
