import Platform
import Synchronization

/// A pace: so many calls in a second, a minute or an hour.
struct Rate: Equatable {
  /// Milliseconds from the start of one call to the start of the next, rounded up, so that the pace
  /// is never exceeded.
  let spacing: Int64

  /// Reads `5/s`, `300/m`, `1000/h` or a bare number a second; nil for anything else, and for more
  /// than a thousand a second.
  init?(_ text: String) {
    let units: [Substring: Int64] = ["s": 1_000, "m": 60_000, "h": 3_600_000]
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let count = Int64(parts[0]), count > 0,
      let period = units[parts.count == 2 ? parts[1] : "s"], count <= period
    else { return nil }
    spacing = (period + count - 1) / count
  }
}

/// Spaces calls so that they begin no faster than a rate, over all threads.
final class RateLimit: Sendable {
  private let clock: Clock
  private let spacing: Int64
  private let next = Mutex<Int64>(0)

  /// - Parameter rate: nil for no limit.
  init(_ rate: Rate?, clock: Clock) {
    self.clock = clock
    spacing = rate?.spacing ?? 0
  }

  /// Waits for the caller's turn.
  func wait() {
    guard spacing > 0 else { return }
    let now = clock.monotonicMilliseconds()
    let turn = next.withLock { next in
      let turn = max(next, now)
      next = turn + spacing
      return turn
    }
    clock.sleep(turn - now)
  }
}
