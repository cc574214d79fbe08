import ByteText
import WireFormat

/// A place in the text of a dump.
///
/// It counts nesting and members, so that no dump exhausts the stack or the memory.
struct ByteCursor {
  /// Deeper nesting is refused, as it is in JSON.
  static let maximumDepth = 64

  let bytes: Bytes
  var offset = 0
  private let maximumItems: Int
  private var items = 0
  private var depth = 0

  init(_ bytes: Bytes, maximumItems: Int) {
    self.bytes = bytes
    self.maximumItems = maximumItems
  }

  /// The byte here, or nil at the end.
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  var isAtEnd: Bool { offset >= bytes.count }

  /// What is left.
  var rest: ArraySlice<UInt8> { bytes[min(offset, bytes.count)...] }

  func looksAt(_ text: StaticString) -> Bool { rest.hasPrefix(text) }

  mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    offset += 1
    return true
  }

  mutating func take(_ text: StaticString) -> Bool {
    guard looksAt(text) else { return false }
    offset += text.utf8CodeUnitCount
    return true
  }

  mutating func take(while condition: (UInt8) -> Bool) -> Bytes {
    let start = min(offset, bytes.count)
    offset = start
    while offset < bytes.count, condition(bytes[offset]) { offset += 1 }
    return Bytes(bytes[start..<offset])
  }

  mutating func skipSpace() {
    while offset < bytes.count, bytes[offset].isWhitespace { offset += 1 }
  }

  /// Steps over `text`, which must be here.
  mutating func expect(_ text: StaticString) throws(WireError) {
    guard take(text) else { throw unexpected("\(text)") }
  }

  /// Reads a number made of digits only.
  mutating func count() throws(WireError) -> Int {
    let digits = take(while: \.isDigit)
    guard let value = Int(digits.display) else { throw unexpected("a count") }
    return value
  }

  /// Reads the word that a number is written as.
  mutating func number() throws(WireError) -> FieldValue {
    let start = offset
    let literal = take { byte in
      byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
    }
    guard literal.contains(where: \.isDigit) else {
      throw error("dump_unexpected_byte", "A value was expected.", at: start)
    }
    return JSONNumber.isValid(literal) ? .number(literal) : .text(literal)
  }

  /// Goes one level deeper; `leave` comes back.
  mutating func enter() throws(WireError) {
    guard depth < Self.maximumDepth else {
      throw error("dump_too_deep", "Nesting is deeper than \(Self.maximumDepth) levels.")
    }
    depth += 1
  }

  mutating func leave() { depth -= 1 }

  /// Counts one member.
  mutating func countItem() throws(WireError) {
    items += 1
    if items > maximumItems {
      throw error("dump_too_many_fields", "There are more than \(maximumItems) fields.")
    }
  }

  /// Checks that only white space is left.
  mutating func finish() throws(WireError) {
    skipSpace()
    if !isAtEnd { throw error("dump_trailing_bytes", "Something follows the end of the value.") }
  }

  func error(_ code: String, _ reason: String, at place: Int? = nil) -> WireError {
    WireError(code: code, offset: place ?? offset, reason: reason)
  }

  /// The error for a byte that cannot stand here, or for the end of the text.
  func unexpected(_ wanted: String) -> WireError {
    isAtEnd
      ? error("dump_truncated", "The text ends where \(wanted) was expected.")
      : error("dump_unexpected_byte", "Found another byte where \(wanted) was expected.")
  }
}
