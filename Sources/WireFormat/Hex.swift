/// Hexadecimal text (RFC 4648 section 8).
public enum Hex {
  /// Two digits for each byte; lower case unless `upper`.
  public static func encode(_ bytes: Bytes, upper: Bool = false) -> Bytes {
    var text = Bytes()
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digit(byte >> 4, upper: upper))
      text.append(digit(byte & 0x0F, upper: upper))
    }
    return text
  }

  /// The bytes that an even number of digits of either case spell, or nil.
  public static func decode(_ text: Bytes) -> Bytes? {
    guard text.count.isMultiple(of: 2) else { return nil }
    var bytes = Bytes()
    bytes.reserveCapacity(text.count / 2)
    for index in stride(from: 0, to: text.count, by: 2) {
      guard let high = value(of: text[index]), let low = value(of: text[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// The value 0 to 15 of a digit of either case, or nil.
  static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The digit for the low four bits of `value`.
  static func digit(_ value: UInt8, upper: Bool) -> UInt8 {
    let nibble = value & 0x0F
    if nibble < 10 { return UInt8(ascii: "0") + nibble }
    return (upper ? UInt8(ascii: "A") : UInt8(ascii: "a")) + nibble - 10
  }
}
