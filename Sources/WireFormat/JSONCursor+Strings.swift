import ByteText

extension JSONCursor {
  /// Reads the string that begins here and gives its text, unescaped.
  /// - Throws: `json_unterminated_string`, `json_control_character`, `json_bad_escape`,
  ///   `json_lone_surrogate`, `json_unexpected_byte`, `json_truncated`.
  mutating func string(wanted: String) throws(WireError) -> Bytes {
    let opening = offset
    guard take(UInt8(ascii: "\"")) else { throw unexpected(wanted) }
    var text = Bytes()
    var runStart = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        text += bytes[runStart..<offset]
        offset += 1
        return text
      case UInt8(ascii: "\\"):
        text += bytes[runStart..<offset]
        try escape(into: &text)
        runStart = offset
      case 0..<0x20:
        throw error("json_control_character", "A string holds an unescaped control character.")
      default:
        offset += 1
      }
    }
    throw error("json_unterminated_string", "A string has no closing quote.", at: opening)
  }

  /// Reads one escape; a surrogate pair is two of them.
  private mutating func escape(into text: inout Bytes) throws(WireError) {
    let start = offset
    offset += 1
    let escaped = current
    if escaped != nil { offset += 1 }
    switch escaped {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[offset - 1])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(.lineFeed)
    case UInt8(ascii: "r"): text.append(.carriageReturn)
    case UInt8(ascii: "t"): text.append(.tab)
    case UInt8(ascii: "u"): try appendScalar(to: &text, escapeStart: start)
    default:
      throw error("json_bad_escape", "A backslash begins no known escape.", at: start)
    }
  }

  private mutating func appendScalar(to text: inout Bytes, escapeStart: Int) throws(WireError) {
    let first = try fourDigits(escapeStart: escapeStart)
    var code = UInt32(first)
    if 0xD800...0xDBFF ~= first, take(UInt8(ascii: "\\")) {
      let second = take(UInt8(ascii: "u")) ? try fourDigits(escapeStart: escapeStart) : 0
      guard 0xDC00...0xDFFF ~= second else { throw loneSurrogate(at: escapeStart) }
      code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw loneSurrogate(at: escapeStart) }
    text += UTF8.encode(scalar).map(Array.init) ?? []
  }

  private mutating func fourDigits(escapeStart: Int) throws(WireError) -> UInt16 {
    var code: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = current, let value = digit.hexValue else {
        throw error("json_bad_escape", "\\u is not followed by four digits.", at: escapeStart)
      }
      code = code << 4 | UInt16(value)
      offset += 1
    }
    return code
  }

  private func loneSurrogate(at start: Int) -> WireError {
    error("json_lone_surrogate", "Half of a surrogate pair stands alone.", at: start)
  }
}
