/// How the text of a file is encoded.
package enum TextEncoding: String, Sendable, CaseIterable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "UTF-8"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16, high byte first.
  case utf16BigEndian = "UTF-16BE"
  /// The Chinese national standard of 2005; GBK and GB 2312 are parts of it.
  case gb18030 = "GB18030"

  /// What the bytes look like, or nil if none of the four fits.
  ///
  /// What begins as a spreadsheet or an archive is no text. A byte order mark decides; then well-formed UTF-8 without NUL; then the NULs of ASCII written
  /// as UTF-16; then the structure of GB18030. `sample` may be the beginning of a longer file, cut
  /// anywhere: set `isWhole` to false then.
  package static func detect(_ sample: Bytes, isWhole: Bool = true) -> TextEncoding? {
    if packedKind(sample) != nil { return nil }
    if sample.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if sample.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    if sample.contains(0) { return detectUTF16(sample) }
    let end = isWhole ? sample.count : UTF8Validation.completePrefix(of: sample)
    if UTF8Validation.isValid(Array(sample[..<end])) { return .utf8 }
    return hasGB18030Structure(sample, isWhole: isWhole) ? .gb18030 : nil
  }

  /// The text of a whole file as UTF-8, without a byte order mark.
  /// - Throws: `encoding_invalid`, `encoding_truncated`, `encoding_unavailable`.
  package func toUTF8(_ file: Bytes) throws(WireError) -> Bytes {
    var decoder = try TextDecoder(self)
    let text = try decoder.feed(file)
    try decoder.finish()
    return text
  }

  private static func detectUTF16(_ sample: Bytes) -> TextEncoding? {
    let odd = sample.indices.count { !$0.isMultiple(of: 2) && sample[$0] == 0 }
    let even = sample.indices.count { $0.isMultiple(of: 2) && sample[$0] == 0 }
    // ASCII characters have a zero high byte, and any table of payments is full of them; a stray
    // NUL in other text is not UTF-16.
    guard odd + even > sample.count / 10 else { return nil }
    if odd > even * 3 { return .utf16LittleEndian }
    if even > odd * 3 { return .utf16BigEndian }
    return nil
  }

  private static func hasGB18030Structure(_ sample: Bytes, isWhole: Bool) -> Bool {
    var offset = 0
    while offset < sample.count {
      let lead = sample[offset]
      if lead < 0x80 {
        offset += 1
        continue
      }
      guard (0x81...0xFE).contains(lead) else { return false }
      guard offset + 1 < sample.count else { return !isWhole }
      let second = sample[offset + 1]
      if (0x40...0xFE).contains(second), second != 0x7F {
        offset += 2
        continue
      }
      guard (0x30...0x39).contains(second) else { return false }
      guard offset + 3 < sample.count else { return !isWhole }
      guard (0x81...0xFE).contains(sample[offset + 2]), (0x30...0x39).contains(sample[offset + 3])
      else { return false }
      offset += 4
    }
    return true
  }
}
