import ByteText
import WireFormat

/// PHP `var_dump` of an array or object, plain or as Xdebug prints it without HTML.
enum PHPVarDumpReader: ShapeReader {
  static let shape = CaptureShape.phpVarDump

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    var cursor = ByteCursor(text, maximumItems: session.limits.fields)
    cursor.skipSpace()
    guard cursor.looksAt("array(") || cursor.looksAt("object("),
      text.contains("=>"), isDump(cursor)
    else { return nil }
    var repairs: [Repair] = []
    let value = try value(&cursor, &repairs)
    try cursor.finish()
    var payload = try value.payload(shape, from: text)
    payload.repairs = repairs
    return whole(payload)
  }

  /// `array(2) {`: an array literal has no brace.
  private static func isDump(_ start: ByteCursor) -> Bool {
    let head = start.rest.prefix { $0 != .lineFeed && $0 != UInt8(ascii: "{") }
    return start.rest.dropFirst(head.count).first == UInt8(ascii: "{")
      || start.rest.dropFirst(head.count + 1).first == UInt8(ascii: "{")
  }

  private static func value(_ cursor: inout ByteCursor, _ repairs: inout [Repair])
    throws(WireError) -> DumpValue
  {
    cursor.skipSpace()
    if cursor.take("NULL") || cursor.take("null") { return .scalar(.null) }
    if cursor.take("string(") { return .text(try string(&cursor, &repairs)) }
    if cursor.take("int(") || cursor.take("float(") || cursor.take("double(") {
      let value = try cursor.number()
      try cursor.expect(")")
      return .scalar(value)
    }
    if cursor.take("bool(") || cursor.take("boolean(") {
      let isTrue = cursor.take("true")
      if !isTrue { try cursor.expect("false") }
      try cursor.expect(")")
      return .scalar(.boolean(isTrue))
    }
    guard cursor.take("array(") || cursor.take("object(") || cursor.take("class ") else {
      throw cursor.unexpected("a value")
    }
    _ = cursor.take { $0 != UInt8(ascii: "{") && $0 != .lineFeed }
    cursor.skipSpace()
    try cursor.expect("{")
    return try members(&cursor, &repairs)
  }

  private static func members(_ cursor: inout ByteCursor, _ repairs: inout [Repair])
    throws(WireError) -> DumpValue
  {
    try cursor.enter()
    defer { cursor.leave() }
    var members = PHPArray()
    while true {
      cursor.skipSpace()
      if cursor.take(UInt8(ascii: "}")) { return members.value }
      try cursor.countItem()
      let key = try key(&cursor)
      cursor.skipSpace()
      try cursor.expect("=>")
      members.append(key, try value(&cursor, &repairs))
    }
  }

  /// `["name"]`, `[0]`, `["name":protected]`, or Xdebug's `'name'` and `public $name`.
  private static func key(_ cursor: inout ByteCursor) throws(WireError) -> FieldValue {
    let mark = cursor.current
    if cursor.take("[\"") {
      let name = cursor.take { $0 != UInt8(ascii: "\"") }
      _ = cursor.take { $0 != UInt8(ascii: "]") }
      try cursor.expect("]")
      return .text(name)
    }
    if cursor.take(UInt8(ascii: "[")) {
      let key = try cursor.number()
      try cursor.expect("]")
      return key
    }
    if cursor.take(UInt8(ascii: "'")) {
      let name = cursor.take { $0 != UInt8(ascii: "'") }
      try cursor.expect("'")
      return .text(name)
    }
    if mark?.isNameStart == true, cursor.take("public $") || cursor.take("protected $") {
      return .text(cursor.take(while: \.isNameByte))
    }
    if mark?.isDigit == true { return try cursor.number() }
    throw cursor.unexpected("a key")
  }

  /// `length) "bytes"`. If the bytes were changed on the way, the string ends at the quote before
  /// the next line that goes on with the dump.
  private static func string(_ cursor: inout ByteCursor, _ repairs: inout [Repair])
    throws(WireError) -> Bytes
  {
    let length = try cursor.count()
    try cursor.expect(") \"")
    let start = cursor.offset
    let bytes = cursor.bytes
    if length < bytes.count - start, bytes[start + length] == UInt8(ascii: "\""),
      goesOn(bytes, after: start + length)
    {
      cursor.offset = start + length + 1
      return Bytes(bytes[start..<(start + length)])
    }
    var index = start
    while let quote = bytes[index...].firstIndex(of: UInt8(ascii: "\"")) {
      index = quote + 1
      guard goesOn(bytes, after: quote) else { continue }
      if !repairs.contains(where: { $0.code == "php_length_mismatch" }) {
        repairs.append(
          Repair(
            code: "php_length_mismatch",
            sentence: "A string is not as long as it says; it was taken up to its closing quote."))
      }
      cursor.offset = quote + 1
      return Bytes(bytes[start..<quote])
    }
    throw cursor.error("php_unterminated_string", "A string is not closed.", at: start)
  }

  /// Whether the dump goes on after the quote: with a key, the end of the array, or nothing.
  private static func goesOn(_ bytes: Bytes, after quote: Int) -> Bool {
    let next = bytes[(quote + 1)...].first { !$0.isWhitespace }
    return switch next {
    case nil, UInt8(ascii: "["), UInt8(ascii: "}"), UInt8(ascii: "'"), UInt8(ascii: "p"): true
    default: next?.isDigit == true
    }
  }
}
