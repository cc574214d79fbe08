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

  /// A number of one to five digits, a point and two digits, times a hundred; nil for anything else.
  @inline(__always)
  static func hundredths(_ cell: UnsafeRawBufferPointer) -> Int64? {
    guard let base = cell.baseAddress, cell.count >= 4, cell.count <= 8 else { return nil }
    let first = base.loadUnaligned(as: UInt32.self)
    let last = base.loadUnaligned(fromByteOffset: cell.count &- 4, as: UInt32.self)
    // The text at the upper end of eight bytes, zeros before it; the bytes that both loads have are
    // shifted out of the first.
    let missing = UInt64(8 &* (8 &- cell.count))
    let front = (UInt64(first) &<< missing) & 0xFFFF_FFFF
    let zeros: UInt64 = missing == 0 ? 0 : 0x3030_3030_3030_3030 &>> (64 &- missing)
    let text = UInt64(last) &<< 32 | front | zeros
    guard text & 0x0000_FF00_0000_0000 == UInt64(UInt8(ascii: ".")) &<< 40 else { return nil }
    let digits =
      text & 0xFFFF_0000_0000_0000 | (text & 0x0000_00FF_FFFF_FFFF) &<< 8 | UInt64(UInt8.digitZero)
    guard isEight(digits) else { return nil }
    return Int64(truncatingIfNeeded: value(digits))
  }

  /// What eight digits are, the first of them in the lowest byte.
  @inline(__always)
  private static func value(_ digits: UInt64) -> UInt64 {
    var value = digits &- 0x3030_3030_3030_3030
    value = (value &* 10 &+ value &>> 8) & 0x00FF_00FF_00FF_00FF
    value = (value &* 100 &+ value &>> 16) & 0x0000_FFFF_0000_FFFF
    return (value &* 10_000 &+ value &>> 32) & 0xFFFF_FFFF
  }

  /// `12:34:56` as hours, minutes and seconds; nil for anything else. Any two digits may stand there.
  @inline(__always)
  static func clock(_ text: UInt64) -> (hour: UInt64, minute: UInt64, second: UInt64)? {
    // A colon differs from a zero in two bits.
    let digits = text ^ 0x0000_0A00_000A_0000
    guard digits & 0x0000_FF00_00FF_0000 == 0x0000_3000_0030_0000, isEight(digits) else {
      return nil
    }
    let plain = digits &- 0x3030_3030_3030_3030
    let pairs = plain &* 10 &+ plain &>> 8
    return (pairs & 0xFF, pairs &>> 24 & 0xFF, pairs &>> 48 & 0xFF)
  }
}
