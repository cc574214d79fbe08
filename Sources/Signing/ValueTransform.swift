import Gateways
import WireFormat

/// The transforms that servers and merchants' code apply to a value before hashing it.
package enum ValueTransform {
  package static func apply(_ transform: SigningRule.Transform, to bytes: Bytes) -> Bytes {
    switch transform {
    case .htmlEscaped: htmlEscaped(bytes)
    case .tagsStripped: tagsStripped(bytes)
    case .percentEncoded: PercentCoding.encode(bytes, style: .form)
    case .percentDecoded: PercentCoding.decode(bytes, plusIsSpace: true)
    case .twoDecimals: twoDecimals(bytes)
    case .integerPart: integerPart(bytes)
    case .trimmed: trimmed(bytes)
    case .gb18030: (try? TextEncoding.fromUTF8(bytes, to: .gb18030)) ?? bytes
    }
  }

  private static func htmlEscaped(_ bytes: Bytes) -> Bytes {
    bytes.flatMap { byte -> Bytes in
      switch byte {
      case 0x26: Array("&amp;".utf8)
      case 0x3C: Array("&lt;".utf8)
      case 0x3E: Array("&gt;".utf8)
      case 0x22: Array("&quot;".utf8)
      // PHP 8.1 and later; older servers leave it, and no gateway field should hold one.
      case 0x27: Array("&#039;".utf8)
      default: [byte]
      }
    }
  }

  /// A `<` before a blank opens no tag and one at the end of the text does; a quoted `>` closes none.
  private static func tagsStripped(_ bytes: Bytes) -> Bytes {
    var result: Bytes = []
    var isInTag = false
    var depth = 0
    var quote: UInt8?
    for (index, byte) in bytes.enumerated() {
      let opens = byte == 0x3C && (index + 1 == bytes.count || !isBlank(bytes[index + 1]))
      guard isInTag else {
        if opens { isInTag = true } else { result.append(byte) }
        continue
      }
      switch byte {
      case 0x3C where opens && quote == nil: depth += 1
      case 0x3E where depth > 0: depth -= 1
      case 0x3E where quote == nil: isInTag = false
      case 0x22, 0x27: quote = quote == nil ? byte : quote == byte ? nil : quote
      default: break
      }
    }
    return result
  }

  /// `100` → `100.00`, `99.5` → `99.50`, `0.005` → `0.01` (half up); other texts stay.
  private static func twoDecimals(_ bytes: Bytes) -> Bytes {
    let negative = bytes.first == 0x2D
    let magnitude = negative ? Array(bytes.dropFirst()) : bytes
    let parts = magnitude.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
    let whole = Array(parts.first ?? [])
    let decimals = parts.count == 2 ? Array(parts[1]) : []
    guard !whole.isEmpty, (whole + decimals).allSatisfy(isDigit) else { return bytes }
    var digits = whole + Array((decimals + [0x30, 0x30]).prefix(2))
    if decimals.count > 2, decimals[2] >= 0x35 { digits = incremented(digits) }
    return (negative ? [0x2D] : []) + digits.dropLast(2) + [0x2E] + digits.suffix(2)
  }

  private static func incremented(_ digits: Bytes) -> Bytes {
    var result = digits
    for index in result.indices.reversed() {
      if result[index] < 0x39 {
        result[index] += 1
        return result
      }
      result[index] = 0x30
    }
    return [0x31] + result
  }

  /// PHP's intval on a decimal text: blanks, a sign, digits; anything else ends it.
  private static func integerPart(_ bytes: Bytes) -> Bytes {
    var rest = bytes.drop(while: isBlank)
    let negative = rest.first == 0x2D
    if negative || rest.first == 0x2B { rest = rest.dropFirst() }
    let digits = rest.prefix(while: isDigit).drop { $0 == 0x30 }
    if digits.isEmpty { return [0x30] }
    return (negative ? [0x2D] : []) + Array(digits)
  }

  private static func trimmed(_ bytes: Bytes) -> Bytes {
    Array(bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
