import ByteText

/// The escapes of a JSON string (RFC 8259 section 7).
enum JSONEscape {
  /// Appends the shortest escape for the scalar: `\n`, `\u001b` (or `\u001B`, if
  /// `upper`), or a surrogate pair.
  static func append(
    _ scalar: Unicode.Scalar, upper: Bool = false, to text: inout Bytes
  ) {
    let short: Unicode.Scalar
    switch scalar.value {
    case 0x22, 0x5C: short = scalar
    case 0x08: short = "b"
    case 0x0C: short = "f"
    case 0x0A: short = "n"
    case 0x0D: short = "r"
    case 0x09: short = "t"
    default:
      for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
        appendUnit(unit, upper: upper, to: &text)
      }
      return
    }
    text.append(UInt8(ascii: "\\"))
    text.append(UInt8(truncatingIfNeeded: short.value))
  }

  private static func appendUnit(_ unit: UInt16, upper: Bool, to text: inout Bytes) {
    text += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
    for shift in [12, 8, 4, 0] as [UInt16] {
      text.append(Hex.digit(UInt8(truncatingIfNeeded: unit >> shift), upper: upper))
    }
  }
}
