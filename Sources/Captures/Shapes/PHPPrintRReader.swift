import ByteText
import WireFormat

/// PHP `print_r` of an array or object, in lines or run together as a browser shows it.
///
/// It prints every value as text, does not say where a value ends, and shows `null` and `false`
/// as nothing: a value goes on until a line that begins as deep as the first entry did.
enum PHPPrintRReader: ShapeReader {
  static let shape = CaptureShape.phpPrintR

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    let trimmed = text.trimmed
    let head = trimmed.prefix { $0 != UInt8(ascii: "(") }
    guard head.count < 80, Bytes(head).trimmed.isArrayHead, text.contains("] =>") else {
      return nil
    }
    guard trimmed.contains(.lineFeed) else {
      return whole(try payload(try inOneLine(trimmed, session), text))
    }
    var lines = PrintRLines(text, maximumItems: session.limits.fields)
    let value = try lines.array()
    return whole(try payload(value, text))
  }

  private static func payload(_ value: DumpValue, _ text: Bytes) throws(WireError) -> Payload {
    var payload = try value.payload(shape, from: text)
    if text.contains("\r\n") {
      payload.repairs.append(
        Repair(code: "crlf", sentence: "CRLF line ends of the dump were read as LF."))
    }
    return payload
  }

  /// `Array ( [a] => 1 [b] => 2 )`.
  private static func inOneLine(_ text: Bytes, _ session: ReadingSession) throws(WireError)
    -> DumpValue
  {
    var cursor = ByteCursor(text, maximumItems: session.limits.fields)
    _ = cursor.take { $0 != UInt8(ascii: "(") }
    cursor.offset += 1
    guard text.last == UInt8(ascii: ")") else {
      throw WireError(
        code: "dump_truncated", offset: text.count, reason: "The closing bracket is missing.")
    }
    var starts: [(name: Bytes, begins: Int, ends: Int)] = []
    while !cursor.isAtEnd {
      let place = cursor.offset
      if place > 0, text[place - 1].isWhitespace, let name = PrintRLines.key(&cursor) {
        try cursor.countItem()
        starts.append((name, place, cursor.offset))
      } else {
        cursor.offset = place + 1
      }
    }
    var members: [(name: Bytes, value: DumpValue)] = []
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1].begins : text.count - 1
      let value = Bytes(text[min(start.ends, end)..<end]).trimmed
      guard !value.hasPrefix("Array (") && !value.hasPrefix("stdClass Object (") else {
        throw WireError(
          code: "dump_nested_in_one_line", offset: start.begins,
          reason: "An array within an array cannot be read from one line; copy the page's source.")
      }
      members.append((start.name, .text(value)))
    }
    return .map(members)
  }
}

extension Bytes {
  /// `Array` or `… Object`: what stands before the bracket.
  fileprivate var isArrayHead: Bool { elementsEqual("Array".utf8) || display.hasSuffix(" Object") }
}
