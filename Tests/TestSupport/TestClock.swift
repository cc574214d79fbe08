import Platform
import Synchronization

/// Time that passes only when somebody waits, or a test says so.
public final class TestClock: Sendable {
  /// 2026-11-20 12:00 in Beijing.
  public static let start: Int64 = 1_795_147_200_000

  private let state: Mutex<(wall: Int64, up: Int64, boot: Int)>

  /// Starts at that time, some seconds after the machine did.
  public init(_ wall: Int64 = start, up: Int64 = 1_000_000) { state = Mutex((wall, up, 0)) }

  /// Milliseconds since the machine started.
  public var now: Int64 { state.withLock { $0.up } }

  /// Time that passes.
  public func pass(_ milliseconds: Int64) {
    state.withLock { state in
      state.wall += milliseconds
      state.up += milliseconds
    }
  }

  /// Somebody sets the wall clock.
  public func jump(_ milliseconds: Int64) { state.withLock { $0.wall += milliseconds } }

  /// The machine starts anew, and has been up for so long.
  public func reboot(up milliseconds: Int64 = 1_000_000) {
    state.withLock { state in
      state.up = milliseconds
      state.boot += 1
    }
  }

  /// The clock as the program takes it.
  public var clock: Clock {
    Clock(
      unixMilliseconds: { self.state.withLock { $0.wall } },
      monotonicMilliseconds: { self.state.withLock { $0.up } },
      sleep: { self.pass(max(0, $0)) }, bootID: { "b00t\(self.state.withLock { $0.boot })" })
  }

  /// Time that stands still.
  public static func still(_ time: Int64 = start) -> Clock {
    Clock(unixMilliseconds: { time }, monotonicMilliseconds: { 0 }, sleep: { _ in })
  }
}
