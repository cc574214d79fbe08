import Glibc

/// A file of this user alone: opened without following a link, checked to be a regular file that nobody
/// else can read, change or reach by a second name (docs/rules.md S1), and unlocked before it is closed.
///
/// A child that was just forked may hold a copy of the descriptor until it runs its own program: closing
/// alone would leave it the lock.
package final class GuardedFile: Sendable {
  /// Why it cannot be used.
  package enum Fault: Error, Equatable, Sendable {
    /// A call of the system failed.
    case system(SystemError)
    /// Others can change or read it, or it is not what it should be; the remedy is a sentence.
    case insecure(path: String, reason: String, remedy: String)
    /// Another process holds its lock.
    case locked(path: String)
  }

  /// The path as given.
  package let path: String
  /// Whether opening made the file.
  package let isNew: Bool
  /// The open file, for calls that have no method here. Whoever uses it keeps the object alive.
  package let descriptor: CInt
  private let calls: FileCalls

  private static let guardedFlags = O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK

  /// Opens the file with `open`'s flags, and makes it (0600) when it is missing.
  package convenience init(_ path: String, _ flags: CInt, calls: FileCalls = .system)
    throws(Fault)
  {
    guard let opened = try Self.descriptor(path, flags, create: true, calls: calls) else {
      throw .system(SystemError(call: "open", subject: path, number: ENOENT))
    }
    self.init(path, opened, calls)
  }

  /// The same of a file that must be there; nil when there is none.
  package static func existing(_ path: String, _ flags: CInt, calls: FileCalls = .system)
    throws(Fault) -> GuardedFile?
  {
    try descriptor(path, flags, create: false, calls: calls).map { GuardedFile(path, $0, calls) }
  }

  private init(_ path: String, _ opened: (descriptor: CInt, isNew: Bool), _ calls: FileCalls) {
    self.path = path
    self.calls = calls
    descriptor = opened.descriptor
    isNew = opened.isNew
  }

  deinit {
    unlock()
    _ = calls.close(descriptor)
  }

  /// The same for callers that close by themselves.
  package static func descriptor(
    _ path: String, _ flags: CInt, create: Bool, calls: FileCalls
  ) throws(Fault) -> (descriptor: CInt, isNew: Bool)? {
    var descriptor = calls.open(path, flags | guardedFlags, 0)
    var isNew = false
    if descriptor < 0 && errno == ENOENT {
      guard create else { return nil }
      descriptor = calls.open(path, flags | guardedFlags | O_CREAT | O_EXCL, 0o600)
      isNew = descriptor >= 0
      if descriptor < 0 && errno == EEXIST {
        // Another process made it in between.
        descriptor = calls.open(path, flags | guardedFlags, 0)
      }
    }
    guard descriptor >= 0 else {
      switch errno {
      case ELOOP: throw insecure(path, "a symbolic link", "Put the file itself there")
      case EISDIR: throw insecure(path, "a directory, not a file", "Move it away")
      case ENXIO: throw insecure(path, "not a regular file", "Move it away")
      default: throw .system(SystemError(call: "open", subject: path))
      }
    }
    do throws(Fault) { try check(descriptor, path, calls) } catch {
      _ = calls.close(descriptor)
      throw error
    }
    return (descriptor, isNew)
  }

  private static func insecure(_ path: String, _ reason: String, _ remedy: String) -> Fault {
    .insecure(path: path, reason: reason, remedy: remedy)
  }

  private static func check(_ descriptor: CInt, _ path: String, _ calls: FileCalls) throws(Fault) {
    var status = stat()
    guard calls.status(descriptor, &status) == 0 else {
      throw .system(SystemError(call: "fstat", subject: path))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw insecure(path, "not a regular file", "Move it away")
    }
    guard status.st_uid == geteuid() else {
      throw insecure(path, "belongs to another user", "Run chown \(geteuid()) on it")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw insecure(path, "other users have access to it", "Run chmod 600 on it")
    }
    guard status.st_nlink == 1 else {
      throw insecure(path, "has a second name (hard link)", "Remove the other name")
    }
  }

  /// Takes the lock, or throws `.locked` at once.
  package func lock() throws(Fault) {
    guard calls.lock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
    guard errno == EWOULDBLOCK else { throw .system(SystemError(call: "flock", subject: path)) }
    throw .locked(path: path)
  }

  /// Gives the lock back before the file is closed.
  package func unlock() { _ = calls.lock(descriptor, LOCK_UN) }

  /// Writes every byte where the file stands, at its end when it was opened with `O_APPEND`; a short
  /// write is continued, an interrupted one repeated. Not durable before `sync`.
  package func write(_ bytes: [UInt8]) throws(Fault) {
    try Self.write(bytes, to: descriptor, path, calls)
  }

  /// The same for callers that hold a descriptor.
  package static func write(
    _ bytes: [UInt8], to descriptor: CInt, _ path: String, _ calls: FileCalls
  ) throws(Fault) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { calls.write(descriptor, .init(rebasing: $0[done...])) }
      if count > 0 {
        done += count
      } else if count == 0 {
        throw .system(SystemError(call: "write", subject: path, number: EIO))
      } else if errno != EINTR {
        throw .system(SystemError(call: "write", subject: path))
      }
    }
  }

  /// Makes what was written durable. After it has thrown once, nothing is known of the file any more:
  /// a second call may succeed although the data of the first is lost.
  package func sync() throws(Fault) {
    guard calls.sync(descriptor) == 0 else {
      throw .system(SystemError(call: "fsync", subject: path))
    }
  }

  /// Cuts the file to that many bytes.
  package func truncate(to count: Int) throws(Fault) {
    guard ftruncate(descriptor, off_t(count)) == 0 else {
      throw .system(SystemError(call: "ftruncate", subject: path))
    }
  }
}

extension GuardedFile.Fault: CustomStringConvertible {
  /// Cause, place, next step.
  package var description: String {
    switch self {
    case .system(let error): "\(error)"
    case .insecure(let path, let reason, let remedy): "\(path): \(reason). \(remedy)."
    case .locked(let path): "another process works with \(path)"
    }
  }
}
