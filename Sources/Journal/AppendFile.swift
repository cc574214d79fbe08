import Glibc
import Platform
import Synchronization
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

  private let file: GuardedFile
  private let disk: JournalDisk
  /// Where the file ends, if nobody else has touched it.
  private let end: Mutex<Int64>

  private init(_ file: GuardedFile, _ disk: JournalDisk) throws(JournalError) {
    self.file = file
    self.disk = disk
    end = Mutex(Int64(try disk.status(file.descriptor, file.path).st_size))
  }

  /// The path as given.
  package var path: String { file.path }
  /// Whether opening made the file.
  package var isNew: Bool { file.isNew }

  /// Opens for reading and appending, makes the file (0600) when missing, and takes its lock.
  /// Throws `.locked` when another process has it, `.insecure` when others could change the file.
  package static func open(_ path: String, calls: FileCalls = .system) throws(JournalError)
    -> AppendFile
  {
    let disk = JournalDisk(calls: calls)
    let file = try JournalError.telling { () throws(GuardedFile.Fault) in
      let file = try GuardedFile(path, O_RDWR | O_APPEND, calls: calls)
      try file.lock()
      return file
    }
    if file.isNew {
      try disk.sync(file.descriptor, path)
      try disk.syncDirectory(directory(of: path))
    }
    return try AppendFile(file, disk)
  }

  /// Opens for reading only and takes no lock; throws `ENOENT` when there is no file.
  package static func reading(_ path: String, calls: FileCalls = .system) throws(JournalError)
    -> AppendFile
  {
    let file = try JournalError.telling { () throws(GuardedFile.Fault) in
      try GuardedFile.existing(path, O_RDONLY, calls: calls)
    }
    guard let file else {
      throw .system(SystemError(call: "open", subject: path, number: ENOENT))
    }
    return try AppendFile(file, JournalDisk(calls: calls))
  }

  /// Gives every line, first to last, as the file is now.
  package func forEachLine(_ body: (Line) throws -> Void) throws {
    let size = Int64(try disk.status(file.descriptor, path).st_size)
    var reader = LineReader(file.descriptor, path, disk, from: 0, to: size)
    while let line = try reader.next() {
      try body(
        Line(
          bytes: Array(reader.buffer[line.range]), offset: line.offset,
          isTerminated: line.terminated))
    }
  }

  /// Writes at the end; whole unless it throws. Not durable before `sync`.
  package func append(_ bytes: Bytes) throws(JournalError) {
    try demandUntouched()
    try JournalError.telling { () throws(GuardedFile.Fault) in try file.write(bytes) }
    end.withLock { $0 += Int64(bytes.count) }
  }

  /// Makes what was appended durable. After it has thrown once, nothing is known of the file any
  /// more: do not call it again.
  package func sync() throws(JournalError) {
    try JournalError.telling { () throws(GuardedFile.Fault) in try file.sync() }
    try demandUntouched()
  }

  /// What is written into a file that has lost its name is gone with the process, and what stood in one
  /// that was cut is gone already: neither may be told of as kept. A file that was only renamed keeps
  /// what it gets.
  private func demandUntouched() throws(JournalError) {
    let status = try disk.status(file.descriptor, path)
    let size = Int64(status.st_size)
    guard status.st_nlink > 0 else {
      throw .damaged(file: path, offset: size, reason: "it was removed while it was written")
    }
    guard size == end.withLock({ $0 }) else {
      throw .damaged(file: path, offset: size, reason: "something else changed its length")
    }
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
