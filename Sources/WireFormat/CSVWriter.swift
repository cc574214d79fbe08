import ByteText

/// Writes CSV (RFC 4180) with CRLF line ends. Cells must not hold NUL.
package struct CSVWriter: Sendable {
  /// Who will read the file.
  package enum Style: Sendable {
    /// A program: cells come out as they went in.
    case plain
    /// A person with a spreadsheet: a byte order mark in front, and a `'` before what a
    /// spreadsheet would run as a formula or mangle as a number (`CSVGuard`).
    case excel
  }

  /// Who will read the file.
  package let style: Style

  /// Makes a writer.
  package init(style: Style = .plain) { self.style = style }

  /// What the file begins with: a byte order mark or nothing.
  package var prelude: Bytes { style == .excel ? [0xEF, 0xBB, 0xBF] : [] }

  /// One row with its line end.
  package func row(_ cells: [Bytes]) -> Bytes {
    var line = Bytes()
    for (index, cell) in cells.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      let content = style == .excel ? CSVGuard.add(to: cell) : cell
      // A lone empty cell without quotes would be a blank line, which readers skip.
      if mustQuote(content) || (cells.count == 1 && content.isEmpty) {
        appendQuoted(content, to: &line)
      } else {
        line += content
      }
    }
    line += [.carriageReturn, .lineFeed]
    return line
  }

  /// One row of text with its line end.
  package func row(_ cells: [String]) -> Bytes { row(cells.map { Array($0.utf8) }) }

  private func mustQuote(_ cell: Bytes) -> Bool {
    cell.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == .lineFeed
        || byte == .carriageReturn
    } || cell.starts(with: [0xEF, 0xBB, 0xBF])
  }

  private func appendQuoted(_ cell: Bytes, to line: inout Bytes) {
    line.append(UInt8(ascii: "\""))
    for byte in cell {
      if byte == UInt8(ascii: "\"") { line.append(byte) }
      line.append(byte)
    }
    line.append(UInt8(ascii: "\""))
  }
}
