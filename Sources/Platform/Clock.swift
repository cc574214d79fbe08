import Glibc

/// The two clocks that the program reads, as values, so that a test can put its own in their place.
public struct Clock: Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z; may jump.
  public var unixMilliseconds: @Sendable () -> Int64
  /// Milliseconds that never go back; for deadlines and elapsed time.
  public var monotonicMilliseconds: @Sendable () -> Int64
  /// Waits; a test's clock returns at once.
  public var sleep: @Sendable (_ milliseconds: Int64) -> Void

  /// Makes a clock of three functions.
  public init(
    unixMilliseconds: @escaping @Sendable () -> Int64,
    monotonicMilliseconds: @escaping @Sendable () -> Int64,
    sleep: @escaping @Sendable (Int64) -> Void
  ) {
    self.unixMilliseconds = unixMilliseconds
    self.monotonicMilliseconds = monotonicMilliseconds
    self.sleep = sleep
  }

  /// The system's clocks.
  public static let system = Clock(
    unixMilliseconds: { read(CLOCK_REALTIME) },
    monotonicMilliseconds: { read(CLOCK_MONOTONIC) },
    sleep: { milliseconds in
      guard milliseconds > 0 else { return }
      var wanted = timespec(
        tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
      var left = timespec()
      while nanosleep(&wanted, &left) != 0 && errno == EINTR { wanted = left }
    })

  private static func read(_ clock: clockid_t) -> Int64 {
    var now = timespec()
    clock_gettime(clock, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }
}
