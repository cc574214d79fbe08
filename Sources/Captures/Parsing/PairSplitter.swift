import WireFormat

/// Cuts `a=1, b=2` and its like, in which nothing is quoted: a pair begins at the text's start or
/// after a separator, where a name and the mark stand and no bracket is open.
struct PairSplitter {
  /// What stands between two pairs.
  let separator: Bytes
  /// What stands between name and value.
  let mark: UInt8
  /// Whether the program prints the names in byte order, which tells a pair from text like one.
  let isSorted: Bool

  /// - Throws: `dump_too_many_fields`, `dump_unexpected_byte`.
  func split(_ text: Bytes, _ session: ReadingSession) throws(WireError) -> FieldList {
    let starts = pairStarts(text)
    guard starts.first?.offset == 0 else {
      throw WireError(
        code: "dump_unexpected_byte", offset: 1, reason: "A name was expected.")
    }
    guard starts.count <= session.limits.fields else {
      throw WireError(
        code: "dump_too_many_fields", offset: starts[session.limits.fields].offset,
        reason: "There are more than \(session.limits.fields) fields.")
    }
    var chosen = starts
    if isSorted, !isInOrder(starts) {
      let known = starts.filter { $0.offset == 0 || session.knownNames.contains($0.name) }
      if isInOrder(known) { chosen = known }
    }
    var fields = FieldList()
    for (index, start) in chosen.enumerated() {
      let end = index + 1 < chosen.count ? chosen[index + 1].offset - separator.count : text.count
      let value = Bytes(text[(start.offset + start.name.count + 1)..<end])
      fields.append(Field(name: start.name, value: .text(value)))
    }
    return fields
  }

  private typealias Start = (offset: Int, name: Bytes)

  private func isInOrder(_ starts: [Start]) -> Bool {
    zip(starts, starts.dropFirst()).allSatisfy { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private func pairStarts(_ text: Bytes) -> [Start] {
    var starts: [Start] = []
    var depth = 0
    // Brackets in somebody's text need not match; then they say nothing.
    let isNesting = hasMatchingBrackets(text)
    var offset = 0
    while offset < text.count {
      let isStart = offset == 0 || text[..<offset].suffix(separator.count).elementsEqual(separator)
      if depth == 0, isStart, let name = name(text, at: offset) {
        starts.append((offset, name))
        offset += name.count + 1
        continue
      }
      if isNesting { depth += bracket(text[offset]) }
      offset += 1
    }
    return starts
  }

  private func name(_ text: Bytes, at offset: Int) -> Bytes? {
    guard text[offset].isNameStart || offset == 0 else { return nil }
    let name = text[offset...].prefix(65).prefix { $0.isNameByte && $0 != UInt8(ascii: "[") }
    let end = offset + name.count
    return !name.isEmpty && end < text.count && text[end] == mark ? Bytes(name) : nil
  }

  private func bracket(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): -1
    default: 0
    }
  }

  private func hasMatchingBrackets(_ text: Bytes) -> Bool {
    var depth = 0
    for byte in text {
      depth += bracket(byte)
      if depth < 0 { return false }
    }
    return depth == 0
  }
}
