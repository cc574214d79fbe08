import Glibc
import Platform
import WireFormat

/// The file calls with their failures as errors, and the checks of docs/rules.md S1 on what is opened.
struct JournalDisk: Sendable {
  let calls: FileCalls

  private static let magicNFS = 0x6969

  func failure(_ call: String, _ path: String) -> JournalError {
    .system(SystemError(call: call, subject: path))
  }

  /// Opens a file that must be a regular file of ours that nobody else can read; nil when there is
  /// none and `create` is false.
  func open(_ path: String, _ flags: CInt, create: Bool) throws(JournalError)
    -> (descriptor: CInt, created: Bool)?
  {
    try JournalError.telling { () throws(GuardedFile.Fault) in
      try GuardedFile.descriptor(path, flags, create: create, calls: calls)
        .map { (descriptor: $0.descriptor, created: $0.isNew) }
    }
  }

  private func insecure(_ path: String, _ reason: String, _ remedy: String) -> JournalError {
    .insecure(path: path, reason: reason, remedy: remedy)
  }

  func status(_ descriptor: CInt, _ path: String) throws(JournalError) -> stat {
    var status = stat()
    guard calls.status(descriptor, &status) == 0 else { throw failure("fstat", path) }
    return status
  }

  /// The file's status without following a link; nil when there is none.
  func linkStatus(_ path: String) throws(JournalError) -> stat? {
    var status = stat()
    if calls.linkStatus(path, &status) == 0 { return status }
    if errno == ENOENT { return nil }
    throw failure("lstat", path)
  }

  /// Makes the directory and its parents (mode 0700) when missing; then it must be ours alone.
  func prepareDirectory(_ path: String, create: Bool) throws(JournalError) {
    if create { try makeDirectories(path) }
    guard let status = try linkStatus(path) else {
      throw .system(SystemError(call: "open", subject: path, number: ENOENT))
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw insecure(path, "not a directory", "Move it away")
    }
    guard status.st_uid == geteuid() else {
      throw insecure(path, "belongs to another user", "Run chown \(geteuid()) on it")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw insecure(path, "other users have access to it", "Run chmod 700 on it")
    }
    if calls.fileSystem(path) == Self.magicNFS {
      throw insecure(path, "on a network file system", "Use a local disk: locks must hold")
    }
  }

  private func makeDirectories(_ path: String) throws(JournalError) {
    var current = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      let parent = current.isEmpty ? "/" : current
      current += "/\(part)"
      if calls.makeDirectory(current, 0o700) == 0 {
        try syncDirectory(parent)
      } else {
        // A parent that may not be written gives EACCES or EROFS although the directory exists.
        let reason = errno
        var status = stat()
        guard calls.linkStatus(current, &status) == 0 else {
          throw .system(SystemError(call: "mkdir", subject: current, number: reason))
        }
      }
    }
  }

  /// Makes names in a directory durable.
  func syncDirectory(_ path: String) throws(JournalError) {
    let descriptor = calls.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { _ = calls.close(descriptor) }
    guard calls.sync(descriptor) == 0 else { throw failure("fsync", path) }
  }

  func sync(_ descriptor: CInt, _ path: String) throws(JournalError) {
    guard calls.sync(descriptor) == 0 else { throw failure("fsync", path) }
  }

  /// Writes every byte; a short write is continued, an interrupted one repeated.
  func write(_ bytes: Bytes, to descriptor: CInt, _ path: String) throws(JournalError) {
    try JournalError.telling { () throws(GuardedFile.Fault) in
      try GuardedFile.write(bytes, to: descriptor, path, calls)
    }
  }

  /// Reads up to `count` bytes at an offset into the end of `buffer`; fewer only at end of file.
  func read(
    _ count: Int, at offset: Int64, of descriptor: CInt, _ path: String, into buffer: inout Bytes
  )
    throws(JournalError)
  {
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    var done = 0
    while done < count {
      let got = buffer.withUnsafeMutableBytes {
        calls.readAt(descriptor, .init(rebasing: $0[(start + done)...]), offset + Int64(done))
      }
      if got == 0 { break }
      if got > 0 {
        done += got
      } else if errno != EINTR {
        throw failure("read", path)
      }
    }
    buffer.removeLast(count - done)
  }

  func rename(_ from: String, _ to: String) throws(JournalError) {
    guard calls.rename(from, to) == 0 else { throw failure("rename", from) }
  }
}
