import Glibc
import Platform
import Synchronization

/// The open connections of a server. A descriptor is closed under the lock, so that nothing is
/// ever done to a number that the system has given to somebody else.
final class ConnectionTable: Sendable {
  private struct Entry {
    var order: UInt64
    var isReading: Bool
  }

  private struct State {
    var entries: [CInt: Entry] = [:]
    var nextOrder: UInt64 = 0
  }

  private let state = Mutex(State())

  func add(_ descriptor: CInt) {
    state.withLock { state in
      state.entries[descriptor] = Entry(order: state.nextOrder, isReading: true)
      state.nextOrder += 1
    }
  }

  /// A connection whose request is complete is not cut off for want of room.
  func mark(_ descriptor: CInt, isReading: Bool) {
    state.withLock { $0.entries[descriptor]?.isReading = isReading }
  }

  func close(_ descriptor: CInt) {
    state.withLock { state in
      state.entries[descriptor] = nil
      _ = Glibc.close(descriptor)
    }
  }

  /// Ends the connection that has waited longest for its request; its own thread closes it.
  func cutOffOldestReader() {
    state.withLock { state in
      let readers = state.entries.filter(\.value.isReading)
      guard let oldest = readers.min(by: { $0.value.order < $1.value.order }) else { return }
      state.entries[oldest.key]?.isReading = false
      _ = shutdown(oldest.key, CInt(SHUT_RDWR))
    }
  }

  func cutOffAll() {
    state.withLock { state in
      for descriptor in state.entries.keys { _ = shutdown(descriptor, CInt(SHUT_RDWR)) }
    }
  }
}
