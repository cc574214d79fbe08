import Glibc

/// What a file turned out to be when it was opened.
package struct FileStatus: Sendable, Equatable {
  /// Whether it is a regular file.
  package var isRegular: Bool
  /// Whether its owner is this process' user or root.
  package var isOwnedByUs: Bool
  /// The permission bits.
  package var mode: UInt32

  /// Whether group or others may do anything with it.
  package var isShared: Bool { mode & 0o077 != 0 }

  /// The mode in octal, as `chmod` takes it.
  package var octal: String {
    let text = String(mode & 0o7777, radix: 8)
    return String(repeating: "0", count: max(0, 4 - text.count)) + text
  }
}

/// Reads small files without following a link or waiting on a pipe, and says what they were.
package enum SecureFile {
  /// The bytes and the status of the very file that was read.
  /// - Throws: `SystemError`; `EFBIG` beyond `limit`, `EINVAL` when it is no regular file.
  package static func read(_ path: String, limit: Int, followLinks: Bool = true) throws(SystemError)
    -> (bytes: [UInt8], status: FileStatus)
  {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followLinks ? 0 : O_NOFOLLOW)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else { throw SystemError(call: "open", subject: path) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw SystemError(call: "fstat", subject: path) }
    let status = FileStatus(
      isRegular: info.st_mode & S_IFMT == S_IFREG,
      isOwnedByUs: info.st_uid == geteuid() || info.st_uid == 0, mode: info.st_mode & 0o7777)
    guard status.isRegular else { throw SystemError(call: "open", subject: path, number: EINVAL) }
    do {
      return (try Descriptor.readAll(from: descriptor, limit: limit, subject: path), status)
    } catch {
      throw error as? SystemError ?? SystemError(call: "read", subject: path)
    }
  }

  /// The status of a directory, or nil when it cannot be read.
  package static func directoryMode(_ path: String) -> UInt32? {
    var info = stat()
    guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else { return nil }
    return info.st_mode & 0o7777
  }

  /// Writes a new file of that mode, or replaces an old one when asked. The old content is gone only
  /// when the new one is on disk.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o600, replacing: Bool
  ) throws(SystemError) {
    if replacing { try refuseSpecialFile(path) }
    let target = replacing ? "\(path).new.\(getpid())" : path
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw SystemError(call: "open", subject: target) }
    defer { close(descriptor) }
    do {
      try Descriptor.writeAll(bytes, to: descriptor, subject: target)
    } catch {
      unlink(target)
      throw error as? SystemError ?? SystemError(call: "write", subject: target)
    }
    guard fsync(descriptor) == 0 else { throw SystemError(call: "fsync", subject: target) }
    if replacing, rename(target, path) != 0 { throw SystemError(call: "rename", subject: path) }
  }

  /// A device or a pipe is no old version of a file: renaming over it would take it away from everybody.
  private static func refuseSpecialFile(_ path: String) throws(SystemError) {
    var info = stat()
    guard lstat(path, &info) == 0 else { return }
    let kind = info.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFLNK else {
      throw SystemError(call: "rename", subject: path, number: EINVAL)
    }
  }

  /// Makes a directory and its missing parents, each of mode 0700.
  package static func makeDirectories(_ path: String) throws(SystemError) {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += (prefix.isEmpty || prefix.hasSuffix("/") ? "" : "/") + part
      if mkdir(prefix, 0o700) != 0, errno != EEXIST {
        throw SystemError(call: "mkdir", subject: prefix)
      }
    }
  }
}
