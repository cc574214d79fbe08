/// Writes a `JSONValue` as UTF-8 text.
package struct JSONWriter: Sendable {
  /// How values are laid out.
  package enum Layout: Sendable {
    /// One line without spaces.
    case compact
    /// One member or element a line, two spaces a level, no newline at the end.
    case pretty
  }

  /// What happens to characters beyond ASCII.
  package enum NonASCII: Sendable {
    /// Written as UTF-8.
    case kept
    /// Written as UTF-8, but characters that steer a terminal or hide text (C1 controls,
    /// bidirectional marks, zero-width characters) become `\u` escapes.
    case keptIfVisible
    /// Every one becomes `\u` escapes, surrogate pairs where needed.
    case escaped
  }

  /// How values are laid out.
  package var layout: Layout
  /// What happens to characters beyond ASCII.
  package var nonASCII: NonASCII

  /// Makes a writer.
  package init(layout: Layout = .compact, nonASCII: NonASCII = .kept) {
    self.layout = layout
    self.nonASCII = nonASCII
  }

  /// The text of the value. A number whose literal JSON does not allow is written as a string.
  package func bytes(_ value: JSONValue) -> Bytes {
    var text = Bytes()
    write(value, level: 0, to: &text)
    return text
  }

  /// The same as a `String`.
  package func string(_ value: JSONValue) -> String {
    String(decoding: bytes(value), as: UTF8.self)
  }

  private func write(_ value: JSONValue, level: Int, to text: inout Bytes) {
    switch value {
    case .null: text += "null".utf8
    case .bool(let value): text += (value ? "true" : "false").utf8
    case .number(let literal): writeNumber(literal, to: &text)
    case .string(let string): writeString(string, to: &text)
    case .array(let elements):
      writeItems(elements, brackets: "[]", level: level, to: &text) { element, text in
        write(element, level: level + 1, to: &text)
      }
    case .object(let members):
      writeItems(members, brackets: "{}", level: level, to: &text) { member, text in
        writeString(member.0, to: &text)
        text += (layout == .pretty ? ": " : ":").utf8
        write(member.1, level: level + 1, to: &text)
      }
    }
  }

  private func writeItems<Item>(
    _ items: [Item], brackets: StaticString, level: Int, to text: inout Bytes,
    _ write: (Item, inout Bytes) -> Void
  ) {
    text.append(brackets.utf8Start[0])
    for (index, item) in items.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      breakLine(level: level + 1, in: &text)
      write(item, &text)
    }
    if !items.isEmpty { breakLine(level: level, in: &text) }
    text.append(brackets.utf8Start[1])
  }

  private func breakLine(level: Int, in text: inout Bytes) {
    guard layout == .pretty else { return }
    text.append(0x0A)
    text += repeatElement(0x20, count: level * 2)
  }

  private func writeNumber(_ literal: String, to text: inout Bytes) {
    let bytes = Array(literal.utf8)
    if JSONNumber.isValid(bytes) { text += bytes } else { writeString(literal, to: &text) }
  }

  private func writeString(_ string: String, to text: inout Bytes) {
    text.append(UInt8(ascii: "\""))
    defer { text.append(UInt8(ascii: "\"")) }
    // Nearly all strings are ASCII without anything to escape.
    let isPlain = string.utf8.withContiguousStorageIfAvailable { bytes in
      guard bytes.allSatisfy({ 0x20..<0x7F ~= $0 && $0 != 0x22 && $0 != 0x5C }) else {
        return false
      }
      text.append(contentsOf: bytes)
      return true
    }
    guard isPlain != true else { return }
    for scalar in string.unicodeScalars {
      if mustEscape(scalar) {
        JSONEscape.append(scalar, to: &text)
      } else if let bytes = UTF8.encode(scalar) {
        text.append(contentsOf: bytes)
      }
    }
  }

  private func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x22, 0x5C, 0x7F: true
    case 0..<0x80: false
    // C1; soft hyphen and Arabic letter mark; zero-width and direction marks; line and paragraph
    // separators and embeddings; word joiner and isolates; byte order mark; tag characters.
    case 0x80...0x9F, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xE0000...0xE007F:
      nonASCII != .kept
    default: nonASCII == .escaped
    }
  }
}
