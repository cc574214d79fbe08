import Glibc
import Platform
import WireFormat

/// A folder of its own for one test, removed at the end with all that is in it.
public final class ScratchFolder: Sendable {
  /// Where it is, without a slash at the end.
  public let path: String
  private static let beginning = "/tmp/merchant-tests-"

  /// Makes the folder.
  public init() throws {
    var template = Array("\(Self.beginning)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError(call: "mkdtemp", subject: "/tmp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    guard path.hasPrefix(beginning) else { return }
    for name in names(path) { remove(path + "/" + name) }
    if unlink(path) != 0 { rmdir(path) }
  }

  /// What stands in a folder, sorted; empty when it is none.
  public static func names(_ path: String) -> [String] {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [] }
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// What stands in it, sorted.
  public var names: [String] { Self.names(path) }

  /// The path of a file in it.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file anew, of that mode.
  public func write(_ bytes: Bytes, to name: String, mode: mode_t = 0o600) throws {
    unlink(file(name))
    let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC, mode)
    guard descriptor >= 0 else { throw SystemError(call: "open", subject: name) }
    defer { close(descriptor) }
    fchmod(descriptor, mode)
    try Descriptor.writeAll(bytes, to: descriptor, subject: name)
  }

  /// All of a file.
  public func read(_ name: String) throws -> Bytes {
    let descriptor = open(file(name), O_RDONLY)
    guard descriptor >= 0 else { throw SystemError(call: "open", subject: name) }
    defer { close(descriptor) }
    return try Descriptor.readAll(from: descriptor, limit: 1 << 30, subject: name)
  }
}
