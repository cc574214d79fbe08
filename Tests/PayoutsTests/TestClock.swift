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

/// SplitMix64: the same seed gives the same run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func happens(percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
