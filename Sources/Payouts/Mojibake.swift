import ByteText
import WireFormat

/// Finds text that was read in the wrong encoding somewhere on its way.
enum Mojibake {
  /// What careless programs make of GBK, UTF-8 and memory that was never filled.
  private static let marks = [
    "锟斤", "斤拷", "烫烫", "屯屯屯", "ï¿½", "â€", "Ã¥", "Ã¤", "Ã¦", "Ã§", "Ã¨", "Ã©", "å¼", "ä¸", "é“¶",
  ]

  /// What is wrong with a text; nil when nothing is.
  /// - Parameter isName: of a name even one question mark is a character that was lost.
  static func reason(_ text: String, isName: Bool) -> String? {
    if text.unicodeScalars.contains("\u{FFFD}") {
      return "it holds \\u{FFFD}: a character was lost in a conversion"
    }
    let questions = text.count { $0 == "?" || $0 == "？" }
    if questions > 0, isName || questions * 2 >= text.count {
      return "it holds question marks where characters were lost in a conversion"
    }
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    if let scalar = text.unicodeScalars.first(where: {
      $0.properties.generalCategory == .privateUse
    }) {
      return "it holds \(CellCheck.escaped(scalar)), which is no character of any name"
    }
    if marks.contains(where: text.contains) || isUTF8ReadAsGBK(text) || isGBKReadAsLatin(text) {
      return "it was read in the wrong encoding somewhere: '\(text)'"
    }
    return nil
  }

  /// Text that, written as GBK, is UTF-8 of other Chinese: 寮犱笁 for 张三. Genuine words whose bytes do
  /// that by chance have no characters from beyond GB 2312.
  private static func isUTF8ReadAsGBK(_ text: String) -> Bool {
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x2E80 }),
      let bytes = try? TextEncoding.fromUTF8(Array(text.utf8), to: .gb18030),
      bytes.count >= 6, bytes.count == text.unicodeScalars.count * 2
    else { return false }
    let isBeyond = stride(from: 0, to: bytes.count, by: 2).contains { index in
      bytes[index] < 0xB0 || bytes[index + 1] < 0xA1
    }
    guard isBeyond else { return false }
    // The last character may have lost its end.
    let valid = UTF8Validation.firstInvalidOffset(in: bytes) ?? bytes.count
    return valid >= bytes.count - 2 && valid >= 3
  }

  /// Text of Latin letters with marks only, such as ÕÅÈý for 张三: two a character.
  private static func isGBKReadAsLatin(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.count >= 4 && scalars.count.isMultiple(of: 2)
      && scalars.allSatisfy { (0xA1...0xFF).contains($0.value) }
  }
}
