import Glibc
import Platform

/// Where the lines come from.
package struct BulkInput: Sendable {
  /// Fills the memory with the next bytes and says how many; 0 is the end of input.
  package var read: @Sendable (UnsafeMutableRawBufferPointer) throws -> Int

  /// Reads from a closure.
  package init(_ read: @escaping @Sendable (UnsafeMutableRawBufferPointer) throws -> Int) {
    self.read = read
  }

  /// Reads from a descriptor, and unpacks a file that is gzip's.
  /// - Throws: `GzipError`, `SystemError`.
  package static func file(_ descriptor: CInt, stop: @escaping @Sendable () -> Bool) throws
    -> BulkInput
  {
    try packed(descriptor, stop: stop) ?? .descriptor(descriptor, stop: stop)
  }

  /// Unpacks a file that is gzip's; nil for any other.
  /// - Throws: `GzipError`, `SystemError`.
  package static func packed(_ descriptor: CInt, stop: @escaping @Sendable () -> Bool) throws
    -> BulkInput?
  {
    guard GzipInput.isPacked(descriptor) else { return nil }
    let packed = try GzipInput(descriptor)
    return BulkInput { buffer in stop() ? 0 : try packed.read(buffer) }
  }

  /// Reads from a descriptor. While nothing comes, `stop` is asked several times a second and ends
  /// the input when it says so.
  package static func descriptor(_ descriptor: CInt, stop: @escaping @Sendable () -> Bool)
    -> BulkInput
  {
    BulkInput { buffer in
      while !stop() {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let ready = poll(&wait, 1, 200)
        if ready == 0 || ready < 0 && errno == EINTR { continue }
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count >= 0 { return count }
        if errno != EINTR && errno != EAGAIN { throw SystemError(call: "read", subject: "input") }
      }
      return 0
    }
  }
}
