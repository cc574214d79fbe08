import ByteText

/// Puts the pieces of bash together to words, and takes the quotes off.
struct BashPieces {
  private let pieces: [[Character]]
  private let current: Int
  private let line: [Character]
  private let point: Int?

  private(set) var words: [String] = []
  private(set) var index = 0
  /// The beginning of the current word that stands before the current piece.
  private(set) var behindBreak = ""
  private(set) var isQuoted = false

  /// The word that is being put together, quotes included.
  private var raw: [Character] = []
  private var position = 0

  init(pieces: [[UInt8]], index: Int, line: [UInt8]?, point: Int?) {
    self.pieces = pieces.map { Array(String(decoding: $0, as: UTF8.self)) }
    current = index
    self.line =
      line.map { Array(String(decoding: $0, as: UTF8.self)) } ?? Self.line(of: self.pieces)
    self.point = line == nil ? nil : point
  }

  /// A line in which spaces stand between all pieces but those around a break.
  private static func line(of pieces: [[Character]]) -> [Character] {
    var line: [Character] = []
    for (index, piece) in pieces.enumerated() {
      let follows = index > 0 && (isBreak(piece) || isBreak(pieces[index - 1]))
      if index > 0, !follows { line.append(" ") }
      line += piece
    }
    return line
  }

  private static func isBreak(_ piece: [Character]) -> Bool {
    !piece.isEmpty && piece.allSatisfy { $0 == "=" || $0 == ":" }
  }

  mutating func join() {
    var isCut = false
    for (number, piece) in pieces.enumerated() {
      let isJoined = number > 0 && advance(to: piece, number)
      if number > 0, !isJoined {
        finish()
        isCut = false
      }
      if number == current {
        take(piece)
        isCut = true
      } else if !isCut {
        raw += piece
      }
      position += piece.count
    }
    finish()
  }

  /// Goes to where `piece` stands in the line; whether nothing parts it from the one before.
  private mutating func advance(to piece: [Character], _ number: Int) -> Bool {
    if piece.isEmpty {
      // Nothing typed yet: the cursor alone tells where it stands.
      guard number == current else { return false }
      let place = min(max(point ?? line.count, position), line.count)
      let isJoined = place > 0 && !line[place - 1].isWhitespace && place == position
      position = place
      return isJoined
    }
    var start = min(position, line.count)
    while start < line.count, line[start].isWhitespace { start += 1 }
    guard line[start...].starts(with: piece) else { return false }
    let isJoined = start == position && !pieces[number - 1].isEmpty
    position = start
    return isJoined
  }

  /// Takes the piece being typed up to the cursor.
  private mutating func take(_ piece: [Character]) {
    let typed = point.map { min(max($0 - position, 0), piece.count) } ?? piece.count
    let piece = Array(piece.prefix(typed))
    behindBreak = Self.unquoted(raw + (Self.isBreak(piece) ? piece : [])).text
    raw += piece
    isQuoted = Self.unquoted(piece).isOpen
    index = words.count
  }

  private mutating func finish() {
    words.append(Self.unquoted(raw).text)
    raw = []
  }

  /// The word that a shell would make of `raw`, and whether a quotation is still open at its end.
  static func unquoted(_ raw: [Character]) -> (text: String, isOpen: Bool) {
    var text = ""
    var quote: Character?
    var isEscaped = false
    for character in raw {
      if isEscaped {
        if quote == "\"", !"$`\"\\".contains(character) { text.append("\\") }
        text.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      } else {
        text.append(character)
      }
    }
    return (text, quote != nil)
  }
}
