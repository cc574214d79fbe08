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

  private let path: String
  private let descriptor: CInt
  /// Lines written; and whether a write broke off, after which nothing may follow it.
  private let written = Mutex<(count: Int, hasFailed: Bool)>((0, false))
  private let synced = Mutex(Sync())

  /// Opens or makes the file, alone, and hands every event in it to `replay`.
  ///
  /// A last line that a dying process left torn is cut off: its booking was never answered.
  init(path: String, replay: (SandboxEvent) -> Void) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemError(call: "open", subject: path) }
    do {
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw SandboxError.stateInUse(path: path)
      }
      let bytes = try Descriptor.readAll(
        from: descriptor, limit: Self.sizeLimit, subject: path)
      try load(bytes, replay)
    } catch {
      flock(descriptor, LOCK_UN)
      close(descriptor)
      throw error
    }
  }

  private func load(_ bytes: Bytes, _ replay: (SandboxEvent) -> Void) throws {
    if bytes.count < Self.header.count {
      guard Self.header.starts(with: bytes) else { throw SandboxError.foreignState(path: path) }
      guard ftruncate(descriptor, 0) == 0 else {
        throw SystemError(call: "ftruncate", subject: path)
      }
      try Descriptor.writeAll(Self.header, to: descriptor, subject: path)
      guard fsync(descriptor) == 0 else { throw SystemError(call: "fsync", subject: path) }
      return
    }
    guard bytes.starts(with: Self.header) else { throw SandboxError.foreignState(path: path) }
    var start = Self.header.count
    var line = 1
    while let end = bytes[start...].firstIndex(of: .lineFeed) {
      line += 1
      guard let event = SandboxEvent(line: Array(bytes[start..<end])) else {
        throw SandboxError.damagedState(path: path, line: line)
      }
      replay(event)
      start = end + 1
    }
    if start < bytes.count, ftruncate(descriptor, off_t(start)) != 0 {
      throw SystemError(call: "ftruncate", subject: path)
    }
  }

  /// Unlocks first: a child that was just forked holds a copy of the descriptor until it runs its own
  /// program, and with it the lock.
  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Writes nothing more, and lets another sandbox have the file.
  func retire() {
    written.withLock { $0.hasFailed = true }
    synced.withLock { _ in _ = flock(descriptor, LOCK_UN) }
  }

  /// Appends a line and gives its place for `sync`. Callers hold the lock of the books, so that the
  /// file has the order of the books.
  func append(_ event: SandboxEvent) throws -> Int {
    try written.withLock { written in
      guard !written.hasFailed else {
        throw SystemError(call: "write", subject: path, number: EIO)
      }
      do {
        try Descriptor.writeAll(event.line + [.lineFeed], to: descriptor, subject: path)
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
        throw SystemError(call: "fsync", subject: path, number: EIO)
      }
      guard synced.done < place else { return }
      let count = written.withLock { $0.count }
      guard fsync(descriptor) == 0 else {
        synced.hasFailed = true
        throw SystemError(call: "fsync", subject: path)
      }
      synced.done = count
    }
  }
}
