/// Strings as Java sees and fastjson writes them.
enum JavaString {
  /// The string in double quotes as fastjson 1.2 writes it without options.
  ///
  /// Escaped are `"`, `\`, the C0 and C1 controls, DEL, U+2028 and U+2029, with upper-case digits
  /// where there is no short form; `/` and all else stay.
  static func quoted(_ string: String) -> Bytes {
    var text: Bytes = [UInt8(ascii: "\"")]
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x22, 0x5C, 0x7F..<0xA0, 0x2028, 0x2029:
        JSONEscape.append(scalar, upper: true, to: &text)
      default:
        text += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    text.append(UInt8(ascii: "\""))
    return text
  }

  /// `String.hashCode()`: s[0] * 31^(n-1) + … + s[n-1] in 32 bits.
  static func hash(_ units: [UInt16]) -> UInt32 {
    units.reduce(0) { $0 &* 31 &+ UInt32($1) }
  }
}
