import Platform
import Synchronization

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
