import PaymentValues

/// The day that is being compared. Orders near its borders may stand in one side's files of this
/// day and in the other side's of the next or the one before.
package struct Cutoff: Sendable {
  /// Milliseconds since 1970 UTC at which the day begins; nil when that does not matter.
  package var start: Int64?
  /// Milliseconds since 1970 UTC at which the day ends.
  package var end: Int64
  /// Seconds around a border within which an order counts as across it.
  package let windowSeconds: Int64

  /// Makes a day from Beijing times.
  package init(start: BeijingTime? = nil, end: BeijingTime, windowSeconds: Int64 = 3600) {
    self.start = start?.unixMilliseconds
    self.end = end.unixMilliseconds
    self.windowSeconds = min(max(0, windowSeconds), 31_536_000)
  }

  /// Whether a time, in seconds since 1970 UTC, is near a border or outside the day; 0 is no time.
  func isAcross(_ seconds: UInt32) -> Bool {
    guard seconds > 0 else { return false }
    let time = Int64(seconds)
    if time >= end / 1000 - windowSeconds { return true }
    return start.map { time < $0 / 1000 + windowSeconds } ?? false
  }
}
