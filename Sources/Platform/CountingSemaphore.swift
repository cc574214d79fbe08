import Glibc

/// A counting semaphore between threads.
package final class CountingSemaphore: @unchecked Sendable {
  // Unchecked: the pointer never changes, and the system guards what it points to.
  private let value: UnsafeMutablePointer<sem_t>

  /// Starts with that many places free.
  package init(_ places: Int) {
    value = .allocate(capacity: 1)
    value.initialize(to: sem_t())
    sem_init(value, 0, UInt32(clamping: places))
  }

  deinit {
    sem_destroy(value)
    value.deallocate()
  }

  /// Takes a place, waiting for one.
  package func wait() {
    while sem_wait(value) != 0 && errno == EINTR {}
  }

  /// Takes a place if one is free.
  package func tryWait() -> Bool { sem_trywait(value) == 0 }

  /// Gives a place back.
  package func signal() { sem_post(value) }
}
