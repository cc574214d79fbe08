import ByteText

/// Percent-encoding: RFC 3986 section 2.1 and the WHATWG URL standard, section 5.2.
package enum PercentCoding {
  /// Which bytes stay as they are.
  package enum Style: Sendable {
    /// `application/x-www-form-urlencoded`: letters, digits, `*-._`; a space becomes `+`.
    case form
    /// RFC 3986 unreserved: letters, digits, `-._~`; a space becomes `%20`.
    case unreserved
  }

  /// Encodes every byte that the style does not keep, with upper-case digits.
  package static func encode(_ bytes: Bytes, style: Style = .unreserved) -> Bytes {
    var text = Bytes()
    text.reserveCapacity(bytes.count)
    for byte in bytes {
      if isKept(byte, by: style) {
        text.append(byte)
      } else if byte == UInt8(ascii: " "), style == .form {
        text.append(UInt8(ascii: "+"))
      } else {
        text.append(UInt8(ascii: "%"))
        text.append(Hex.digit(byte >> 4, upper: true))
        text.append(Hex.digit(byte, upper: true))
      }
    }
    return text
  }

  /// Decodes `%XX`, and `+` as a space if asked. A `%` without two digits stays as it is.
  package static func decode(_ text: Bytes, plusIsSpace: Bool) -> Bytes {
    decode(text[...], plusIsSpace: plusIsSpace) { _ in }
  }

  /// Decodes a slice and tells `broken` the offset, in the slice's own indices, of each bad `%`.
  static func decode(_ text: ArraySlice<UInt8>, plusIsSpace: Bool, broken: (Int) -> Void) -> Bytes {
    var bytes = Bytes()
    bytes.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == UInt8(ascii: "%") {
        if text.endIndex - index > 2, let high = text[index + 1].hexValue,
          let low = text[index + 2].hexValue
        {
          bytes.append(high << 4 | low)
          index += 3
          continue
        }
        broken(index)
      }
      bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
      index += 1
    }
    return bytes
  }

  private static func isKept(_ byte: UInt8, by style: Style) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    case UInt8(ascii: "*"): style == .form
    case UInt8(ascii: "~"): style == .unreserved
    default: false
    }
  }
}
