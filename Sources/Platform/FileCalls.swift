import CLinux
import Glibc

/// The file calls of the system as values, so that a test can make the N-th of them fail.
///
/// Every closure keeps the C convention: a negative result means failure and `errno` says why.
public struct FileCalls: Sendable {
  /// `open`; the system's version never hands out descriptors 0 to 2, which belong to the streams.
  public var open: @Sendable (_ path: String, _ flags: CInt, _ mode: mode_t) -> CInt
  /// `close`.
  public var close: @Sendable (_ descriptor: CInt) -> CInt
  /// `pread`.
  public var readAt: @Sendable (CInt, UnsafeMutableRawBufferPointer, _ offset: Int64) -> Int
  /// `write`.
  public var write: @Sendable (CInt, UnsafeRawBufferPointer) -> Int
  /// `pwrite`.
  public var writeAt: @Sendable (CInt, UnsafeRawBufferPointer, _ offset: Int64) -> Int
  /// `fsync`, of a file or a directory.
  public var sync: @Sendable (CInt) -> CInt
  /// `fstat`.
  public var status: @Sendable (CInt, inout stat) -> CInt
  /// `lstat`: a symbolic link is described, not followed.
  public var linkStatus: @Sendable (_ path: String, inout stat) -> CInt
  /// `flock`.
  public var lock: @Sendable (CInt, _ operation: CInt) -> CInt
  /// `rename`.
  public var rename: @Sendable (_ from: String, _ to: String) -> CInt
  /// `unlink`.
  public var remove: @Sendable (_ path: String) -> CInt
  /// `mkdir`.
  public var makeDirectory: @Sendable (_ path: String, mode_t) -> CInt
  /// Reserves blocks behind the end of a file without changing its size.
  public var reserve: @Sendable (CInt, _ offset: Int64, _ length: Int64) -> CInt
  /// The names in a directory, or nil with `errno` set.
  public var names: @Sendable (_ directory: String) -> [String]?
  /// The file system's magic number, or nil when it cannot be told.
  public var fileSystem: @Sendable (_ path: String) -> Int?

  /// The real calls.
  public static let system = FileCalls(
    open: openAboveStreams,
    close: { Glibc.close($0) },
    readAt: { pread($0, $1.baseAddress, $1.count, Int($2)) },
    write: { Glibc.write($0, $1.baseAddress, $1.count) },
    writeAt: { pwrite($0, $1.baseAddress, $1.count, Int($2)) },
    sync: { fsync($0) },
    status: { fstat($0, &$1) },
    linkStatus: { lstat($0, &$1) },
    lock: { flock($0, $1) },
    rename: { Glibc.rename($0, $1) },
    remove: { unlink($0) },
    makeDirectory: { mkdir($0, $1) },
    reserve: { clinux_reserve($0, $1, $2) },
    names: listNames,
    fileSystem: { path in
      let kind = clinux_file_system(path)
      return kind < 0 ? nil : Int(kind)
    })

  /// A file opened as descriptor 1 would receive everything that the program prints.
  @Sendable private static func openAboveStreams(_ path: String, _ flags: CInt, _ mode: mode_t)
    -> CInt
  {
    let descriptor = Glibc.open(path, flags, mode)
    guard (0...2).contains(descriptor) else { return descriptor }
    let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    let reason = errno
    _ = Glibc.close(descriptor)
    errno = reason
    return moved
  }

  @Sendable private static func listNames(_ directory: String) -> [String]? {
    guard let stream = opendir(directory) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
