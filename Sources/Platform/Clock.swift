import Glibc

/// The clocks that the program reads, as values, so that a test can put its own in their place.
public struct Clock: Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z; may jump.
  public var unixMilliseconds: @Sendable () -> Int64
  /// Milliseconds that never go back; for deadlines and elapsed time.
  public var monotonicMilliseconds: @Sendable () -> Int64
  /// Milliseconds since the machine started, sleep included; nobody can set this one.
  public var bootMilliseconds: @Sendable () -> Int64
  /// Names the machine's present start: within one, `bootMilliseconds` of two readings compare. Empty
  /// where it cannot be told.
  public var bootID: @Sendable () -> String
  /// Waits; a test's clock returns at once.
  public var sleep: @Sendable (_ milliseconds: Int64) -> Void

  /// Makes a clock of its functions; without a clock since the start, the monotonic one stands for it.
  public init(
    unixMilliseconds: @escaping @Sendable () -> Int64,
    monotonicMilliseconds: @escaping @Sendable () -> Int64,
    sleep: @escaping @Sendable (Int64) -> Void,
    bootMilliseconds: (@Sendable () -> Int64)? = nil,
    bootID: @escaping @Sendable () -> String = { "" }
  ) {
    self.unixMilliseconds = unixMilliseconds
    self.monotonicMilliseconds = monotonicMilliseconds
    self.sleep = sleep
    self.bootMilliseconds = bootMilliseconds ?? monotonicMilliseconds
    self.bootID = bootID
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
    },
    bootMilliseconds: { uptime() ?? read(CLOCK_BOOTTIME) },
    bootID: {
      let text = line("/proc/sys/kernel/random/boot_id") ?? ""
      return String(text.prefix { $0 != "-" && $0 != "\n" })
    })

  /// The kernel's own word: a library that is put in front of the C library's clocks cannot change it.
  private static func uptime() -> Int64? {
    guard let text = line("/proc/uptime") else { return nil }
    let parts = text.prefix { $0 != " " }.split(separator: ".")
    guard parts.count == 2, parts[1].utf8.count == 2, let seconds = Int64(parts[0]),
      let hundredths = Int64(parts[1]), seconds < 1 << 40
    else { return nil }
    return seconds * 1000 + hundredths * 10
  }

  private static func line(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var now = timespec()
    clock_gettime(clock, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }
}
