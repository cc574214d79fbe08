/// Lets the first records of an hour through and counts the rest (docs/rules.md V16), so that
/// strangers cannot fill the disk.
struct RefusalSampler: Sendable {
  /// Records let through in an hour.
  static let perHour = 100
  private static let hourMilliseconds: Int64 = 3_600_000

  private var hour: Int64 = .min
  private var recorded = 0
  private var counted: UInt64 = 0

  /// Whether one more is recorded. `closing` is how many of the hour that just ended were only
  /// counted; nil when there is nothing to tell.
  mutating func admit(at time: Int64) -> (isRecorded: Bool, closing: UInt64?) {
    let now = time / Self.hourMilliseconds
    var closing: UInt64?
    if now != hour {
      closing = takeCount()
      hour = now
      recorded = 0
    }
    guard recorded < Self.perHour else {
      counted += 1
      return (false, closing)
    }
    recorded += 1
    return (true, closing)
  }

  /// How many were counted and not told yet; nil for none.
  mutating func takeCount() -> UInt64? {
    defer { counted = 0 }
    return counted == 0 ? nil : counted
  }
}
