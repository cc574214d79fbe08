/// One line that tells how far a long task has come, as text; the caller prints it.
package struct ProgressLine: Sendable, Equatable {
  /// What is being done, such as `payout` or `对账`.
  package var label: String
  /// How many are done.
  package var done: Int
  /// How many there are; nil if unknown.
  package var total: Int?
  /// Milliseconds since the start.
  package var elapsedMilliseconds: Int
  /// Further facts, such as `2 unknown`.
  package var note: String

  /// A state of a task.
  package init(
    label: String, done: Int, total: Int? = nil, elapsedMilliseconds: Int = 0, note: String = ""
  ) {
    self.label = label
    self.done = done
    self.total = total
    self.elapsedMilliseconds = elapsedMilliseconds
    self.note = note
  }

  /// The line, at most `width` columns: label, bar, counts, share, time, note. What does not fit
  /// is dropped from the bar first, then cut.
  package func text(width: Int, measure: DisplayWidth = DisplayWidth()) -> String {
    var facts: [String] = []
    if let total {
      facts.append("\(done)/\(total)")
      if total > 0 { facts.append("\(percent(of: total))%") }
    } else {
      facts.append("\(done)")
    }
    facts.append(clock)
    if !note.isEmpty { facts.append(TerminalSafeText.escape(note)) }
    let tail = facts.joined(separator: "  ")
    let head = TerminalSafeText.escape(label)
    let room = width - measure.columns(of: head) - measure.columns(of: tail) - 4
    let bar = total.map { self.bar(columns: min(room, 30), total: $0) } ?? ""
    let line = bar.isEmpty ? "\(head)  \(tail)" : "\(head) [\(bar)] \(tail)"
    return measure.truncate(line, to: width)
  }

  private func percent(of total: Int) -> Int {
    let share = min(max(done, 0), total)
    return Int((Int64(share).multipliedFullWidth(by: 100).low / UInt64(total)))
  }

  private func bar(columns: Int, total: Int) -> String {
    guard columns >= 6, total > 0 else { return "" }
    let filled = percent(of: total) * columns / 100
    return String(repeating: "#", count: filled)
      + String(repeating: "-", count: columns - filled)
  }

  private var clock: String {
    let seconds = max(elapsedMilliseconds, 0) / 1000
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let hours = seconds / 3600
    let rest = "\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    return hours > 0 ? "\(hours):\(rest)" : rest
  }
}
