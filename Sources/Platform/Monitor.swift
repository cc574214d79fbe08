import Glibc

/// State behind a lock, with threads that wait until it has changed as they want it, or until a time.
package final class Monitor<State: Sendable>: @unchecked Sendable {
  // Unchecked: `state` is touched only between lock and unlock, the pointers never change.
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var state: State

  /// Starts with that state.
  package init(_ state: State) {
    self.state = state
    lock = .allocate(capacity: 1)
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(lock)
    condition.deallocate()
    lock.deallocate()
  }

  /// Works on the state; wakes nobody.
  package func withLock<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try body(&state)
  }

  /// Works on the state and lets every waiting thread look at it again.
  package func change<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(lock)
    defer {
      pthread_cond_broadcast(condition)
      pthread_mutex_unlock(lock)
    }
    return try body(&state)
  }

  /// Waits until `body` gives a result, asking at once and after every `change`.
  package func wait<Result>(_ body: (inout State) -> Result?) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      if let result = body(&state) { return result }
      pthread_cond_wait(condition, lock)
    }
  }

  /// The same for that many milliseconds at most, by the monotonic clock; nil when they are over.
  package func wait<Result>(upTo milliseconds: Int64, _ body: (inout State) -> Result?) -> Result? {
    var end = Self.time(in: milliseconds)
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      if let result = body(&state) { return result }
      if pthread_cond_timedwait(condition, lock, &end) != 0 { return body(&state) }
    }
  }

  private static func time(in milliseconds: Int64) -> timespec {
    let bounded = min(max(milliseconds, 0), 3_600_000)
    var end = timespec()
    clock_gettime(CLOCK_MONOTONIC, &end)
    end.tv_sec += Int(bounded / 1000)
    end.tv_nsec += Int(bounded % 1000) * 1_000_000
    if end.tv_nsec >= 1_000_000_000 {
      end.tv_sec += 1
      end.tv_nsec -= 1_000_000_000
    }
    return end
  }
}

extension Monitor<Int> {
  /// Takes a place, waiting for one: the state counts those that are free.
  package func takePlace() {
    wait { places -> Void? in
      guard places > 0 else { return nil }
      places -= 1
      return ()
    }
  }

  /// Takes a place if one is free.
  package func tryToTakePlace() -> Bool {
    withLock { places in
      guard places > 0 else { return false }
      places -= 1
      return true
    }
  }

  /// Gives places back.
  package func givePlaces(_ count: Int = 1) { change { $0 += count } }
}
