/// A stretch of text that is not broken, and the spaces that separate it from the one before.
struct WrapPiece: Equatable {
  var spacesBefore: Int
  var text: String
}

/// Finds where a line may be broken. A no-break space never is such a place, and is written as a
/// plain one.
enum WrapPieces {
  /// `paragraph` cut at every place where a line may be broken.
  static func split(_ paragraph: Substring) -> [WrapPiece] {
    var pieces: [WrapPiece] = []
    var spaces = 0
    var current = ""
    func flush() {
      guard !current.isEmpty else { return }
      pieces.append(WrapPiece(spacesBefore: spaces, text: current))
      current = ""
      spaces = 0
    }
    for character in paragraph {
      if character == " " {
        flush()
        spaces += 1
        continue
      }
      if let last = current.last, mayBreak(between: last, and: character, inside: current) {
        flush()
      }
      current.append(character == "\u{A0}" ? " " : character)
    }
    flush()
    return pieces
  }

  private static func mayBreak(
    between last: Character, and next: Character, inside piece: String
  ) -> Bool {
    guard isWide(last) || isWide(next) else { return false }
    if closing.contains(next) || opening.contains(last) { return false }
    // The value of an option may be Chinese; it stays with its name.
    if piece.hasPrefix("-"), piece.contains("="), !closing.contains(last) { return false }
    return true
  }

  private static func isWide(_ character: Character) -> Bool {
    DisplayWidth().columns(of: character) == 2
  }

  private static let closing = Set<Character>(
    "，。、）」』】》〉〕｝］！？：；％…—～·”’,.;:!?)]}%’”々ーっゃゅょッャュョ")
  private static let opening = Set<Character>("（「『【《〈〔｛［“‘([{￥¥$")
}
