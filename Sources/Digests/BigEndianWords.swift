/// Words of 32 bits, most significant byte first, as the SHA functions read and write them.
enum BigEndianWords {
  /// The sixteen words of a block, with room for the rest of a message schedule.
  static func load(_ block: UnsafeRawPointer, capacity: Int) -> [UInt32] {
    var words: [UInt32] = []
    words.reserveCapacity(capacity)
    for offset in stride(from: 0, to: 64, by: 4) {
      words.append(
        UInt32(bigEndian: block.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
    return words
  }

  /// Four bytes for each word.
  static func bytes(of words: [UInt32]) -> [UInt8] {
    words.flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> ($0 as UInt32)) }
    }
  }
}
