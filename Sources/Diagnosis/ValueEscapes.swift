import ByteText
import WireFormat

/// Rewritings of a value that merchants' code and log viewers make.
enum ValueEscapes {
  /// `/` as `\/`, as PHP's json_encode does it.
  static func slashesEscaped(_ bytes: Bytes) -> Bytes {
    guard bytes.contains(.slash) else { return bytes }
    return bytes.rewritten { byte, text in
      if byte == .slash { text.append(.backslash) }
      text.append(byte)
    }
  }

  /// `\/` as `/`.
  static func slashesUnescaped(_ bytes: Bytes) -> Bytes { replacing("\\/", "/", in: bytes) }

  /// Characters beyond ASCII as `\uXXXX`.
  static func unicodeEscaped(_ bytes: Bytes, upper: Bool = false) -> Bytes {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
    var text = Bytes()
    text.reserveCapacity(bytes.count * 2)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      guard !scalar.isASCII else {
        text.append(UInt8(scalar.value))
        continue
      }
      for unit in scalar.utf16 {
        text.append(.backslash)
        text.append(UInt8(ascii: "u"))
        for shift in [12, 8, 4, 0] {
          text.append(Hex.digit(UInt8(unit >> shift & 0xF), upper: upper))
        }
      }
    }
    return text
  }

  /// `\uXXXX` as the character.
  static func unicodeUnescaped(_ bytes: Bytes) -> Bytes {
    guard bytes.contains(.backslash) else {
      return Array(String(decoding: bytes, as: UTF8.self).utf8)
    }
    var units: [UInt16] = []
    var rest = Array(String(decoding: bytes, as: UTF8.self).utf16)[...]
    while let unit = rest.first {
      if unit == 0x5C, rest.dropFirst().first == 0x75, let pair = hexUnit(rest.dropFirst(2)) {
        units.append(pair)
        rest = rest.dropFirst(6)
      } else {
        units.append(unit)
        rest = rest.dropFirst()
      }
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func hexUnit(_ digits: ArraySlice<UInt16>) -> UInt16? {
    let text = digits.prefix(4)
    guard text.count == 4, text.allSatisfy({ $0 < 0x80 }),
      let bytes = Hex.decode(text.map { UInt8($0) })
    else { return nil }
    return UInt16(bytes[0]) << 8 | UInt16(bytes[1])
  }

  /// Bytes beyond ASCII, quotation marks and backslashes as `\xHH`, as web servers log them.
  static func hexEscaped(_ bytes: Bytes, quotes: Bool = true) -> Bytes {
    bytes.rewritten { byte, text in
      if (0x20..<0x7F).contains(byte), !quotes || byte != .quote && byte != .backslash {
        return text.append(byte)
      }
      text.append(.backslash)
      text.append(UInt8(ascii: "x"))
      text.append(Hex.digit(byte >> 4, upper: true))
      text.append(Hex.digit(byte & 0xF, upper: true))
    }
  }

  /// `\xHH` as the byte.
  static func hexUnescaped(_ bytes: Bytes) -> Bytes {
    guard bytes.contains(.backslash) else { return bytes }
    var result = Bytes()
    var rest = bytes[...]
    while let byte = rest.first {
      if byte == .backslash, rest.dropFirst().first == UInt8(ascii: "x"), rest.count >= 4,
        let value = Hex.decode(Array(rest.dropFirst(2).prefix(2)))
      {
        result += value
        rest = rest.dropFirst(4)
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// HTML entities as the characters that they stand for.
  static func htmlUnescaped(_ bytes: Bytes) -> Bytes {
    guard bytes.contains(.ampersand) else { return bytes }
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#039;", "'"), ("&#39;", "'"),
      ("&apos;", "'"), ("&amp;", "&"),
    ]
    return entities.reduce(bytes) { replacing($1.0, $1.1, in: $0) }
  }

  /// Lower-case digits in `%xx`, as .NET writes them.
  static func lowerPercent(_ bytes: Bytes) -> Bytes {
    var left = 0
    return bytes.map { byte in
      defer { left = byte == UInt8(ascii: "%") ? 2 : max(0, left - 1) }
      return left > 0 && (0x41...0x46).contains(byte) ? byte | 0x20 : byte
    }
  }

  static func replacing(_ old: String, _ new: String, in bytes: Bytes) -> Bytes {
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    guard var place = bytes.firstIndex(of: old) else { return bytes }
    var result = Bytes()
    result.reserveCapacity(bytes.count)
    var start = 0
    while true {
      result += bytes[start..<place]
      result += new
      start = place + old.count
      guard let next = bytes.firstIndex(of: old, from: start) else { break }
      place = next
    }
    return result + bytes[start...]
  }
}
