import ByteText

/// Digits, eight at a time.
enum DigitRun {
  /// Whether the cell holds ASCII digits and nothing else, at least one.
  @inline(__always)
  static func isAll(_ cell: UnsafeRawBufferPointer) -> Bool {
    guard let base = cell.baseAddress, cell.count > 0 else { return false }
    var index = 0
    while index &+ 8 <= cell.count {
      if !isEight(base.loadUnaligned(fromByteOffset: index, as: UInt64.self)) { return false }
      index &+= 8
    }
    // The last eight may overlap those before.
    if index < cell.count, cell.count >= 8 {
      return isEight(base.loadUnaligned(fromByteOffset: cell.count &- 8, as: UInt64.self))
    }
    while index < cell.count {
      if !base.load(fromByteOffset: index, as: UInt8.self).isDigit { return false }
      index &+= 1
    }
    return true
  }

  /// A digit has 3 in its upper half, and still has when 6 is added to it.
  @inline(__always)
  private static func isEight(_ word: UInt64) -> Bool {
    let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    return word & high == 0x3030_3030_3030_3030
      && (word &+ 0x0606_0606_0606_0606) & high == 0x3030_3030_3030_3030
  }
}
