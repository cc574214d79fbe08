/// Measures text in terminal columns.
///
/// A CJK or full-width character takes two columns, a combining mark none, anything else one.
/// Control characters count as none: text is measured after `TerminalSafeText.escape`.
package struct DisplayWidth: Sendable, Equatable {
  /// Whether characters of ambiguous width (`①`, `—`, Greek letters) take two columns.
  package var ambiguousIsWide: Bool

  /// A measure; `ambiguousIsWide` follows the user's font, and is off in most of them.
  package init(ambiguousIsWide: Bool = false) {
    self.ambiguousIsWide = ambiguousIsWide
  }

  /// The columns that one scalar takes: 0, 1 or 2.
  package func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x7F { return value < 0x20 ? 0 : 1 }
    if value < 0xA0 { return 0 }
    if WidthTables.contains(WidthTables.zero, value) { return 0 }
    if WidthTables.contains(WidthTables.wide, value) { return 2 }
    if ambiguousIsWide, WidthTables.contains(WidthTables.ambiguous, value) { return 2 }
    return 1
  }

  /// The columns that one character takes: those of its scalars, at most two when a joiner or
  /// a variation selector makes them one picture.
  package func columns(of character: Character) -> Int {
    let sum = character.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    let isJoined = character.unicodeScalars.contains { $0.value == 0x200D }
    return isJoined ? min(sum, 2) : sum
  }

  /// The columns that `text` takes.
  package func columns(of text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  /// `text` followed (or preceded) by the spaces that bring it to `width` columns.
  package func pad(_ text: String, to width: Int, onTheLeft: Bool = false) -> String {
    let missing = width - columns(of: text)
    guard missing > 0 else { return text }
    let spaces = String(repeating: " ", count: missing)
    return onTheLeft ? spaces + text : text + spaces
  }

  /// The longest beginning of `text` that fits into `width` columns, and `…` if it was cut.
  package func truncate(_ text: String, to width: Int) -> String {
    guard columns(of: text) > width else { return text }
    let room = width - columns(of: "…")
    guard room >= 0 else { return "" }
    return prefix(of: text, columns: room) + "…"
  }

  /// The longest beginning of `text` that takes at most `columns` columns.
  func prefix(of text: String, columns limit: Int) -> String {
    var used = 0
    var result = ""
    for character in text {
      used += columns(of: character)
      if used > limit { break }
      result.append(character)
    }
    return result
  }

  /// The longest end of `text` that takes at most `columns` columns.
  func suffix(of text: String, columns limit: Int) -> String {
    String(prefix(of: String(text.reversed()), columns: limit).reversed())
  }
}
