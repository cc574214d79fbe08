/// Bytes below 0x80, which mean the same in every encoding of a statement.
enum ASCIIRun {
  /// Where the run ends that begins there; the beginning itself where there is none.
  @inline(__always)
  static func end(_ piece: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard let base = piece.baseAddress else { return start }
    var index = start
    while index &+ 8 <= piece.count {
      let high =
        base.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080
      if high != 0 { return index &+ high.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < piece.count, base.load(fromByteOffset: index, as: UInt8.self) < 0x80 {
      index &+= 1
    }
    return index
  }
}
