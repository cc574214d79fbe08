/// A line of input and, under it, carets that point at the offending part.
///
/// The three parts of the line are already safe for the terminal; the carets are placed by
/// display width. A line too long for the terminal is shown as a window around the mark.
package struct CaretBlock: Sendable, Equatable {
  /// What stands before the mark.
  package var before: String
  /// The offending part; an empty one gets a single caret at its place.
  package var marked: String
  /// What follows the mark.
  package var after: String

  /// A line in three parts.
  package init(before: String, marked: String, after: String) {
    self.before = before
    self.marked = marked
    self.after = after
  }

  /// The line and its carets, each indented by two columns.
  ///
  /// - Parameter width: the columns of the terminal.
  package func lines(width: Int, measure: DisplayWidth = DisplayWidth()) -> [String] {
    let indent = 2
    let window = windowed(to: max(width - indent, 20), measure: measure)
    let column = measure.columns(of: window.before)
    let carets = max(measure.columns(of: window.marked), 1)
    var line = window.before + window.marked + window.after
    while line.last == " " { line.removeLast() }
    return [
      String(repeating: " ", count: indent) + line,
      String(repeating: " ", count: indent + column) + String(repeating: "^", count: carets),
    ]
  }

  private func windowed(to room: Int, measure: DisplayWidth) -> CaretBlock {
    var result = self
    let total = measure.columns(of: before + marked + after)
    guard total > room else { return result }
    let ellipsis = measure.columns(of: "…")
    result.marked = measure.truncate(marked, to: room - 2 * ellipsis)
    let free = room - measure.columns(of: result.marked)
    let wanted = measure.columns(of: after)
    // A third of what is free shows what follows, unless less than that does.
    let left = max(free - min(wanted, free / 3), ellipsis)
    if measure.columns(of: before) > left {
      result.before = "…" + measure.suffix(of: before, columns: left - ellipsis)
    }
    let right = max(free - measure.columns(of: result.before), 0)
    result.after = measure.truncate(after, to: right)
    return result
  }
}
