import ByteText

/// The byte classes of RFC 9110 section 5.6, and text made of header bytes.
enum HTTPSyntax {
  /// Bytes of a method or a field name.
  static func isToken(_ byte: UInt8) -> Bool {
    if byte.isAlphanumeric { return true }
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), .ampersand,
      .apostrophe, UInt8(ascii: "*"), .plus, .dash, .dot, UInt8(ascii: "^"), .underscore,
      UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      return true
    default: return false
    }
  }

  /// Printable ASCII without the space.
  static func isVisible(_ byte: UInt8) -> Bool { byte > .space && byte < .delete }

  /// A byte that has no place in a head, the tab aside.
  static func isForbiddenControl(_ byte: UInt8) -> Bool { byte.isControl && byte != .tab }

  /// Header bytes as text: UTF-8 where they are valid UTF-8, otherwise each byte as ISO 8859-1.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    if let valid = String(validating: bytes, as: UTF8.self) { return valid }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
