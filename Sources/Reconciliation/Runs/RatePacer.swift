import Synchronization

/// Spaces out requests: at most so many in a second, evenly, over all threads.
public final class RatePacer: Sendable {
  private let intervalMilliseconds: Int64
  private let next = Mutex<Int64?>(nil)

  /// Allows `count` requests every `milliseconds`: 5 and 1000 for `5/s`. Both at least 1.
  public init(count: Int, per milliseconds: Int64) {
    intervalMilliseconds = max(1, milliseconds) / Int64(max(1, count))
  }

  /// Reserves the next request and gives the milliseconds to wait before it; `now` is a clock that
  /// never goes back.
  public func reserve(now: Int64) -> Int64 {
    next.withLock { next in
      let start = max(next ?? now, now)
      next = start + intervalMilliseconds
      return start - now
    }
  }

  /// Reads `5/s`, `300/m` or `1000/h`; nil for anything else.
  public convenience init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let units: [Substring: Int64] = ["s": 1_000, "m": 60_000, "h": 3_600_000]
    guard parts.count == 2, let count = Int(parts[0]), count > 0, let unit = units[parts[1]],
      Int64(count) <= unit
    else { return nil }
    self.init(count: count, per: unit)
  }
}
