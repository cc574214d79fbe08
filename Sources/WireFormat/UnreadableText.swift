extension TextEncoding {
  /// Spreadsheets and archives are told by how they begin.
  static func packedKind(_ file: Bytes) -> String? {
    let kinds: [(Bytes, String)] = [
      ([0x50, 0x4B, 0x03, 0x04], "a spreadsheet (.xlsx) or another archive"),
      ([0xD0, 0xCF, 0x11, 0xE0], "a spreadsheet of an old kind (.xls)"),
      ([0x1F, 0x8B], "a packed file (.gz)"), ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF"),
      ([0x52, 0x61, 0x72, 0x21, 0x1A], "an archive (.rar)"),
      ([0x37, 0x7A, 0xBC, 0xAF], "an archive (.7z)"),
    ]
    return kinds.first { file.starts(with: $0.0) }?.1
  }

  /// Why `detect` knows no encoding of a file, with the first byte that is none of UTF-8.
  package static func unreadable(_ file: Bytes) -> WireError {
    if let kind = packedKind(file) {
      return WireError(
        code: "encoding_unknown", offset: 0,
        reason: "The file is no text but \(kind). Export the table as CSV.")
    }
    let nul = file.firstIndex(of: 0)
    let invalid = UTF8Validation.firstInvalidOffset(in: file)
    return WireError(
      code: "encoding_unknown", offset: [nul, invalid].compactMap { $0 }.min() ?? 0,
      reason: "The text is neither UTF-8 nor GB18030 nor UTF-16: is it a spreadsheet or an "
        + "archive? Export it as CSV.")
  }
}
