import ByteText

/// Reads CSV (RFC 4180) in pieces of any size, strictly.
///
/// A line ends with CRLF, LF or CR. A UTF-8 byte order mark at the start is stepped over, blank
/// lines are skipped. Bytes need not be UTF-8. Ragged rows are the caller's to report. After an
/// error the reader stays where it is; `line`, `column` and `cell` say where.
package struct CSVReader {
  /// What the reader refuses to hold.
  package struct Limits: Sendable {
    /// Bytes in one cell.
    package var cellBytes = 65_536
    /// Cells in one row.
    package var cells = 1_024

    /// Makes the default limits.
    package init() {}
  }

  private enum State {
    case cellStart
    case plain
    case quoted
    /// After a quote within a quoted cell: the end of the cell, or the first of two quotes.
    case quoteSeen
  }

  /// One-based line of the byte to be read next.
  package private(set) var line = 1
  /// One-based column, in bytes, of the byte to be read next.
  package private(set) var column = 1
  /// One-based number of the cell that is being read.
  package var cell: Int { cells.count + 1 }

  private let delimiter: UInt8
  private let limits: Limits
  private var offset = 0
  private var state = State.cellStart
  private var afterCarriageReturn = false
  private var mayBeMark = true
  private var text = Bytes()
  private var cells: [Bytes] = []
  private var rows = 0
  private var rowLine = 1
  private var openingQuote = 0

  /// Makes a reader for that delimiter (see `CSVDelimiter`).
  package init(delimiter: UInt8 = UInt8(ascii: ","), limits: Limits = Limits()) {
    self.delimiter = delimiter
    self.limits = limits
  }

  /// Reads a whole file.
  /// - Throws: as `feed` and `finish` do.
  package static func rows(of file: Bytes, delimiter: UInt8 = UInt8(ascii: ","))
    throws(WireError) -> [CSVRow]
  {
    var reader = CSVReader(delimiter: delimiter)
    return try reader.feed(file) + reader.finish()
  }

  /// Reads a piece and gives the rows that it completes.
  /// - Throws: `csv_nul`, `csv_quote_in_cell`, `csv_text_after_quote`, `csv_cell_too_long`,
  ///   `csv_too_many_cells`. Rows that this piece completed before the error are lost; use
  ///   `feed(_:row:)` to have them.
  package mutating func feed(_ piece: Bytes) throws(WireError) -> [CSVRow] {
    var complete: [CSVRow] = []
    try feed(piece) { complete.append($0) }
    return complete
  }

  /// Reads a piece and calls `row` for each row that it completes.
  /// - Throws: as `feed(_:)` does.
  package mutating func feed(_ piece: Bytes, row: (CSVRow) -> Void) throws(WireError) {
    for byte in piece {
      if isByteOrderMark(byte) { continue }
      try take(byte, row)
      offset += 1
      column += 1
    }
  }

  /// Ends the file; gives the last row if no line end closed it.
  /// - Throws: `csv_unterminated_quote`, with the offset of the opening quote.
  package mutating func finish() throws(WireError) -> [CSVRow] {
    if state == .quoted {
      throw WireError(
        code: "csv_unterminated_quote", offset: openingQuote,
        reason: "A quoted cell has no closing quote.")
    }
    var complete: [CSVRow] = []
    try endRow { complete.append($0) }
    return complete
  }

  /// Whether the byte, one of the first three, belongs to a byte order mark and is used up.
  ///
  /// The mark's bytes cannot be told from text until the third, so they wait in `text`.
  private mutating func isByteOrderMark(_ byte: UInt8) -> Bool {
    let mark: Bytes = [0xEF, 0xBB, 0xBF]
    guard mayBeMark else { return false }
    mayBeMark = offset < 2 && byte == mark[offset]
    guard offset == 2, byte == mark[2] else { return false }
    text = []
    state = .cellStart
    offset = 3
    column = 1
    return true
  }

  private mutating func take(_ byte: UInt8, _ row: (CSVRow) -> Void) throws(WireError) {
    let followsCarriageReturn = afterCarriageReturn
    afterCarriageReturn = false
    switch (state, byte) {
    case (_, 0):
      throw error("csv_nul", "A NUL byte: this is not a text file, or it is UTF-16.")
    case (.quoted, Self.quote):
      state = .quoteSeen
    case (.quoteSeen, Self.quote):
      state = .quoted
      try append(byte)
    case (.quoted, _):
      try append(byte)
      if byte == .lineFeed || byte == .carriageReturn {
        startLine(unless: followsCarriageReturn && byte == .lineFeed)
      }
      afterCarriageReturn = byte == .carriageReturn
    case (_, delimiter):
      try endCell()
    case (_, .carriageReturn):
      try endRow(row)
      startLine()
      afterCarriageReturn = true
    case (_, .lineFeed):
      if !followsCarriageReturn { try endRow(row) }
      startLine(unless: followsCarriageReturn)
    case (.cellStart, Self.quote):
      state = .quoted
      openingQuote = offset
    case (.plain, Self.quote):
      throw error("csv_quote_in_cell", "A quote stands inside a cell that is not quoted.")
    case (.quoteSeen, _):
      throw error("csv_text_after_quote", "Text follows the closing quote of a cell.")
    default:
      state = .plain
      try append(byte)
    }
    if state != .cellStart || !cells.isEmpty { return }
    rowLine = line
  }

  private static let quote = UInt8(ascii: "\"")

  private func error(_ code: String, _ reason: String) -> WireError {
    WireError(code: code, offset: offset, reason: reason)
  }

  /// The byte being read is the last of its line; `feed` steps to column 1. The second byte of a
  /// CRLF is `counted` already.
  private mutating func startLine(unless counted: Bool = false) {
    if !counted { line += 1 }
    column = 0
  }

  private mutating func append(_ byte: UInt8) throws(WireError) {
    guard text.count < limits.cellBytes else {
      throw error("csv_cell_too_long", "A cell is longer than \(limits.cellBytes) bytes.")
    }
    text.append(byte)
  }

  private mutating func endCell() throws(WireError) {
    guard cells.count < limits.cells else {
      throw error("csv_too_many_cells", "A row has more than \(limits.cells) cells.")
    }
    cells.append(text)
    text = []
    state = .cellStart
  }

  private mutating func endRow(_ row: (CSVRow) -> Void) throws(WireError) {
    // An empty pair of quotes is a cell; nothing at all is a blank line.
    if state == .cellStart, cells.isEmpty { return }
    try endCell()
    rows += 1
    row(CSVRow(cells: cells, number: rows, line: rowLine))
    cells = []
  }
}
