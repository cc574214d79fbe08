/// A JSON value that is neither object, array nor string.
enum JSONScalar {
  case number(Bytes)
  case boolean(Bool)
  case null
}

extension JSONCursor {
  /// Reads a number or one of the three words.
  /// - Throws: `json_bad_number`, `json_unexpected_byte`, `json_truncated`.
  mutating func scalar() throws(WireError) -> JSONScalar {
    switch current {
    case UInt8(ascii: "t"):
      try word("true")
      return .boolean(true)
    case UInt8(ascii: "f"):
      try word("false")
      return .boolean(false)
    case UInt8(ascii: "n"):
      try word("null")
      return .null
    case UInt8(ascii: "-")?, (UInt8(ascii: "0")...UInt8(ascii: "9"))?:
      return .number(try number())
    default:
      throw unexpected("a value")
    }
  }

  private mutating func word(_ text: StaticString) throws(WireError) {
    for index in 0..<text.utf8CodeUnitCount {
      guard take(text.utf8Start[index]) else { throw unexpected("true, false or null") }
    }
  }

  /// Reads a number (RFC 8259 section 6) and gives its text.
  private mutating func number() throws(WireError) -> Bytes {
    let start = offset
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if let next = current, next.isDigit {
        throw error("json_bad_number", "A number has a leading zero.")
      }
    } else {
      try digits()
    }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return Array(bytes[start..<offset])
  }

  private mutating func digits() throws(WireError) {
    let start = offset
    while let next = current, next.isDigit { offset += 1 }
    if offset == start {
      throw error("json_bad_number", "A number lacks a digit.")
    }
  }
}
