import Platform
import TestSupport
import WireFormat

/// The record of a receiver, in a folder of its own.
extension ScratchFolder {
  private static let name = "callbacks.jsonl"

  var record: String { file(Self.name) }

  func read() throws -> Bytes { try read(Self.name) }

  var lines: [Bytes] {
    get throws { try read().split(separator: 0x0A).map(Array.init) }
  }

  func write(_ bytes: Bytes) throws { try write(bytes, to: Self.name) }
}
