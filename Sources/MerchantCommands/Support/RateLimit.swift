import Platform
import Synchronization

/// Spaces calls so that no more than so many a second begin.
final class RateLimit: Sendable {
  private let clock: Clock
  private let spacing: Int64
  private let next = Mutex<Int64>(0)

  /// - Parameter perSecond: 0 for no limit.
  init(perSecond: Int, clock: Clock) {
    self.clock = clock
    spacing = perSecond > 0 ? max(1, 1000 / Int64(perSecond)) : 0
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

  /// Reads `5/s`, `300/m` or a bare number a second; nil for anything else.
  static func perSecond(_ text: String) -> Int? {
    let parts = text.split(separator: "/", maxSplits: 1)
    guard let count = parts.first.flatMap({ Int($0) }), count > 0, count <= 10_000 else {
      return nil
    }
    switch parts.count == 2 ? parts[1] : "s" {
    case "s": return count
    case "m": return max(1, count / 60)
    default: return nil
    }
  }
}
