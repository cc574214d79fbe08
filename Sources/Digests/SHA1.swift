extension Insecure {
  /// SHA-1 (FIPS 180-4 section 6.1).
  package struct SHA1: HashFunction {
    /// Twenty bytes.
    package static var digestSize: Int { 20 }

    private var state: [UInt32] = [
      0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0,
    ]
    private var feed = BlockFeed()

    /// Starts with nothing fed.
    package init() {}

    /// Feeds more of the message.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
      feed.feed(bytes) { block, count in Self.compress(&state, block, count: count) }
    }

    /// The 20 bytes of the digest.
    package mutating func finish() -> [UInt8] {
      feed.finish(bigEndianLength: true) { block, count in
        Self.compress(&state, block, count: count)
      }
      return BigEndianWords.bytes(of: state)
    }

    private static func compress(_ state: inout [UInt32], _ blocks: UnsafeRawPointer, count: Int) {
      for index in 0..<count {
        var words = BigEndianWords.load(blocks + index * 64, capacity: 80)
        for t in 16..<80 {
          words.append(turn(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1))
        }
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for t in 0..<80 {
          let (mixed, constant) = round(t, b, c, d)
          let next = turn(a, 5) &+ mixed &+ e &+ constant &+ words[t]
          (e, d, c, b, a) = (d, c, turn(b, 30), a, next)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
      }
    }

    private static func round(
      _ t: Int, _ b: UInt32, _ c: UInt32, _ d: UInt32
    ) -> (mixed: UInt32, constant: UInt32) {
      switch t {
      case ..<20: (b & c | ~b & d, 0x5A82_7999)
      case ..<40: (b ^ c ^ d, 0x6ED9_EBA1)
      case ..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
      default: (b ^ c ^ d, 0xCA62_C1D6)
      }
    }

    private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
      word << count | word >> (32 - count)
    }
  }
}
