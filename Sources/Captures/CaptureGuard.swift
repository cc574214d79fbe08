import ByteText
import WireFormat

/// Refuses bytes that are no text before anything reads them, and undoes what is certain: byte
/// order marks, and an encoding that the caller names.
enum CaptureGuard {
  /// The text as UTF-8, or as it came if its encoding is left open.
  /// - Throws: `capture_empty`, `capture_too_large`, `capture_gzip`, `capture_nul`,
  ///   `capture_not_utf8`, or why a named encoding does not fit.
  static func text(
    _ bytes: Bytes, _ encoding: CaptureEncoding, _ limits: CaptureLimits
  ) throws(CaptureError) -> (text: Bytes, base: Int, repairs: [Repair]) {
    guard bytes.count <= limits.bytes else {
      throw refusal(
        bytes, "capture_too_large", limits.bytes,
        "The capture is larger than \(limits.bytes) bytes.",
        hint: "Cut out the one message, or the lines around it.")
    }
    if bytes.allSatisfy(\.isWhitespace) {
      throw refusal(
        bytes, "capture_empty", 0, "There is nothing to read.", hint: "Paste the message itself.")
    }
    if let offset = bytes.firstIndex(of: [0x1F, 0x8B, 0x08]) {
      throw refusal(
        bytes, "capture_gzip", offset, "The bytes are compressed with gzip.",
        hint: "Unpack them first: gzip -dc FILE.")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let encoding: TextEncoding = bytes[0] == 0xFF ? .utf16LittleEndian : .utf16BigEndian
      let text = try converted(bytes, from: encoding)
      if text.contains(0) { throw nul(bytes) }
      return (
        text, 0,
        [Repair(code: "utf16", sentence: "The text was converted from \(encoding.rawValue).")]
      )
    }
    if bytes.contains(0) { throw nul(bytes) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      let mark = Repair(
        code: "byte_order_mark", sentence: "A byte order mark before the text was removed.")
      return (Bytes(bytes.dropFirst(3)), 3, [mark])
    }
    switch encoding {
    case .auto: return (bytes, 0, [])
    case .utf8:
      guard let offset = UTF8Validation.firstInvalidOffset(in: bytes) else { return (bytes, 0, []) }
      throw notUTF8(bytes, offset)
    case .gb18030:
      let repair = Repair(
        code: "gb18030", sentence: "The text was converted from GB18030, as asked.")
      return (try converted(bytes, from: .gb18030), 0, [repair])
    }
  }

  /// The error for text that no shape could take in its encoding.
  static func notUTF8(_ bytes: Bytes, _ offset: Int) -> CaptureError {
    refusal(
      bytes, "capture_not_utf8", offset, "The text is not UTF-8.",
      hint: "Save it as UTF-8, or name its encoding.")
  }

  private static func nul(_ bytes: Bytes) -> CaptureError {
    refusal(
      bytes, "capture_nul", bytes.firstIndex(of: 0) ?? 0,
      "A NUL byte: this is not text, or it is UTF-16 without a byte order mark.",
      hint: "Save the capture as UTF-8 text.")
  }

  private static func converted(_ bytes: Bytes, from encoding: TextEncoding) throws(CaptureError)
    -> Bytes
  {
    do {
      return try encoding.toUTF8(bytes)
    } catch {
      throw CaptureError(error, in: bytes, hint: "Save the capture as UTF-8 text.")
    }
  }

  private static func refusal(
    _ bytes: Bytes, _ code: String, _ offset: Int, _ reason: String, hint: String
  ) -> CaptureError {
    CaptureError(WireError(code: code, offset: offset, reason: reason), in: bytes, hint: hint)
  }
}
