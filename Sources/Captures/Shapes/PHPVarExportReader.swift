import ByteText
import WireFormat

/// PHP `var_export` of an array, or an array literal out of a PHP file.
enum PHPVarExportReader: ShapeReader {
  static let shape = CaptureShape.phpVarExport

  static func read(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> [Capture]? {
    var cursor = ByteCursor(text, maximumItems: session.limits.fields)
    cursor.skipSpace()
    if cursor.take("<?php") { cursor.skipSpace() }
    if cursor.take("return ") { cursor.skipSpace() }
    if cursor.current == UInt8(ascii: "$") {
      _ = cursor.take { $0 != UInt8(ascii: "=") && !$0.isWhitespace }
      cursor.skipSpace()
      guard cursor.take(UInt8(ascii: "=")) else { return nil }
      cursor.skipSpace()
    }
    guard opens(cursor), text.contains("=>") else { return nil }
    let value = try value(&cursor)
    cursor.skipSpace()
    _ = cursor.take(UInt8(ascii: ";"))
    try cursor.finish()
    return whole(try value.payload(shape, from: text))
  }

  private static func opens(_ cursor: ByteCursor) -> Bool {
    cursor.looksAt("array (") || cursor.looksAt("array(") || cursor.looksAt("[")
      || cursor.looksAt("(object)") || cursor.looksAt("stdClass::") || cursor.looksAt("\\stdClass")
  }

  private static func value(_ cursor: inout ByteCursor) throws(WireError) -> DumpValue {
    cursor.skipSpace()
    if let byte = cursor.current, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
      return .text(try strings(&cursor))
    }
    if cursor.take("NULL") || cursor.take("null") { return .scalar(.null) }
    if cursor.take("true") || cursor.take("TRUE") { return .scalar(.boolean(true)) }
    if cursor.take("false") || cursor.take("FALSE") { return .scalar(.boolean(false)) }
    if cursor.take("(object)") { cursor.skipSpace() }
    if cursor.take("\\stdClass::__set_state(") || cursor.take("stdClass::__set_state(") {
      try cursor.enter()
      defer { cursor.leave() }
      let object = try value(&cursor)
      cursor.skipSpace()
      try cursor.expect(")")
      return object
    }
    if cursor.take(UInt8(ascii: "[")) { return try members(&cursor, closing: UInt8(ascii: "]")) }
    if cursor.take("array") {
      cursor.skipSpace()
      try cursor.expect("(")
      return try members(&cursor, closing: UInt8(ascii: ")"))
    }
    return .scalar(try cursor.number())
  }

  private static func members(_ cursor: inout ByteCursor, closing: UInt8) throws(WireError)
    -> DumpValue
  {
    try cursor.enter()
    defer { cursor.leave() }
    var members = PHPArray()
    while true {
      cursor.skipSpace()
      if cursor.take(closing) { return members.value }
      try cursor.countItem()
      let first = try value(&cursor)
      cursor.skipSpace()
      if cursor.take("=>") {
        guard case .scalar(let key) = first else { throw cursor.unexpected("a key") }
        members.append(key, try value(&cursor))
      } else {
        members.append(nil, first)
      }
      cursor.skipSpace()
      if cursor.take(UInt8(ascii: ",")) { continue }
      cursor.skipSpace()
      guard cursor.current == closing else { throw cursor.unexpected("a comma or the end") }
    }
  }

  /// A string, or several joined with `.`, as `var_export` writes a NUL.
  private static func strings(_ cursor: inout ByteCursor) throws(WireError) -> Bytes {
    var text = try string(&cursor)
    while true {
      let end = cursor.offset
      cursor.skipSpace()
      guard cursor.take(UInt8(ascii: ".")) else {
        cursor.offset = end
        return text
      }
      cursor.skipSpace()
      text += try string(&cursor)
    }
  }

  private static func string(_ cursor: inout ByteCursor) throws(WireError) -> Bytes {
    guard let quote = cursor.current, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else { throw cursor.unexpected("a string") }
    let raw = try QuotedText.take(&cursor)
    if quote == UInt8(ascii: "\"") { return BackslashEscapes.decode(raw, .php) }
    // Between single quotes a backslash escapes itself and the quote, nothing else.
    return raw.replacing([
      (from: Bytes("\\\\".utf8), to: Bytes("\\".utf8)),
      (from: Bytes("\\'".utf8), to: Bytes("'".utf8)),
    ])
  }
}
