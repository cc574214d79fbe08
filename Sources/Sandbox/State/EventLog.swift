import ByteText
import Glibc
import Platform
import Synchronization
import WireFormat

/// The state file: one event a line, appended. A booking is answered only after `sync`, so a process
/// that is killed has booked exactly what it told, or a little more that nobody was told.
final class EventLog: Sendable {
  private static let header = Array(#"{"merchant-sandbox":1}"#.utf8) + [.lineFeed]
  private static let sizeLimit = 2_000_000_000

  private struct Sync {
    var done = 0
    var hasFailed = false
  }

  private let file: GuardedFile
  /// Lines written; and whether a write broke off, after which nothing may follow it.
  private let written = Mutex<(count: Int, hasFailed: Bool)>((0, false))
  private let synced = Mutex(Sync())

  /// Opens or makes the file, alone, and hands every event in it to `replay`.
  ///
  /// A last line that a dying process left torn is cut off: its booking was never answered.
  init(path: String, replay: (SandboxEvent) -> Void) throws {
    file = try GuardedFile(path, O_RDWR | O_APPEND)
    do throws(GuardedFile.Fault) { try file.lock() } catch {
      guard case .locked = error else { throw error }
      throw SandboxError.stateInUse(path: path)
    }
    let bytes = try Descriptor.readAll(
      from: file.descriptor, limit: Self.sizeLimit, subject: path)
    try load(bytes, replay)
  }

  private func load(_ bytes: Bytes, _ replay: (SandboxEvent) -> Void) throws {
    if bytes.count < Self.header.count {
      guard Self.header.starts(with: bytes) else {
        throw SandboxError.foreignState(path: file.path)
      }
      try file.truncate(to: 0)
      try file.write(Self.header)
      try file.sync()
      return
    }
    guard bytes.starts(with: Self.header) else { throw SandboxError.foreignState(path: file.path) }
    var start = Self.header.count
    var line = 1
    while let end = bytes[start...].firstIndex(of: .lineFeed) {
      line += 1
      guard let event = SandboxEvent(line: Array(bytes[start..<end])) else {
        throw SandboxError.damagedState(path: file.path, line: line)
      }
      replay(event)
      start = end + 1
    }
    if start < bytes.count { try file.truncate(to: start) }
  }

  /// Writes nothing more, and lets another sandbox have the file.
  func retire() {
    written.withLock { $0.hasFailed = true }
    synced.withLock { _ in file.unlock() }
  }

  /// Appends a line and gives its place for `sync`. Callers hold the lock of the books, so that the
  /// file has the order of the books.
  func append(_ event: SandboxEvent) throws -> Int {
    try written.withLock { written in
      guard !written.hasFailed else {
        throw SystemError(call: "write", subject: file.path, number: EIO)
      }
      do {
        try file.write(event.line + [.lineFeed])
      } catch {
        written.hasFailed = true
        throw error
      }
      written.count += 1
      return written.count
    }
  }

  /// Returns once the line at that place is on the disk. One `fsync` serves all that wait for it;
  /// after one has failed none is tried again, because the next might succeed without the data.
  func sync(_ place: Int) throws {
    try synced.withLock { synced in
      guard !synced.hasFailed else {
        throw SystemError(call: "fsync", subject: file.path, number: EIO)
      }
      guard synced.done < place else { return }
      let count = written.withLock { $0.count }
      do throws(GuardedFile.Fault) { try file.sync() } catch {
        synced.hasFailed = true
        throw error
      }
      synced.done = count
    }
  }
}
