import ByteText
import WireFormat

/// One `name: value`, `name=value`, `name => value` or name, TAB, value a line.
enum LinesReader: ShapeReader {
  static let shape = CaptureShape.lines
  static let isByteSafe = true

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    var lines = LineScanner(text)
    var fields = FieldList()
    while let line = lines.next() {
      if line.text.allSatisfy(\.isWhitespace) { continue }
      guard let field = field(line.text) else { return nil }
      guard fields.fields.count < session.limits.fields else {
        throw WireError(
          code: "lines_too_many_fields", offset: line.offset,
          reason: "There are more than \(session.limits.fields) lines.")
      }
      fields.append(field)
    }
    // A single `a=1` is a form.
    if fields.fields.count == 1, text.first(where: isSeparator) == UInt8(ascii: "=") { return nil }
    return fields.fields.isEmpty
      ? nil : whole(Payload(shape: shape, fields: fields, bytes: text))
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") || byte == .tab
  }

  private static func field(_ line: Bytes) -> Field? {
    // A form that was broken into lines is the form's to read.
    if line.first == UInt8(ascii: "&") || line.last == UInt8(ascii: "&") { return nil }
    guard let mark = line.firstIndex(where: isSeparator) else { return nil }
    let name = Bytes(line[..<mark]).trimmed
    guard name.isIdentifier else { return nil }
    var value = line[(mark + 1)...]
    if line[mark] == UInt8(ascii: "="), value.first == UInt8(ascii: ">") {
      value = value.dropFirst()
    }
    // One space after a colon or arrow is layout, and so is one that mirrors the space before it.
    let isLayout = line[mark] == UInt8(ascii: ":") || mark > 0 && line[mark - 1] == .space
    if isLayout, value.first == .space { value = value.dropFirst() }
    return Field(name: name, value: .text(Bytes(value)))
  }
}
