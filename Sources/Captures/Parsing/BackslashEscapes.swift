import ByteText
import WireFormat

/// Backslash escapes as several languages write them.
enum BackslashEscapes {
  /// Whose escapes.
  enum Dialect {
    /// bash `$'…'`, Python and Go strings: letters, `\xHH`, octal, `\u`, `\U`.
    case shell
    /// PHP double quotes: as above with `\u{…}`, and an unknown escape keeps its backslash.
    case php
    /// Web servers' logs: `\xHH`, letters, `\"`, `\\`.
    case log
  }

  /// Decodes every escape; one that the dialect does not know keeps its backslash, except in the
  /// shell's dialect, where `\'` and the like lose it.
  static func decode(_ text: Bytes, _ dialect: Dialect) -> Bytes {
    guard text.contains(UInt8(ascii: "\\")) else { return text }
    var cursor = ByteCursor(text, maximumItems: .max)
    var result = Bytes()
    while let byte = cursor.current {
      cursor.offset += 1
      guard byte == UInt8(ascii: "\\"), let next = cursor.current else {
        result.append(byte)
        continue
      }
      cursor.offset += 1
      if let plain = letter(next, dialect) {
        result.append(plain)
      } else if let bytes = number(next, &cursor, dialect) {
        result += bytes
      } else {
        if dialect != .shell || next.isNameStart { result.append(byte) }
        result.append(next)
      }
    }
    return result
  }

  private static func letter(_ byte: UInt8, _ dialect: Dialect) -> UInt8? {
    switch byte {
    case UInt8(ascii: "n"): .lineFeed
    case UInt8(ascii: "r"): .carriageReturn
    case UInt8(ascii: "t"): .tab
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "b") where dialect != .php: 0x08
    case UInt8(ascii: "a") where dialect == .shell: 0x07
    case UInt8(ascii: "e") where dialect == .php: 0x1B
    case UInt8(ascii: "\\"), UInt8(ascii: "\""): byte
    case UInt8(ascii: "$") where dialect == .php: byte
    default: nil
    }
  }

  private static func number(_ byte: UInt8, _ cursor: inout ByteCursor, _ dialect: Dialect)
    -> Bytes?
  {
    let start = cursor.offset
    switch byte {
    case UInt8(ascii: "x"):
      if let value = digits(&cursor, 2, radix: 16) { return [UInt8(truncatingIfNeeded: value)] }
    case UInt8(ascii: "u") where dialect == .php:
      if cursor.take(UInt8(ascii: "{")), let value = digits(&cursor, 6, radix: 16),
        cursor.take(UInt8(ascii: "}"))
      {
        return utf8(value)
      }
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      if dialect == .log { return nil }
      let length = byte == UInt8(ascii: "u") ? 4 : 8
      if let value = digits(&cursor, length, radix: 16), let bytes = utf8(value) { return bytes }
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      if dialect == .log { return nil }
      cursor.offset -= 1
      if let value = digits(&cursor, 3, radix: 8) { return [UInt8(truncatingIfNeeded: value)] }
    default: break
    }
    cursor.offset = start
    return nil
  }

  private static func digits(_ cursor: inout ByteCursor, _ most: Int, radix: Int) -> Int? {
    let limit = cursor.offset + most
    let start = cursor.offset
    while cursor.offset < limit, let value = cursor.current?.hexValue, value < radix {
      cursor.offset += 1
    }
    return Int(cursor.bytes[start..<cursor.offset].display, radix: radix)
  }

  private static func utf8(_ value: Int) -> Bytes? {
    guard let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init) else { return nil }
    return UTF8.encode(scalar).map(Bytes.init)
  }
}
