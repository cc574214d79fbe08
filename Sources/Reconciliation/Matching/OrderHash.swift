/// A fast keyed hash of an order number. The key differs from run to run, so that nobody can write
/// a file whose numbers all collide; results do not depend on it.
struct OrderHash: Sendable {
  private let seed: UInt64

  init(seed: UInt64 = UInt64.random(in: .min ... .max)) { self.seed = seed }

  /// Multiplies eight bytes at a time and folds the halves of the product.
  @inline(__always)
  func callAsFunction(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
    var index = 0
    while index &+ 8 <= bytes.count {
      hash = Self.fold(
        hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self), 0x9E37_79B9_7F4A_7C15)
      index &+= 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest &<< 8 | UInt64(bytes[index])
      index &+= 1
    }
    return Self.fold(hash ^ rest, 0xD6E8_FEB8_6659_FD93 ^ seed)
  }

  /// The hash of a number of digits.
  @inline(__always)
  func callAsFunction(_ digits: DigitKey) -> UInt64 {
    let first = Self.fold(
      seed ^ UInt64(truncatingIfNeeded: digits.count) ^ digits.low, 0x9E37_79B9_7F4A_7C15)
    return Self.fold(first ^ digits.high, 0xD6E8_FEB8_6659_FD93 ^ seed)
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = (left ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: right | 1)
    return high ^ low
  }
}
