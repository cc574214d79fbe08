/// Hexadecimal text (RFC 4648 section 8).
package enum Hex {
  /// Two digits for each byte; lower case unless `upper`.
  package static func encode(_ bytes: [UInt8], upper: Bool = false) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digit(byte >> 4, upper: upper))
      text.append(digit(byte, upper: upper))
    }
    return text
  }

  /// The bytes that an even number of digits of either case spell, or nil.
  package static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    for index in stride(from: 0, to: text.count, by: 2) {
      guard let high = text[index].hexValue, let low = text[index + 1].hexValue else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// The digit for the low four bits of `value`.
  @inlinable package static func digit(_ value: UInt8, upper: Bool = false) -> UInt8 {
    let nibble = value & 0x0F
    return nibble < 10 ? .digitZero &+ nibble : (upper ? 0x37 : 0x57) &+ nibble
  }
}
