import Journal

/// Stops a batch when the gateway is sick: after a few unknown outcomes in a row.
struct CircuitBreaker {
  let limit: Int
  private(set) var unknownsInARow = 0
  private var isTrusted = false

  init(limit: Int) { self.limit = max(1, limit) }

  var isOpen: Bool { unknownsInARow >= limit }

  mutating func note(_ state: RowState) {
    switch state {
    case .unknown: unknownsInARow += 1
    case .notSent: break
    default:
      unknownsInARow = 0
      isTrusted = true
    }
  }

  /// Whether one more request may be out. Until the gateway has given an answer, and whenever its
  /// last one was lost, no more are out than the breaker could bear to lose.
  func allows(inFlight: Int, concurrency: Int) -> Bool {
    guard !isOpen, inFlight < concurrency else { return false }
    return isTrusted && unknownsInARow == 0 || inFlight + unknownsInARow < limit
  }
}
