import CLinux
import Glibc

/// Lets one thread wait for many descriptors. Each is told of once and then armed again, so that whoever
/// works on a descriptor has it to himself. Safe on several threads.
package final class Poller: Sendable {
  /// What a descriptor is waited for; with nothing, only that it breaks.
  package enum Interest: Sendable {
    case reading
    case writing
    case breaking

    fileprivate var events: UInt32 {
      switch self {
      case .reading: UInt32(POLLIN)
      case .writing: UInt32(POLLOUT)
      case .breaking: 0
      }
    }
  }

  private let descriptor: CInt
  private let bell: CInt
  private static let capacity = 64

  /// Throws when the system has none to give.
  package init() throws {
    descriptor = clinux_poller()
    guard descriptor >= 0 else { throw SystemError(call: "epoll_create1", subject: "server") }
    bell = clinux_bell()
    guard bell >= 0, clinux_watch(descriptor, bell, UInt32(POLLIN), 1) == 0 else {
      let error = SystemError(call: "eventfd", subject: "server")
      close(descriptor)
      if bell >= 0 { close(bell) }
      throw error
    }
  }

  deinit {
    close(bell)
    close(descriptor)
  }

  /// Waits for a new descriptor, which leaves by being closed; false when the system has no room.
  package func add(_ watched: CInt, for interest: Interest) -> Bool {
    clinux_watch(descriptor, watched, interest.events, 1) == 0
  }

  /// Waits for a descriptor again. Another thread may be told of it before this returns.
  package func arm(_ watched: CInt, for interest: Interest) {
    _ = clinux_watch(descriptor, watched, interest.events, 0)
  }

  /// Descriptors of which something is to be told, after so many milliseconds at most (nil: whenever);
  /// none when time is over or somebody rang.
  package func wait(upTo milliseconds: Int64?) -> [CInt] {
    withUnsafeTemporaryAllocation(of: CInt.self, capacity: Self.capacity) { found in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.capacity) { events in
        guard let first = found.baseAddress, let event = events.baseAddress else { return [] }
        let limit = milliseconds.map { CInt(clamping: max($0, 0)) } ?? -1
        let count = clinux_await(descriptor, first, event, CInt(Self.capacity), limit)
        guard count > 0 else { return [] }
        let told = Array(found[..<Int(count)])
        guard told.contains(bell) else { return told }
        var rings: UInt64 = 0
        _ = read(bell, &rings, MemoryLayout<UInt64>.size)
        arm(bell, for: .reading)
        return told.filter { $0 != bell }
      }
    }
  }

  /// Lets `wait` return.
  package func ring() {
    var once: UInt64 = 1
    _ = write(bell, &once, MemoryLayout<UInt64>.size)
  }
}
