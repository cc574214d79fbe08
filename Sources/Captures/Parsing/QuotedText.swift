import WireFormat

/// Text between two equal quotes in which a backslash protects the byte after it.
enum QuotedText {
  /// Steps over the text and its quotes; gives what stands between them, escapes untouched.
  /// - Throws: `dump_unterminated_string`.
  static func take(_ cursor: inout ByteCursor) throws(WireError) -> Bytes {
    let opening = cursor.offset
    guard let quote = cursor.current else { throw cursor.unexpected("a string") }
    cursor.offset += 1
    while let byte = cursor.current {
      if byte == quote {
        cursor.offset += 1
        return Bytes(cursor.bytes[(opening + 1)..<(cursor.offset - 1)])
      }
      cursor.offset += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    throw cursor.error("dump_unterminated_string", "A string is not closed.", at: opening)
  }
}
