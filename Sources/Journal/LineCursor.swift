import ByteText
import WireFormat

/// Walks over the fixed shape of a line. Every step that does not fit returns nil or false.
struct LineCursor {
  let bytes: Bytes
  var position: Int
  let end: Int

  var isAtEnd: Bool { position == end }

  /// Steps over the literal text when it stands here.
  mutating func skip(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position >= 0, end <= bytes.count, end - position >= length else { return false }
    let start = text.utf8Start
    var index = 0
    while index < length {
      if bytes[position + index] != start[index] { return false }
      index += 1
    }
    position += length
    return true
  }

  /// Steps over `,"name":` when it stands here.
  mutating func skip(key name: StaticString) -> Bool {
    let start = position
    if skip(",\""), skip(name), skip("\":") { return true }
    position = start
    return false
  }

  /// A number without sign and without leading zeros.
  mutating func unsigned() -> UInt64? {
    let start = position
    var value: UInt64 = 0
    while position < end, case UInt8.digits = bytes[position] {
      let (product, high) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[position] - .digitZero))
      if high || carry { return nil }
      value = sum
      position += 1
    }
    let digits = position - start
    guard digits > 0, digits == 1 || bytes[start] != .digitZero else { return nil }
    return value
  }

  /// A number that may be negative.
  mutating func signed() -> Int64? {
    let negative = skip("-")
    guard let magnitude = unsigned() else { return nil }
    if negative {
      return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
    return Int64(exactly: magnitude)
  }

  /// A quoted text; the range lies between the quotes.
  mutating func string() -> Range<Int>? {
    guard skip("\"") else { return nil }
    let start = position
    while position < end {
      switch bytes[position] {
      case .quote:
        position += 1
        return start..<(position - 1)
      case .backslash: position += 2
      default: position += 1
      }
    }
    return nil
  }

  /// The bytes of a range as text, escapes left alone; for words that have none.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Takes the escapes out of a text.
  static func decode(_ bytes: Bytes, _ range: Range<Int>) -> String? {
    guard bytes[range].contains(.backslash) else {
      return String(validating: bytes[range], as: UTF8.self)
    }
    var units: [UInt16] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == .backslash else {
        units.append(UInt16(byte))
        continue
      }
      guard index < range.upperBound else { return nil }
      let escape = bytes[index]
      index += 1
      if escape == .quote || escape == .backslash {
        units.append(UInt16(escape))
        continue
      }
      guard escape == UInt8(ascii: "u"), range.upperBound - index >= 4 else { return nil }
      var unit: UInt16 = 0
      for digit in bytes[index..<(index + 4)] {
        guard let value = Checksum.value(of: digit) else { return nil }
        unit = unit << 4 | UInt16(value)
      }
      units.append(unit)
      index += 4
    }
    return String(validating: units, as: UTF16.self)
  }

  /// Reads pairs of hex digits.
  static func decodeHex(_ bytes: Bytes, _ range: Range<Int>) -> Bytes? {
    guard range.count.isMultiple(of: 2) else { return nil }
    var result: Bytes = []
    result.reserveCapacity(range.count / 2)
    for index in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      guard let high = Checksum.value(of: bytes[index]),
        let low = Checksum.value(of: bytes[index + 1])
      else { return nil }
      result.append(high << 4 | low)
    }
    return result
  }
}
