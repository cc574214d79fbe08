import Glibc
import Platform
import Synchronization

/// Where the bytes of a file come from, and what to call it in messages.
package struct ByteSource: Sendable {
  /// The name for messages, usually the path.
  package let name: String
  /// About how many bytes there are; nil when nobody knows.
  package let byteCount: Int?
  /// Fills the buffer from its start and gives the number of bytes; 0 at the end.
  let read: @Sendable (UnsafeMutableRawBufferPointer) throws -> Int

  /// A source of the caller's own. `read` fills the buffer from its start; 0 means the end.
  package init(
    name: String, byteCount: Int? = nil,
    read: @escaping @Sendable (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    self.name = name
    self.byteCount = byteCount
    self.read = read
  }

  /// Reads an open descriptor from where it stands. The caller closes it.
  package init(name: String, descriptor: CInt) {
    self.init(name: name, byteCount: Self.size(descriptor)) { buffer in
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count >= 0 { return count }
        if errno != EINTR { throw SystemError(call: "read", subject: name) }
      }
    }
  }

  /// Gives bytes that are in memory.
  package init(name: String, bytes: [UInt8]) {
    let position = Position()
    self.init(name: name, byteCount: bytes.count) { buffer in
      position.offset.withLock { offset in
        let count = min(buffer.count, bytes.count - offset)
        if count > 0 { buffer.copyBytes(from: bytes[offset..<offset + count]) }
        offset += max(0, count)
        return max(0, count)
      }
    }
  }

  /// The size of a file; nil for a pipe.
  private static func size(_ descriptor: CInt) -> Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  private final class Position: Sendable {
    let offset = Mutex(0)
  }
}
