import Glibc
import Platform
import Synchronization

extension Death {
  /// File calls of a client that may die at any of them.
  func calls(_ real: FileCalls, _ deviation: Simulation.Deviation?) -> FileCalls {
    var calls = real
    calls.write = { descriptor, bytes in
      if self.isDead { return Self.failed() }
      let dies = self.strikes()
      // A dying write gets a part of its bytes down.
      if dies { _ = real.write(descriptor, .init(rebasing: bytes[..<(bytes.count / 2)])) }
      return dies ? Self.failed() : real.write(descriptor, bytes)
    }
    calls.writeAt = { descriptor, bytes, offset in
      self.isDead ? Self.failed() : real.writeAt(descriptor, bytes, offset)
    }
    calls.sync = { descriptor in
      if self.strikes() { return Int32(Self.failed()) }
      let result = real.sync(descriptor)
      return self.strikes() ? Int32(Self.failed()) : result
    }
    calls.open = { path, flags, mode in
      self.isDead ? Int32(Self.failed()) : real.open(path, flags, mode)
    }
    calls.rename = { from, to in self.isDead ? Int32(Self.failed()) : real.rename(from, to) }
    calls.remove = { self.isDead ? Int32(Self.failed()) : real.remove($0) }
    if deviation == .writesIntentAfterSending { delayIntents(&calls) }
    return calls
  }

  /// Keeps the records of intents back until the next write, which is that of the outcome.
  private func delayIntents(_ calls: inout FileCalls) {
    let shared = Held()
    let write = calls.write
    let sync = calls.sync
    calls.write = { descriptor, bytes in
      let text = Array(bytes)
      let intent = Array(#""s":"SEND""#.utf8)
      let hasIntent = Self.contains(intent, text)
      let before = shared.take()
      if !before.isEmpty {
        let count = before.withUnsafeBytes { write(descriptor, $0) }
        if count < 0 { return count }
      }
      guard hasIntent else { return write(descriptor, bytes) }
      shared.put(text)
      return bytes.count
    }
    calls.sync = { shared.isEmpty ? sync($0) : 0 }
    let writeAt = calls.writeAt
    calls.writeAt = { descriptor, bytes, offset in
      // The mark would tell of the missing lines; a client this broken has none.
      bytes.count == 48 ? writeAt(descriptor, bytes, offset) : bytes.count
    }
  }

  private static func contains(_ needle: [UInt8], _ text: [UInt8]) -> Bool {
    text.split(separator: 0x2C).contains { $0.elementsEqual(needle) }
  }

  private static func failed() -> Int {
    errno = EIO
    return -1
  }
}

private final class Held: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  var isEmpty: Bool { bytes.withLock { $0.isEmpty } }

  func put(_ new: [UInt8]) { bytes.withLock { $0 = new } }

  func take() -> [UInt8] {
    bytes.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
  }
}
