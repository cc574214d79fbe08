import Platform
import Synchronization

/// Time that passes only when somebody waits.
final class TestClock: Sendable {
  /// 2026-11-20 12:00 in Beijing.
  static let start: Int64 = 1_795_147_200_000

  private let state = Mutex((wall: TestClock.start, monotonic: Int64(5_000)))

  var now: Int64 { state.withLock { $0.monotonic } }

  func advance(_ milliseconds: Int64) {
    state.withLock {
      $0.wall += milliseconds
      $0.monotonic += milliseconds
    }
  }

  /// Moves the wall clock only.
  func jump(_ milliseconds: Int64) { state.withLock { $0.wall += milliseconds } }

  var clock: Clock {
    Clock(
      unixMilliseconds: { self.state.withLock { $0.wall } },
      monotonicMilliseconds: { self.state.withLock { $0.monotonic } },
      sleep: { self.advance(max(0, $0)) })
  }
}
