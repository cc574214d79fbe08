import Glibc
import Platform
import WireFormat

/// A file of lines that only grows: guarded like a journal (docs/rules.md S1, D7), locked by its one
/// writer, without the journal's chain. What the lines mean is the caller's business.
package final class AppendFile: Sendable {
  /// A line as it stands in the file.
  package struct Line: Sendable {
    /// The bytes without the LF.
    package var bytes: Bytes
    /// Offset of the first byte in the file.
    package var offset: Int64
    /// Whether an LF ends the line; only the last one may lack it.
    package var isTerminated: Bool
  }

  /// The path as given.
  package let path: String
  /// Whether opening made the file.
  package let isNew: Bool
  private let descriptor: CInt
  private let disk: JournalDisk

  private init(path: String, isNew: Bool, descriptor: CInt, disk: JournalDisk) {
    self.path = path
    self.isNew = isNew
    self.descriptor = descriptor
    self.disk = disk
  }

  deinit {
    // A child that was just forked may hold a copy of the descriptor: closing alone keeps the lock.
    _ = disk.calls.lock(descriptor, LOCK_UN)
    _ = disk.calls.close(descriptor)
  }

  /// Opens for reading and appending, makes the file (0600) when missing, and takes its lock.
  /// Throws `.locked` when another process has it, `.insecure` when others could change the file.
  package static func open(_ path: String, calls: FileCalls = .system) throws(JournalError)
    -> AppendFile
  {
    let disk = JournalDisk(calls: calls)
    guard let (descriptor, created) = try disk.open(path, O_RDWR | O_APPEND, create: true) else {
      throw disk.failure("open", path)
    }
    let file = AppendFile(path: path, isNew: created, descriptor: descriptor, disk: disk)
    guard calls.lock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { throw disk.failure("flock", path) }
      throw .locked(path: path, holder: nil)
    }
    if created {
      try disk.sync(descriptor, path)
      try disk.syncDirectory(directory(of: path))
    }
    return file
  }

  /// Opens for reading only and takes no lock; throws `ENOENT` when there is no file.
  package static func reading(_ path: String, calls: FileCalls = .system) throws(JournalError)
    -> AppendFile
  {
    let disk = JournalDisk(calls: calls)
    guard let (descriptor, _) = try disk.open(path, O_RDONLY, create: false) else {
      throw .system(SystemError(call: "open", subject: path, number: ENOENT))
    }
    return AppendFile(path: path, isNew: false, descriptor: descriptor, disk: disk)
  }

  /// Gives every line, first to last, as the file is now.
  package func forEachLine(_ body: (Line) throws -> Void) throws {
    let size = Int64(try disk.status(descriptor, path).st_size)
    var reader = LineReader(descriptor, path, disk, from: 0, to: size)
    while let line = try reader.next() {
      try body(
        Line(
          bytes: Array(reader.buffer[line.range]), offset: line.offset,
          isTerminated: line.terminated))
    }
  }

  /// Writes at the end; whole unless it throws. Not durable before `sync`.
  package func append(_ bytes: Bytes) throws(JournalError) {
    try disk.write(bytes, to: descriptor, path)
  }

  /// Makes what was appended durable. After it has thrown once, nothing is known of the file any
  /// more: do not call it again.
  package func sync() throws(JournalError) { try disk.sync(descriptor, path) }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
