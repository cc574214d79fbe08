import Glibc

/// Files that a user names to be read: regular ones, pipes of the shell, devices.
package enum InputFile {
  /// All bytes; throws `EFBIG` once more than `limit` have come.
  package static func read(_ path: String, limit: Int) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(call: "open", subject: path) }
    defer { close(descriptor) }
    return try Descriptor.readAll(from: descriptor, limit: limit, subject: path)
  }
}
