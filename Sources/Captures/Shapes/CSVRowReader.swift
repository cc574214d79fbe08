import ByteText
import WireFormat

/// Rows under a header, each a message.
enum CSVRowReader: ShapeReader {
  static let shape = CaptureShape.csv
  static let isByteSafe = true

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    let first = text.firstLine
    guard first.contains(where: isDelimiter), !first.contains(UInt8(ascii: "=")),
      text.trimmed.contains(.lineFeed)
    else { return nil }
    let delimiter = try CSVDelimiter.detect(in: text, allowing: [UInt8(ascii: ";"), .tab])
    let header = try CSVReader.rows(of: first, delimiter: delimiter).first?.cells ?? []
    let names = header.map(\.trimmed)
    guard names.count > 1, names.allSatisfy(\.isIdentifier) else { return nil }
    var captures: [Capture] = []
    for row in try rows(text, delimiter, atMost: session.limits.captures + 2).dropFirst() {
      guard row.cells.count == names.count else {
        throw WireError(
          code: "csv_ragged_row", offset: offset(ofLine: row.line, in: text),
          reason: "The row has \(row.cells.count) cells and the header \(names.count).")
      }
      guard captures.count < session.limits.captures else {
        throw WireError(
          code: "csv_too_many_rows", offset: offset(ofLine: row.line, in: text),
          reason: "There are more than \(session.limits.captures) rows.")
      }
      let fields = zip(names, row.cells).map { Field(name: $0, value: .text($1)) }
      let payload = Payload(shape: shape, fields: FieldList(fields), bytes: text)
      captures.append(
        Capture(shape: shape, payload: payload, context: CaptureContext(line: row.line)))
    }
    return captures
  }

  /// The first rows, in pieces, so that a long file is not held twice.
  private static func rows(_ text: Bytes, _ delimiter: UInt8, atMost limit: Int)
    throws(WireError) -> [CSVRow]
  {
    var reader = CSVReader(delimiter: delimiter)
    var rows: [CSVRow] = []
    for start in stride(from: 0, to: text.count, by: pieceBytes) {
      rows += try reader.feed(Bytes(text[start..<min(start + pieceBytes, text.count)]))
      if rows.count >= limit { return rows }
    }
    return try rows + reader.finish()
  }

  private static let pieceBytes = 65_536

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == .tab
  }

  private static func offset(ofLine line: Int, in text: Bytes) -> Int {
    let lines = text.lines
    return line <= lines.count ? lines[line - 1].offset : text.count
  }
}
