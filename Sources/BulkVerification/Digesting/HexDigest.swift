/// The hexadecimal text of a digest, eight digits at a time, without a table.
enum HexDigest {
  /// Bytes of a digest in text.
  static let count = 32

  /// Whether the 32 bytes of text spell the 16 bytes of the digest in a case that is taken.
  @inline(__always)
  static func matches(
    _ digest: UnsafeRawPointer, _ text: UnsafeRawPointer, lower: Bool, upper: Bool
  ) -> Bool {
    var lowerDifference: UInt64 = 0
    var upperDifference: UInt64 = 0
    for word in 0..<4 {
      let nibbles = nibbles(digest.loadUnaligned(fromByteOffset: word &* 4, as: UInt32.self))
      let given = text.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self)
      // A nibble above 9 carries into the next four bits when six are added.
      let letters = ((nibbles &+ 0x0606_0606_0606_0606) &>> 4) & 0x0101_0101_0101_0101
      let digits = nibbles | 0x3030_3030_3030_3030
      // With either case taken, so is a mixture: a letter's case is one bit that no digit lacks.
      let folded = lower && upper ? given | 0x2020_2020_2020_2020 : given
      lowerDifference |= folded ^ (digits &+ letters &* 39)
      upperDifference |= given ^ (digits &+ letters &* 7)
    }
    return lower && lowerDifference == 0 || upper && upperDifference == 0
  }

  /// Whether all 32 bytes are hexadecimal digits.
  static func isHex(_ text: UnsafePointer<UInt8>) -> Bool {
    for index in 0..<count where text[index].hexValue == nil { return false }
    return true
  }

  /// The eight nibbles of four bytes, each in a byte, in the order in which they are written.
  @inline(__always)
  private static func nibbles(_ word: UInt32) -> UInt64 {
    var spread = UInt64(word)
    spread = (spread | spread &<< 16) & 0x0000_FFFF_0000_FFFF
    spread = (spread | spread &<< 8) & 0x00FF_00FF_00FF_00FF
    return (spread &>> 4) & 0x000F_000F_000F_000F | (spread & 0x000F_000F_000F_000F) &<< 8
  }
}
