import Glibc

/// Lets one thread wait for a time or until another wakes it, whichever is first. A wake that comes
/// while nobody waits is kept for the next wait.
package final class WakeSignal: @unchecked Sendable {
  // Unchecked: the pointers never change, and the mutex guards what they and the flag hold.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var isWoken = false

  /// Makes a signal that nobody has raised.
  package init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
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
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Waits that many milliseconds at most, by the monotonic clock.
  package func wait(upTo milliseconds: Int64) {
    let bounded = min(max(milliseconds, 0), 3_600_000)
    var end = timespec()
    clock_gettime(CLOCK_MONOTONIC, &end)
    end.tv_sec += Int(bounded / 1000)
    end.tv_nsec += Int(bounded % 1000) * 1_000_000
    if end.tv_nsec >= 1_000_000_000 {
      end.tv_sec += 1
      end.tv_nsec -= 1_000_000_000
    }
    pthread_mutex_lock(mutex)
    while !isWoken, pthread_cond_timedwait(condition, mutex, &end) == 0 {}
    isWoken = false
    pthread_mutex_unlock(mutex)
  }

  /// Ends the wait that is going on, or the next one.
  package func wake() {
    pthread_mutex_lock(mutex)
    isWoken = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }
}
