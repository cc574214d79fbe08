/// Base64 (RFC 4648 section 4; read in the alphabet of section 5, too).
package enum Base64 {
  /// The text, with padding and without line breaks.
  package static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
      bits <<= 8 * UInt32(3 - group.count)
      for place in 0..<4 {
        let digit = Int(bits >> (18 - 6 * UInt32(place)) & 0x3F)
        text.append(place <= group.count ? alphabet[digit] : .equals)
      }
    }
    return text
  }

  /// The bytes that the text stands for, or nil if it is not Base64. Line ends and blanks are stepped
  /// over; padding may be missing, and nothing may stand behind it.
  package static func decode(_ text: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var held: UInt32 = 0
    let end = text.firstIndex(of: .equals) ?? text.endIndex
    guard text[end...].allSatisfy({ $0 == .equals || $0.isWhitespace }) else { return nil }
    for byte in text[..<end] where !byte.isWhitespace {
      guard let value = value(of: byte) else { return nil }
      buffer = (buffer << 6 | value) & 0xFFFF
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> held))
      }
    }
    return bytes
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8.upperLetters: UInt32(byte - 0x41)
    case UInt8.lowerLetters: UInt32(byte - 0x61) + 26
    case UInt8.digits: UInt32(byte - .digitZero) + 52
    case .plus, .dash: 62
    case .slash, .underscore: 63
    default: nil
    }
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
