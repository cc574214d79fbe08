import TextLayout

/// The user's command line, to be shown again with secrets masked and one part marked.
struct CommandLineEcho: Sendable, Equatable {
  let program: String
  let words: [[UInt8]]
  private let masks: [Place]

  static let mask = Array("***".utf8)

  init(program: String, words: [[UInt8]], root: CommandSpec) {
    self.program = program
    self.words = words
    masks = SecretPlaces.find(in: words, root: root)
  }

  /// The line with `place` marked; nil marks the end of the line.
  func block(marking place: Place?) -> CaretBlock {
    var block = CaretBlock(before: program, marked: "", after: "")
    for index in words.indices {
      let (word, marked) = masked(index, place?.word == index ? place?.bytes : nil)
      if let marked {
        let parts = ShellQuoting.quote(word, marking: marked)
        block.before += " " + parts.before
        block.marked = parts.marked
        block.after = parts.after
      } else if let place, index > place.word {
        block.after += " " + ShellQuoting.quote(word)
      } else {
        block.before += " " + ShellQuoting.quote(word)
      }
    }
    if place == nil { block.before += " " }
    return block
  }

  /// The text of one word, secrets masked, safe for a terminal.
  func text(of index: Int) -> String { TerminalSafeText.escape(bytes: masked(index, nil).0) }

  /// Whether part of the word at `place` is masked.
  func isSecret(_ place: Place) -> Bool {
    masks.contains { $0.word == place.word && $0.bytes.overlaps(place.bytes) }
  }

  private func masked(_ index: Int, _ marked: Range<Int>?) -> ([UInt8], Range<Int>?) {
    var word = words[index]
    var marked = marked
    let places = masks.filter { $0.word == index }
    for range in places.map(\.bytes).sorted(by: { $0.lowerBound > $1.lowerBound }) {
      word.replaceSubrange(range, with: Self.mask)
      marked = marked.map {
        let lower = Self.move($0.lowerBound, past: range, isEnd: false)
        return lower..<max(lower, Self.move($0.upperBound, past: range, isEnd: true))
      }
    }
    return (word, marked)
  }

  private static func move(_ offset: Int, past range: Range<Int>, isEnd: Bool) -> Int {
    if offset <= range.lowerBound { return offset }
    if offset >= range.upperBound { return offset - range.count + mask.count }
    return isEnd ? range.lowerBound + mask.count : range.lowerBound
  }
}
