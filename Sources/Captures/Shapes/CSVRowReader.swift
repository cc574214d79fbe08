import WireFormat

/// Rows under a header, each a message.
enum CSVRowReader: ShapeReader {
  static let shape = CaptureShape.csv
  static let isByteSafe = true

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    let first = text.firstLine
    guard first.contains(where: isDelimiter), !first.contains(UInt8(ascii: "=")),
      text.trimmed.contains(0x0A)
    else { return nil }
    let delimiter = try CSVDelimiter.detect(in: text, allowing: [UInt8(ascii: ";"), 0x09])
    let header = try CSVReader.rows(of: first, delimiter: delimiter).first?.cells ?? []
    let names = header.map(\.trimmed)
    guard names.count > 1, names.allSatisfy(\.isIdentifier) else { return nil }
    var captures: [Capture] = []
    for row in try CSVReader.rows(of: text, delimiter: delimiter).dropFirst() {
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

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x09
  }

  private static func offset(ofLine line: Int, in text: Bytes) -> Int {
    let lines = text.lines
    return line <= lines.count ? lines[line - 1].offset : text.count
  }
}
