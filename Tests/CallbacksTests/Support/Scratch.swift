import Glibc
import Platform
import WireFormat

/// A directory of its own for one test, removed at the end.
final class Scratch: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/callbacks-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError(call: "mkdtemp", subject: "/tmp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in FileCalls.system.names(path) ?? [] { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  var record: String { "\(path)/callbacks.jsonl" }

  func read() throws -> Bytes {
    try SecureFile.read(record, limit: 1 << 28).bytes
  }

  var lines: [Bytes] {
    get throws { try read().split(separator: 0x0A).map(Array.init) }
  }

  func write(_ bytes: Bytes) throws {
    unlink(record)
    try SecureFile.write(bytes, to: record, replacing: false)
  }
}
