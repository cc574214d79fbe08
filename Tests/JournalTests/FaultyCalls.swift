import Glibc
import Platform
import Synchronization

/// File calls of which one fails, or all from one on, as after the death of the process.
final class FaultyCalls: Sendable {
  enum Fault: Sendable, CaseIterable {
    /// The call does nothing and fails.
    case fails
    /// The call and all behind it do nothing: what is on disk stays as it is.
    case dies
    /// A write gets half of its bytes down before the process dies.
    case tears
  }

  private let fault: Fault
  private let number: Int
  private let count = Atomic<Int>(0)
  private let syncsAfterFault = Atomic<Int>(0)

  init(_ fault: Fault, at number: Int) {
    self.fault = fault
    self.number = number
  }

  /// Whether the call of that number was reached.
  var struck: Bool { count.load(ordering: .relaxed) >= number }
  /// How many fsyncs came after the fault.
  var laterSyncs: Int { syncsAfterFault.load(ordering: .relaxed) }

  private func strikes() -> Bool {
    let now = count.add(1, ordering: .relaxed).newValue
    let hit = fault == .fails ? now == number : now >= number
    if hit { errno = EIO }
    return hit
  }

  private func write(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Int)
    -> Int
  {
    guard strikes() else { return body(bytes) }
    let isFirst = count.load(ordering: .relaxed) == number
    if fault == .tears && isFirst { _ = body(.init(rebasing: bytes[..<(bytes.count / 2)])) }
    errno = ENOSPC
    return -1
  }

  var calls: FileCalls {
    let real = FileCalls.system
    var calls = real
    calls.open = { self.strikes() ? -1 : real.open($0, $1, $2) }
    calls.readAt = { self.strikes() ? -1 : real.readAt($0, $1, $2) }
    calls.write = { descriptor, bytes in self.write(bytes) { real.write(descriptor, $0) } }
    calls.writeAt = { descriptor, bytes, offset in
      self.write(bytes) { real.writeAt(descriptor, $0, offset) }
    }
    calls.sync = { _ in
      if self.struck { self.syncsAfterFault.add(1, ordering: .relaxed) }
      return self.strikes() ? -1 : 0
    }
    calls.status = { self.strikes() ? -1 : real.status($0, &$1) }
    calls.linkStatus = { self.strikes() ? -1 : real.linkStatus($0, &$1) }
    calls.lock = { self.strikes() ? -1 : real.lock($0, $1) }
    calls.rename = { self.strikes() ? -1 : real.rename($0, $1) }
    calls.remove = { self.strikes() ? -1 : real.remove($0) }
    calls.makeDirectory = { self.strikes() ? -1 : real.makeDirectory($0, $1) }
    calls.names = { self.strikes() ? nil : real.names($0) }
    return calls
  }
}
