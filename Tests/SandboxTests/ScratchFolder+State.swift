import TestSupport

/// The state of a sandbox, in a folder of its own.
extension ScratchFolder {
  private static let name = "state.jsonl"

  var state: String { file(Self.name) }

  func read() throws -> [UInt8] { try read(Self.name) }

  func write(_ bytes: some Collection<UInt8>) throws { try write(Array(bytes), to: Self.name) }
}
