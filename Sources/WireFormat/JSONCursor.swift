import ByteText

/// The name of a member: its text, and the range of its spelling with the quotes.
struct JSONName {
  let text: Bytes
  let range: Range<Int>
}

/// A place in a JSON document and the grammar of RFC 8259, read strictly from there on.
///
/// The scanner and the value parser share it, so there is one opinion on what JSON is.
struct JSONCursor {
  /// Deeper nesting is refused: recursion must not exhaust the stack.
  static let maximumDepth = 64

  let bytes: Bytes
  var offset = 0
  private var depth = 0

  /// Starts at the first byte that is not white space.
  /// - Throws: `json_bom`, `json_invalid_utf8`, `json_empty`.
  init(_ document: Bytes) throws(WireError) {
    bytes = document
    if document.starts(with: [0xEF, 0xBB, 0xBF]) || document.starts(with: [0xFE, 0xFF])
      || document.starts(with: [0xFF, 0xFE])
    {
      throw error("json_bom", "The text begins with a byte order mark.")
    }
    if let bad = UTF8Validation.firstInvalidOffset(in: document) {
      throw error("json_invalid_utf8", "The text is not UTF-8.", at: bad)
    }
    skipSpace()
    if offset == bytes.count { throw error("json_empty", "There is no JSON text.") }
  }

  /// The byte here, or nil at the end.
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func error(_ code: String, _ reason: String, at place: Int? = nil) -> WireError {
    WireError(code: code, offset: place ?? offset, reason: reason)
  }

  /// The error for a byte that cannot stand here, or for the end of input.
  func unexpected(_ wanted: String) -> WireError {
    current == nil
      ? error("json_truncated", "The text ends where \(wanted) was expected.")
      : error("json_unexpected_byte", "Found another byte where \(wanted) was expected.")
  }

  mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case .space, .tab, .lineFeed, .carriageReturn: offset += 1
      default: return
      }
    }
  }

  /// Steps over `byte` if it is here.
  mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    offset += 1
    return true
  }

  /// Checks that only white space is left.
  mutating func finish() throws(WireError) {
    skipSpace()
    if offset < bytes.count {
      throw error("json_trailing_bytes", "Something follows the end of the JSON value.")
    }
  }

  /// Reads the object that begins here; `body` must read each member's value.
  mutating func members(
    _ body: (inout JSONCursor, JSONName) throws(WireError) -> Void
  ) throws(WireError) {
    try items(end: UInt8(ascii: "}")) { (cursor: inout JSONCursor) throws(WireError) in
      let start = cursor.offset
      let text = try cursor.string(wanted: "a name in double quotes")
      let name = JSONName(text: text, range: start..<cursor.offset)
      cursor.skipSpace()
      guard cursor.take(UInt8(ascii: ":")) else { throw cursor.unexpected("a colon") }
      cursor.skipSpace()
      try body(&cursor, name)
    }
  }

  /// Reads the array that begins here; `body` must read each element.
  mutating func elements(_ body: (inout JSONCursor) throws(WireError) -> Void) throws(WireError) {
    try items(end: UInt8(ascii: "]"), body)
  }

  /// Steps over a value of any kind, checking all of it, and gives the range that it covers.
  mutating func skipValue() throws(WireError) -> Range<Int> {
    let start = offset
    switch current {
    case UInt8(ascii: "{"):
      try members { (cursor: inout JSONCursor, _) throws(WireError) in
        _ = try cursor.skipValue()
      }
    case UInt8(ascii: "["):
      try elements { (cursor: inout JSONCursor) throws(WireError) in _ = try cursor.skipValue() }
    case UInt8(ascii: "\""): _ = try string(wanted: "a string")
    default: _ = try scalar()
    }
    return start..<offset
  }

  private mutating func items(
    end: UInt8, _ body: (inout JSONCursor) throws(WireError) -> Void
  ) throws(WireError) {
    guard depth < Self.maximumDepth else {
      throw error("json_too_deep", "Nesting is deeper than \(Self.maximumDepth) levels.")
    }
    depth += 1
    defer { depth -= 1 }
    offset += 1
    skipSpace()
    if take(end) { return }
    while true {
      try body(&self)
      skipSpace()
      if take(end) { return }
      guard take(UInt8(ascii: ",")) else {
        throw unexpected("a comma or the closing bracket")
      }
      skipSpace()
    }
  }
}
