/// A table of text, its columns aligned by display width.
///
/// Cells are made safe for the terminal here, line feeds included, so a row is always one line.
package struct Table: Sendable {
  /// On which side of its column a cell stands.
  package enum Alignment: Sendable {
    case left, right
  }

  /// The titles of the columns; empty for a table without a heading.
  package var headers: [String]
  /// The rows; a short row ends early, a long one makes further columns.
  package var rows: [[String]]
  /// The alignment of each column; a column without one is aligned left.
  package var alignments: [Alignment]

  /// A table; rows may be added later.
  package init(headers: [String] = [], rows: [[String]] = [], alignments: [Alignment] = []) {
    self.headers = headers
    self.rows = rows
    self.alignments = alignments
  }

  /// The lines of the table, columns two spaces apart, without trailing spaces.
  package func lines(measure: DisplayWidth = DisplayWidth()) -> [String] {
    let all = ((headers.isEmpty ? [] : [headers]) + rows).map { row in
      row.map { TerminalSafeText.escape($0) }
    }
    var widths: [Int] = []
    for row in all {
      for (column, cell) in row.enumerated() {
        let width = measure.columns(of: cell)
        if column < widths.count {
          widths[column] = max(widths[column], width)
        } else {
          widths.append(width)
        }
      }
    }
    return all.map { line(of: $0, widths: widths, measure: measure) }
  }

  private func line(of row: [String], widths: [Int], measure: DisplayWidth) -> String {
    var line = row.enumerated().map { column, cell in
      let isRight = column < alignments.count && alignments[column] == .right
      return measure.pad(cell, to: widths[column], onTheLeft: isRight)
    }.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }
}
