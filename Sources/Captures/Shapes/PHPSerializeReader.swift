import ByteText
import WireFormat

/// PHP `serialize` of an array: `a:1:{s:1:"a";s:1:"1";}`. Strings are measured in bytes.
enum PHPSerializeReader: ShapeReader {
  static let shape = CaptureShape.phpSerialize
  static let isByteSafe = true

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    var cursor = ByteCursor(text, maximumItems: session.limits.fields)
    cursor.skipSpace()
    guard cursor.looksAt("a:") || cursor.looksAt("O:") else { return nil }
    let value = try value(&cursor)
    try cursor.finish()
    return whole(try value.payload(shape, from: text))
  }

  private static func value(_ cursor: inout ByteCursor) throws(WireError) -> DumpValue {
    guard let type = cursor.current else { throw cursor.unexpected("a value") }
    cursor.offset += 1
    switch type {
    case UInt8(ascii: "N"):
      try cursor.expect(";")
      return .scalar(.null)
    case UInt8(ascii: "i"), UInt8(ascii: "d"):
      try cursor.expect(":")
      let literal = cursor.take { $0 != UInt8(ascii: ";") && !$0.isWhitespace }
      try cursor.expect(";")
      return .scalar(JSONNumber.isValid(literal) ? .number(literal) : .text(literal))
    case UInt8(ascii: "b"):
      try cursor.expect(":")
      let isTrue = cursor.current == UInt8(ascii: "1")
      cursor.offset += 1
      try cursor.expect(";")
      return .scalar(.boolean(isTrue))
    case UInt8(ascii: "s"):
      let text = try string(&cursor)
      try cursor.expect(";")
      return .text(text)
    case UInt8(ascii: "a"):
      return try members(&cursor)
    case UInt8(ascii: "O"):
      _ = try string(&cursor)
      return try members(&cursor)
    default:
      cursor.offset -= 1
      throw cursor.unexpected("a value")
    }
  }

  /// `:length:"bytes"`.
  private static func string(_ cursor: inout ByteCursor) throws(WireError) -> Bytes {
    try cursor.expect(":")
    let start = cursor.offset
    let length = try cursor.count()
    try cursor.expect(":\"")
    guard length < cursor.bytes.count - cursor.offset,
      cursor.bytes[cursor.offset + length] == UInt8(ascii: "\"")
    else {
      throw cursor.error(
        "php_length_mismatch",
        "A string is not as long as it says: its bytes were changed on the way.", at: start)
    }
    let text = Bytes(cursor.bytes[cursor.offset..<(cursor.offset + length)])
    cursor.offset += length + 1
    return text
  }

  /// `:count:{key;value…}`.
  private static func members(_ cursor: inout ByteCursor) throws(WireError) -> DumpValue {
    try cursor.expect(":")
    let count = try cursor.count()
    try cursor.expect(":{")
    try cursor.enter()
    defer { cursor.leave() }
    var members = PHPArray()
    while !cursor.take(UInt8(ascii: "}")) {
      try cursor.countItem()
      guard case .scalar(let key) = try value(&cursor) else { throw cursor.unexpected("a key") }
      members.append(key, try value(&cursor))
    }
    guard members.count == count else {
      throw cursor.error(
        "php_length_mismatch", "An array does not have as many members as it says.")
    }
    return members.value
  }
}
