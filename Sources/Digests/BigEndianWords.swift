/// Words of 32 bits, most significant byte first, as the SHA functions read and write them.
enum BigEndianWords {
  /// The sixteen words of a block.
  static func load(_ block: UnsafeRawPointer) -> [UInt32] {
    (0..<16).map { index in
      UInt32(bigEndian: block.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
    }
  }

  /// Four bytes for each word.
  static func bytes(of words: [UInt32]) -> [UInt8] {
    words.flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> ($0 as UInt32)) }
    }
  }
}
