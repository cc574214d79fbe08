import ByteText

/// Makes text from outside harmless to a terminal, at the moment it is printed.
///
/// A gateway's message or a CSV cell may hold escape sequences that move the cursor, or bidi and
/// zero-width controls that make one amount look like another. They are shown as `\u{..}`.
package enum TerminalSafeText {
  /// `text` with C0 and C1 controls, DEL, line and paragraph separators, bidi and zero-width
  /// controls as `\u{..}`.
  ///
  /// - Parameter keepingLineFeeds: leaves U+000A alone, for text of several lines.
  package static func escape(_ text: String, keepingLineFeeds: Bool = false) -> String {
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
  package static func escape(bytes: some Sequence<UInt8>, keepingLineFeeds: Bool = false)
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

  /// Bytes on their way to a terminal: whatever it may act on as `\uXXXX`, which is the same text where
  /// it stands in JSON, and bytes that are no UTF-8 as `\x..`. Tabs and ends of lines stay.
  package static func escapeForDisplay(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { $0 < .space && $0 != .lineFeed && $0 != .tab || $0 >= .delete })
    else {
      return bytes
    }
    var result: [UInt8] = []
    var units = Array(UTF8Units(bytes))[...]
    while let unit = units.popFirst() {
      switch unit {
      case .byte(let byte): result += "\\x\(hex(UInt16(byte), 2))".utf8
      case .scalar("\n"), .scalar("\t"): result.append(unit == .scalar("\n") ? .lineFeed : .tab)
      case .scalar("\r") where units.first == .scalar("\n"): result.append(.carriageReturn)
      case .scalar(let scalar) where isDangerous(scalar):
        // The digits of JSON's own escapes, so that the text stays what it is.
        for code in String(scalar).utf16 { result += "\\u\(hex(code, 4))".utf8 }
      case .scalar(let scalar): result += String(scalar).utf8
      }
    }
    return result
  }

  private static func hex(_ code: UInt16, _ width: Int) -> String {
    let digits = String(code, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// Whether a terminal may act on `scalar` instead of showing it.
  package static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD: true
    // Letters without ink: they make two numbers look alike.
    case 0x034F, 0x115F...0x1160, 0x17B4...0x17B5, 0x3164, 0xFFA0, 0x1D173...0x1D17A: true
    case 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }
}
