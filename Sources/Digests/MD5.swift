extension Insecure {
  /// MD5 (RFC 1321), one message at a time. For many messages see `MD5Lanes`.
  package struct MD5: HashFunction {
    /// Sixteen bytes.
    package static var digestSize: Int { 16 }

    private var state = MD5State()
    private var feed = BlockFeed()

    /// Starts with nothing fed.
    package init() {}

    /// Feeds more of the message.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
      feed.feed(bytes) { block, count in state.compress(block, count: count) }
    }

    /// The 16 bytes of the digest.
    package mutating func finish() -> [UInt8] {
      feed.finish(bigEndianLength: false) { block, count in state.compress(block, count: count) }
      return state.bytes
    }
  }
}
