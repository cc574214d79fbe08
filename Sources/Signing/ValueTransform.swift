import ByteText
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
    case .trimmed: Array(bytes.trimmed(\.isSpace))
    case .gb18030: (try? TextEncoding.fromUTF8(bytes, to: .gb18030)) ?? bytes
    }
  }

  private static func htmlEscaped(_ bytes: Bytes) -> Bytes {
    guard bytes.contains(where: { entity($0) != nil }) else { return bytes }
    return bytes.rewritten { byte, text in
      guard let entity = entity(byte) else { return text.append(byte) }
      entity.withUTF8Buffer { text += $0 }
    }
  }

  private static func entity(_ byte: UInt8) -> StaticString? {
    switch byte {
    case .ampersand: "&amp;"
    case .lessThan: "&lt;"
    case .greaterThan: "&gt;"
    case .quote: "&quot;"
    // PHP 8.1 and later; older servers leave it, and no gateway field should hold one.
    case .apostrophe: "&#039;"
    default: nil
    }
  }

  /// A `<` before a blank opens no tag and one at the end of the text does; a quoted `>` closes none.
  private static func tagsStripped(_ bytes: Bytes) -> Bytes {
    var result: Bytes = []
    var isInTag = false
    var depth = 0
    var quote: UInt8?
    for (index, byte) in bytes.enumerated() {
      let opens = byte == .lessThan && (index + 1 == bytes.count || !bytes[index + 1].isSpace)
      guard isInTag else {
        if opens { isInTag = true } else { result.append(byte) }
        continue
      }
      switch byte {
      case .lessThan where opens && quote == nil: depth += 1
      case .greaterThan where depth > 0: depth -= 1
      case .greaterThan where quote == nil: isInTag = false
      case .quote, .apostrophe: quote = quote == nil ? byte : quote == byte ? nil : quote
      default: break
      }
    }
    return result
  }

  /// `100` → `100.00`, `99.5` → `99.50`, `0.005` → `0.01` (half up); other texts stay.
  private static func twoDecimals(_ bytes: Bytes) -> Bytes {
    let negative = bytes.first == .dash
    let magnitude = negative ? Array(bytes.dropFirst()) : bytes
    let parts = magnitude.split(separator: .dot, maxSplits: 1, omittingEmptySubsequences: false)
    let whole = Array(parts.first ?? [])
    let decimals = parts.count == 2 ? Array(parts[1]) : []
    guard !whole.isEmpty, (whole + decimals).allSatisfy(\.isDigit) else { return bytes }
    var digits = whole + Array((decimals + [.digitZero, .digitZero]).prefix(2))
    if decimals.count > 2, decimals[2] >= UInt8(ascii: "5") { digits = incremented(digits) }
    return (negative ? [.dash] : []) + digits.dropLast(2) + [.dot] + digits.suffix(2)
  }

  private static func incremented(_ digits: Bytes) -> Bytes {
    var result = digits
    for index in result.indices.reversed() {
      if result[index] < UInt8(ascii: "9") {
        result[index] += 1
        return result
      }
      result[index] = .digitZero
    }
    return [UInt8(ascii: "1")] + result
  }

  /// PHP's intval on a decimal text: blanks, a sign, digits; anything else ends it.
  private static func integerPart(_ bytes: Bytes) -> Bytes {
    var rest = bytes.drop(while: \.isSpace)
    let negative = rest.first == .dash
    if negative || rest.first == .plus { rest = rest.dropFirst() }
    let digits = rest.prefix(while: \.isDigit).drop { $0 == .digitZero }
    if digits.isEmpty { return [.digitZero] }
    return (negative ? [.dash] : []) + Array(digits)
  }
}
