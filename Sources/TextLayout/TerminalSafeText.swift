/// Makes text from outside harmless to a terminal, at the moment it is printed.
///
/// A gateway's message or a CSV cell may hold escape sequences that move the cursor, or bidi and
/// zero-width controls that make one amount look like another. They are shown as `\u{..}`.
public enum TerminalSafeText {
  /// `text` with C0 and C1 controls, DEL, line and paragraph separators, bidi and zero-width
  /// controls as `\u{..}`.
  ///
  /// - Parameter keepingLineFeeds: leaves U+000A alone, for text of several lines.
  public static func escape(_ text: String, keepingLineFeeds: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isDangerous(scalar), !(keepingLineFeeds && scalar == "\n") {
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text that `bytes` spell in UTF-8, escaped as above, bytes that are not UTF-8 as `\x..`.
  public static func escape(bytes: some Sequence<UInt8>, keepingLineFeeds: Bool = false)
    -> String
  {
    var result = ""
    for unit in UTF8Units(bytes) {
      switch unit {
      case .scalar(let scalar):
        result += escape(String(scalar), keepingLineFeeds: keepingLineFeeds)
      case .byte(let byte):
        let hex = String(byte, radix: 16)
        result += "\\x" + (hex.utf8.count == 1 ? "0" + hex : hex)
      }
    }
    return result
  }

  /// Whether a terminal may act on `scalar` instead of showing it.
  public static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }
}
