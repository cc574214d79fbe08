/// Wraps running text by display width.
///
/// Lines break at spaces and between CJK characters, but not before closing punctuation
/// (`，。、）」`) nor after opening punctuation, and never inside `--option=value` or a URL. A
/// piece wider than the line stands on a line of its own and is not cut.
package struct WordWrap: Sendable {
  /// The columns available.
  package var width: Int
  /// Columns of indentation of every line.
  package var indent: Int
  /// Further columns of indentation of every line but the first.
  package var hangingIndent: Int
  /// How characters are measured.
  package var measure: DisplayWidth

  /// A wrapping to `width` columns, indentation included.
  package init(
    width: Int, indent: Int = 0, hangingIndent: Int = 0, measure: DisplayWidth = DisplayWidth()
  ) {
    self.width = width
    self.indent = indent
    self.hangingIndent = hangingIndent
    self.measure = measure
  }

  /// The lines of `text`. A line feed in it always breaks; no line ends with a space.
  package func lines(_ text: String) -> [String] {
    let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false)
    var result: [String] = []
    for paragraph in paragraphs {
      wrap(WrapPieces.split(paragraph), into: &result)
    }
    return result
  }

  /// The lines of `pieces`, a space between each two of them; none is broken.
  package func lines(joining pieces: [String]) -> [String] {
    var result: [String] = []
    wrap(pieces.map { WrapPiece(spacesBefore: 1, text: $0) }, into: &result)
    return result
  }

  private func wrap(_ pieces: [WrapPiece], into result: inout [String]) {
    var line = ""
    var used = 0
    func finish() {
      let columns = line.isEmpty ? 0 : indent + (result.isEmpty ? 0 : hangingIndent)
      result.append(String(repeating: " ", count: columns) + line)
      line = ""
      used = 0
    }
    for piece in pieces {
      let columns = measure.columns(of: piece.text)
      let gap = line.isEmpty ? 0 : piece.spacesBefore
      let room = width - indent - (result.isEmpty ? 0 : hangingIndent)
      if !line.isEmpty, used + gap + columns > room { finish() }
      let spaces = line.isEmpty ? 0 : gap
      line += String(repeating: " ", count: spaces) + piece.text
      used += spaces + columns
    }
    finish()
  }
}
