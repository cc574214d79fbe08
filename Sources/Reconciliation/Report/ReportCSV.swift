import WireFormat

/// The differences as CSV.
public struct ReportCSV: Sendable {
  private let writer: CSVWriter
  private let indices: [Int]

  /// Makes a writer; `.excel` adds a byte order mark and keeps a spreadsheet from changing numbers
  /// and from running text.
  /// - Parameter columns: names of `ReportTable.header`, in the order wanted; none for all.
  public init(style: CSVWriter.Style, columns: [String] = []) {
    writer = CSVWriter(style: style)
    let chosen = columns.compactMap { ReportTable.header.firstIndex(of: $0) }
    indices = chosen.isEmpty ? Array(ReportTable.header.indices) : chosen
  }

  /// The headings.
  public var header: [String] { indices.map { ReportTable.header[$0] } }

  /// What the file begins with: the mark, if any, and the header.
  public var beginning: Bytes { writer.prelude + writer.row(header) }

  /// The cells of a difference.
  public func cells(_ difference: Difference) -> [String] {
    let row = ReportTable.row(difference)
    return indices.map { row[$0] }
  }

  /// One difference.
  public func row(_ difference: Difference) -> Bytes {
    let cells = zip(indices, cells(difference)).map { index, text in
      let cell = Array(text.utf8.filter { $0 != 0 })
      guard writer.style == .excel else { return cell }
      let isNumber = ReportTable.numbers.contains(ReportTable.header[index])
      return isNumber && Self.isExact(cell) ? cell : CSVGuard.add(to: cell)
    }
    // Guarded above, where the column is known.
    return CSVWriter().row(cells)
  }

  /// A plain decimal that a spreadsheet shows as it is: 15 digits at most.
  private static func isExact(_ cell: Bytes) -> Bool {
    let text = cell.first == UInt8(ascii: "-") ? cell.dropFirst() : cell[...]
    let parts = text.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }
      && parts.reduce(0) { $0 + $1.count } <= 15
  }
}
