import Journal
import Platform

/// What the clocks said at a record: the time since the machine's start beside the wall clock, which
/// anybody can set.
struct ClockReading: Sendable, Equatable {
  /// Milliseconds since 1970.
  var wall: Int64
  /// Milliseconds since the machine's start.
  var up: Int64
  /// Names that start.
  var boot: String

  /// The detail that holds start and time since it: `a1b2c3d4.1234567`.
  static let detail = "up"

  init(_ clock: Clock) {
    wall = clock.unixMilliseconds()
    up = clock.bootMilliseconds()
    boot = clock.bootID()
  }

  /// Nil when the record has no such detail.
  init?(_ record: JournalRecord) {
    guard let text = record.detail(Self.detail), let dot = text.lastIndex(of: "."),
      let up = Int64(text[text.index(after: dot)...])
    else { return nil }
    wall = record.time
    self.up = up
    boot = String(text[..<dot])
  }

  var asDetail: JournalRecord.Detail { .init(Self.detail, "\(boot).\(up)") }

  /// Milliseconds since an earlier reading, by the machine's own count; nil across a start.
  func elapsed(since earlier: ClockReading) -> Int64? {
    boot == earlier.boot && up >= earlier.up ? up - earlier.up : nil
  }

  /// a − b, held inside the range.
  static func difference(_ a: Int64, _ b: Int64) -> Int64 {
    let (result, overflow) = a.subtractingReportingOverflow(b)
    return overflow ? (a > b ? .max : .min) : result
  }
}

/// Whether the clock may be relied on before something is sent.
package enum ClockFault: Sendable, Equatable {
  /// It shows so many milliseconds less than at the newest record.
  case wentBack(Int64)
  /// It shows so many milliseconds more than have passed since the last sending.
  case jumpedAhead(Int64)

  /// Corrections of a running clock are smaller.
  static let backTolerance: Int64 = 60_000
  static let aheadTolerance: Int64 = 86_400_000

  /// The fault, if any, by what the journal last saw.
  package static func find(_ journal: JournalFile, _ clock: Clock) throws(JournalError)
    -> ClockFault?
  {
    let now = ClockReading(clock)
    if let newest = journal.newestTime {
      let back = ClockReading.difference(newest, now.wall)
      if back > backTolerance { return .wentBack(back) }
    }
    guard let last = try journal.note(AccountNote.clock).flatMap(ClockReading.init),
      let passed = now.elapsed(since: last)
    else { return nil }
    let ahead = ClockReading.difference(ClockReading.difference(now.wall, last.wall), passed)
    return ahead > aheadTolerance ? .jumpedAhead(ahead) : nil
  }
}

/// The note about the clocks that every sending leaves, and what it says of earlier jumps.
enum ClockNote {
  /// The detail that holds the wall clock before a jump that a person accepted.
  private static let before = "before"
  /// The detail that holds when that was.
  private static let jumped = "jumped"

  /// The note of a sending that begins now.
  static func record(
    _ journal: JournalFile, _ now: ClockReading, profile: String, keepDays: Int64 = 31
  ) throws(JournalError) -> JournalRecord {
    let last = try journal.note(AccountNote.clock)
    var details = [now.asDetail]
    if let old = last.flatMap(ClockReading.init) {
      let passed = now.elapsed(since: old) ?? 0
      let step = ClockReading.difference(ClockReading.difference(now.wall, old.wall), passed)
      if let last, let until = last.detail(jumped).flatMap({ Int64($0) }),
        let start = last.detail(before),
        abs(ClockReading.difference(now.wall, until))
          < keepDays * 86_400_000
      {
        details += [.init(before, start), .init(jumped, String(until))]
      } else if now.boot == old.boot, step > ClockFault.aheadTolerance {
        details += [.init(before, String(old.wall)), .init(jumped, String(now.wall))]
      }
    }
    return JournalRecord(note: AccountNote.clock, profile: profile, details)
  }

  /// The wall clock from which on records may be young although they look old.
  static func floor(_ journal: JournalFile) throws(JournalError) -> Int64? {
    try journal.note(AccountNote.clock)?.detail(before).flatMap { Int64($0) }
  }
}
