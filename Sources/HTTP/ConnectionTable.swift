import Glibc
import Platform
import Synchronization

/// The open connections of a server. A descriptor is closed under the lock, so that nothing is
/// ever done to a number that the system has given to somebody else.
final class ConnectionTable: Sendable {
  /// Who has a connection, and until when.
  enum Phase: Sendable {
    /// The loop waits for a request on it.
    case reading
    /// The loop waits for it to take an answer, to be drained, or for a delay to pass.
    case parked
    /// A thread that answers has it.
    case answering
  }

  private struct Entry {
    let connection: Connection
    var phase = Phase.reading
    /// Since when it is in that phase, and how long it may be; of the monotonic clock.
    var since: Int64
    var deadline: Int64
  }

  private struct State {
    var entries: [CInt: Entry] = [:]
    /// No deadline passes before.
    var nextDeadline = Int64.max
  }

  /// A request that is already on its way deserves this long to be read.
  private static let graceMilliseconds: Int64 = 100

  private let state = Mutex(State())

  var count: Int { state.withLock { $0.entries.count } }

  /// When to look for connections that are due; the end of time when there are none.
  var nextDeadline: Int64 { state.withLock { $0.nextDeadline } }

  func add(_ connection: Connection, until deadline: Int64) {
    let now = Clock.system.monotonicMilliseconds()
    state.withLock { state in
      state.entries[connection.descriptor] = Entry(
        connection: connection, since: now, deadline: deadline)
      state.nextDeadline = min(state.nextDeadline, deadline)
    }
  }

  /// Gives a connection to the loop, which may have closed it when this returns; true when the loop has
  /// to be told that it is due earlier than anything else.
  /// - Parameter arm: lets the loop hear of the connection.
  func park(
    _ connection: Connection, _ phase: Phase, until deadline: Int64, arm: () -> Void
  ) -> Bool {
    let now = Clock.system.monotonicMilliseconds()
    return state.withLock { state in
      state.entries[connection.descriptor] = Entry(
        connection: connection, phase: phase, since: now, deadline: deadline)
      arm()
      defer { state.nextDeadline = min(state.nextDeadline, deadline) }
      return deadline < state.nextDeadline
    }
  }

  /// Gives a connection to a thread that answers: it is not cut off for want of room or time.
  func take(_ connection: Connection) {
    state.withLock { $0.entries[connection.descriptor]?.phase = .answering }
  }

  /// The connection of that descriptor, if the loop has it.
  func parked(_ descriptor: CInt) -> Connection? {
    state.withLock { state in
      guard let entry = state.entries[descriptor], entry.phase != .answering else { return nil }
      return entry.connection
    }
  }

  /// Connections of the loop whose time is over.
  func due(at now: Int64) -> [Connection] {
    state.withLock { state in
      guard now >= state.nextDeadline else { return [] }
      var due: [Connection] = []
      state.nextDeadline = .max
      for entry in state.entries.values where entry.phase != .answering {
        if entry.deadline <= now {
          due.append(entry.connection)
        } else {
          state.nextDeadline = min(state.nextDeadline, entry.deadline)
        }
      }
      return due
    }
  }

  func close(_ descriptor: CInt) {
    state.withLock { state in
      state.entries[descriptor] = nil
      _ = Glibc.close(descriptor)
    }
  }

  /// The connection that has waited longest for its request, if it has had its grace.
  func oldestReader(at now: Int64) -> Connection? {
    state.withLock { state in
      let readers = state.entries.values.filter {
        $0.phase == .reading && $0.since <= now - Self.graceMilliseconds
      }
      return readers.min { $0.since < $1.since }?.connection
    }
  }

  func cutOffAll() {
    state.withLock { state in
      for descriptor in state.entries.keys { _ = shutdown(descriptor, CInt(SHUT_RDWR)) }
    }
  }

  func closeAll() {
    state.withLock { state in
      for descriptor in state.entries.keys { _ = Glibc.close(descriptor) }
      state.entries = [:]
    }
  }
}
