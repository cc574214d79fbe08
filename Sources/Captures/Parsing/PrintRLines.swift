import ByteText
import WireFormat

/// The lines of a `print_r`, read one array at a time.
struct PrintRLines {
  private let lines: [(offset: Int, text: Bytes)]
  private var index = 0
  private var depth = 0
  private var items = 0
  private let maximumItems: Int

  init(_ text: Bytes, maximumItems: Int) {
    lines = text.lines
    self.maximumItems = maximumItems
  }

  /// Reads `Array`, `(`, entries, `)`, the first two of which may stand on one line.
  mutating func array() throws(WireError) -> DumpValue {
    while index < lines.count, !lines[index].text.contains(UInt8(ascii: "(")) { index += 1 }
    index += 1
    guard depth < ByteCursor.maximumDepth else {
      throw error("dump_too_deep", "Nesting is deeper than \(ByteCursor.maximumDepth) levels.")
    }
    depth += 1
    defer { depth -= 1 }
    var members = PHPArray()
    guard index < lines.count else { throw error("dump_truncated", "The dump ends too early.") }
    let indent = lines[index].text.prefix { $0.isBlank }.count
    while index < lines.count, !isClosing(indent) {
      guard let (name, first) = entry(lines[index].text, indent) else {
        throw error("dump_unexpected_byte", "A line `[name] => value` was expected.")
      }
      items += 1
      if items > maximumItems {
        throw error("dump_too_many_fields", "There are more than \(maximumItems) fields.")
      }
      members.append(key(name), try value(first, indent))
    }
    guard index < lines.count else {
      throw error("dump_truncated", "The closing bracket is missing.")
    }
    index += 1
    return members.value
  }

  /// Reads `[name] => ` here and steps over it; nil leaves the cursor anywhere.
  static func key(_ cursor: inout ByteCursor) -> Bytes? {
    guard cursor.take(UInt8(ascii: "[")) else { return nil }
    let name = cursor.take { $0 != UInt8(ascii: "]") && $0 != .lineFeed }
    guard cursor.take("] =>") else { return nil }
    _ = cursor.take(.space)
    return name
  }

  private func error(_ code: String, _ reason: String) -> WireError {
    let place = index < lines.count ? lines[index].offset : lines.last?.offset ?? 0
    return WireError(code: code, offset: place, reason: reason)
  }

  /// Whether `)` closes the array here: it stands less deep than the entries, or they stand at the
  /// margin and nothing but blank lines and brackets follow.
  private func isClosing(_ indent: Int) -> Bool {
    let text = lines[index].text
    guard text.trimmed == [UInt8(ascii: ")")] else { return false }
    if text.prefix(while: \.isWhitespace).count < indent { return true }
    return indent == 0 && (depth > 1 || isLastBracket)
  }

  private var isLastBracket: Bool {
    lines[(index + 1)...].allSatisfy { $0.text.trimmed.isEmpty }
  }

  private func entry(_ line: Bytes, _ indent: Int) -> (name: Bytes, value: Bytes)? {
    guard line.prefix(indent).allSatisfy(\.isWhitespace), line.count > indent else { return nil }
    var cursor = ByteCursor(line, maximumItems: .max)
    cursor.offset = indent
    guard let name = Self.key(&cursor) else { return nil }
    return (name, Bytes(cursor.rest))
  }

  /// `name:protected` and `name:Class:private` are names of an object's properties.
  private func key(_ name: Bytes) -> FieldValue {
    if !name.isEmpty, name.allSatisfy(\.isDigit) { return .number(name) }
    let isHidden = name.display.hasSuffix(":protected") || name.display.hasSuffix(":private")
    return .text(isHidden ? Bytes(name.prefix { $0 != UInt8(ascii: ":") }) : name)
  }

  private mutating func value(_ first: Bytes, _ indent: Int) throws(WireError) -> DumpValue {
    let isArray = first.elementsEqual("Array".utf8) || first.display.hasSuffix(" Object")
    index += 1
    if isArray, index < lines.count, lines[index].text.trimmed == [UInt8(ascii: "(")] {
      let nested = try array()
      // A blank line follows a nested array.
      if index < lines.count, lines[index].text.trimmed.isEmpty { index += 1 }
      return nested
    }
    var text = first
    while index < lines.count, entry(lines[index].text, indent) == nil, !isClosing(indent) {
      text.append(.lineFeed)
      text += lines[index].text
      index += 1
    }
    return .text(text)
  }
}
