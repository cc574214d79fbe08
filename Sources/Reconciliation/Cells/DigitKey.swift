import ByteText
import WireFormat

/// Up to 32 digits in two words, half a byte each: the number of nearly every order. Numbers that are
/// equal have equal keys, and no others do.
struct DigitKey: Equatable {
  /// Most digits of a number that has a key.
  static let longest = 32

  /// The last sixteen digits, and those in front of them.
  let low: UInt64
  let high: UInt64
  /// How many digits; 0 for what is no such number, and then the words are 0, too.
  let count: Int

  /// A key of these words.
  @inline(__always)
  init(low: UInt64, high: UInt64, count: Int) {
    self.low = low
    self.high = high
    self.count = count
  }

  /// The key of a text.
  @inline(__always)
  init(_ text: UnsafeRawBufferPointer) {
    guard let base = text.baseAddress, text.count <= Self.longest, DigitRun.isAll(text) else {
      self.init(low: 0, high: 0, count: 0)
      return
    }
    let count = text.count
    let split = max(0, count &- 16)
    self.init(
      low: count < 8 ? Self.few(base, count) : Self.word(base + split, count &- split),
      high: split == 0 ? 0 : Self.word(base, split), count: count)
  }

  /// Bytes that a key of so many digits takes.
  @inline(__always)
  static func size(_ count: Int) -> Int { (count &+ 1) / 2 }

  /// Writes the key; sixteen bytes are written whatever its size.
  @inline(__always)
  func write(to base: UnsafeMutableRawPointer) {
    base.storeBytes(of: low, as: UInt64.self)
    base.storeBytes(of: high, toByteOffset: 8, as: UInt64.self)
  }

  /// Reads a key back; sixteen bytes are read whatever its size.
  @inline(__always)
  init(_ base: UnsafeRawPointer, count: Int) {
    let size = Self.size(count)
    let low = base.loadUnaligned(as: UInt64.self)
    let high = base.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    self.init(
      low: size >= 8 ? low : low & (1 << UInt64(8 &* size) &- 1),
      high: size >= 16 ? high : size <= 8 ? 0 : high & (1 << UInt64(8 &* (size &- 8)) &- 1),
      count: count)
  }

  /// The digits.
  var text: Bytes {
    let split = max(0, count - 16)
    return Self.digits(high, split) + Self.digits(low, count - split)
  }

  /// Up to sixteen digits: the last eight in the lower half, those before in the upper one. Eight bytes
  /// may be read from wherever a half begins.
  @inline(__always)
  private static func word(_ base: UnsafeRawPointer, _ count: Int) -> UInt64 {
    if count <= 8 { return half(base, count) }
    return half(base + (count &- 8), 8) | half(base, count &- 8) &<< 32
  }

  @inline(__always)
  private static func half(_ base: UnsafeRawPointer, _ count: Int) -> UInt64 {
    let digits = base.loadUnaligned(as: UInt64.self) &- 0x3030_3030_3030_3030
    return packed(digits &<< UInt64(8 &* (8 &- count)), count)
  }

  /// A number of fewer than eight digits, of which no eight bytes may be read.
  private static func few(_ base: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var digits: UInt64 = 0
    for index in 0..<count {
      let digit = base.load(fromByteOffset: index, as: UInt8.self) &- .digitZero
      digits |= UInt64(digit) &<< UInt64(8 &* (8 &- count &+ index))
    }
    return packed(digits, count)
  }

  /// Digits that stand a byte each at the upper end, two a byte: the first ones lowest, without empty
  /// bytes in front of them.
  @inline(__always)
  private static func packed(_ digits: UInt64, _ count: Int) -> UInt64 {
    var pairs = (digits &<< 4 | digits &>> 8) & 0x00FF_00FF_00FF_00FF
    pairs = (pairs | pairs &>> 8) & 0x0000_FFFF_0000_FFFF
    pairs = (pairs | pairs &>> 16) & 0xFFFF_FFFF
    return pairs &>> UInt64(32 &- 8 &* size(count))
  }

  private static func digits(_ word: UInt64, _ count: Int) -> Bytes {
    guard count > 0 else { return [] }
    let upper = max(0, count - 8)
    return pair(word >> 32, upper) + pair(word & 0xFFFF_FFFF, count - upper)
  }

  private static func pair(_ half: UInt64, _ count: Int) -> Bytes {
    let all = (0..<size(count)).flatMap { index in
      let byte = UInt8(truncatingIfNeeded: half >> UInt64(8 * index))
      return [byte >> 4 + .digitZero, byte & 15 + .digitZero]
    }
    return Array(all.suffix(count))
  }
}
