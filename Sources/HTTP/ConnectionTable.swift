import Glibc
import Platform
import Synchronization

/// The open connections of a server. A descriptor is closed under the lock, so that nothing is
/// ever done to a number that the system has given to somebody else.
final class ConnectionTable: Sendable {
  private struct Entry {
    var since: Int64
    var isReading: Bool
  }

  /// A request that is already on its way deserves this long to be read.
  private static let graceMilliseconds: Int64 = 100

  private let entries = Mutex<[CInt: Entry]>([:])

  func add(_ descriptor: CInt) {
    let now = Clock.system.monotonicMilliseconds()
    entries.withLock { $0[descriptor] = Entry(since: now, isReading: true) }
  }

  /// A connection whose request is complete is not cut off for want of room.
  func mark(_ descriptor: CInt, isReading: Bool) {
    let now = Clock.system.monotonicMilliseconds()
    entries.withLock { $0[descriptor] = Entry(since: now, isReading: isReading) }
  }

  func close(_ descriptor: CInt) {
    entries.withLock { entries in
      entries[descriptor] = nil
      _ = Glibc.close(descriptor)
    }
  }

  /// Ends the connection that has waited longest for its request, if it has had its grace; its
  /// own thread closes it.
  func cutOffOldestReader() {
    let limit = Clock.system.monotonicMilliseconds() - Self.graceMilliseconds
    entries.withLock { entries in
      let readers = entries.filter { $0.value.isReading && $0.value.since <= limit }
      guard let oldest = readers.min(by: { $0.value.since < $1.value.since }) else { return }
      entries[oldest.key]?.isReading = false
      _ = shutdown(oldest.key, CInt(SHUT_RDWR))
    }
  }

  func cutOffAll() {
    entries.withLock { entries in
      for descriptor in entries.keys { _ = shutdown(descriptor, CInt(SHUT_RDWR)) }
    }
  }
}
