import Glibc

extension SecureFile {
  /// Adds to the end of a file in one write; a new file gets mode 0600. A link is not followed, and
  /// nothing but a regular file is written to.
  package static func append(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else { throw SystemError(call: "open", subject: path) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw SystemError(call: "fstat", subject: path) }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw SystemError(call: "open", subject: path, number: EINVAL)
    }
    do {
      try Descriptor.writeAll(bytes, to: descriptor, subject: path)
    } catch {
      throw error as? SystemError ?? SystemError(call: "write", subject: path)
    }
  }

  /// The file that `path` leads to once every link is followed; `path` itself if there is none yet.
  package static func target(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
