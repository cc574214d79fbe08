/// A hash function over blocks of 64 bytes, fed piece by piece.
package protocol HashFunction {
  /// Bytes in a digest.
  static var digestSize: Int { get }
  /// Starts with nothing fed.
  init()
  /// Feeds more of the message.
  mutating func update(_ bytes: UnsafeRawBufferPointer)
  /// The digest of all that was fed. The value cannot be fed further in a meaningful way.
  mutating func finish() -> [UInt8]
}

extension HashFunction {
  /// Bytes in a block, the same for MD5, SHA-1 and SHA-256.
  package static var blockSize: Int { 64 }

  /// The digest of a whole message.
  package static func digest(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var function = Self()
    function.update(bytes)
    return function.finish()
  }

  /// The digest of a whole message.
  package static func digest(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { digest($0) }
  }

  /// Feeds more of the message.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }
}
