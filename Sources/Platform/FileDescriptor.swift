import Glibc

/// An error of a system call: which call, on what, and the system's own number and words.
public struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name of the call that failed, such as `open` or `fsync`.
  public let call: String
  /// What the call worked on, usually a path; never file content.
  public let subject: String
  /// The system's error number.
  public let number: CInt

  /// Describes a failed call; `number` is `errno` unless given.
  public init(call: String, subject: String, number: CInt = errno) {
    self.call = call
    self.subject = subject
    self.number = number
  }

  /// The system's words for the number, in English.
  public var reason: String { String(cString: strerror(number)) }

  /// `call subject: reason`.
  public var description: String { "\(call) \(subject): \(reason)" }
}

/// Whole writes and bounded reads on a descriptor; interrupted calls are taken up again.
public enum Descriptor {
  /// Writes every byte, or throws. `subject` names the target in the error.
  public static func writeAll(_ bytes: [UInt8], to descriptor: CInt, subject: String) throws {
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0 {
          if errno == EINTR { continue }
          throw SystemError(call: "write", subject: subject)
        }
        done += count
      }
    }
  }

  /// Reads until end of file; throws `EFBIG` once more than `limit` bytes have come.
  public static func readAll(from descriptor: CInt, limit: Int, subject: String) throws -> [UInt8] {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError(call: "read", subject: subject)
      }
      if count == 0 { return result }
      if result.count + count > limit {
        throw SystemError(call: "read", subject: subject, number: EFBIG)
      }
      result.append(contentsOf: chunk[0..<count])
    }
  }
}
