import ByteText
import Digests
import WireFormat

/// The checksum that ends every line: the first 96 bits of SHA-256, as 24 hex digits.
///
/// A CRC would find rot as well, but an edit can be made to fit any CRC. With a hash, whoever keeps
/// the last checksum of a journal elsewhere (a printed batch summary) can prove that nothing before
/// it was changed. It is not keyed: without such a copy, someone who may write the file can
/// rewrite the whole chain.
package struct Checksum: Sendable, Hashable {
  let high: UInt64
  let low: UInt32

  /// What the first line of a journal names as the checksum before it.
  package static let none = Checksum(high: 0, low: 0)

  /// Number of hex digits.
  static let digits = 24

  init(high: UInt64, low: UInt32) {
    self.high = high
    self.low = low
  }

  init(of bytes: UnsafeRawBufferPointer) {
    let words = SHA256.words(bytes)
    self.init(high: UInt64(words[0]) &<< 32 | UInt64(words[1]), low: words[2])
  }

  init(of bytes: Bytes) {
    self = bytes.withUnsafeBytes { Checksum(of: $0) }
  }

  /// Reads 24 lower-case hex digits that begin at `start`; nil for anything else.
  init?(hex bytes: Bytes, at start: Int) {
    guard start >= 0, start <= bytes.count, bytes.count - start >= Self.digits else { return nil }
    var high: UInt64 = 0
    var low: UInt32 = 0
    var index = 0
    while index < Self.digits {
      guard let digit = Self.value(of: bytes[start + index]) else { return nil }
      if index < 16 { high = high &<< 4 | UInt64(digit) } else { low = low &<< 4 | UInt32(digit) }
      index += 1
    }
    self.init(high: high, low: low)
  }

  /// Appends the 24 digits.
  func write(to output: inout Bytes) {
    var shift: UInt64 = 64
    while shift > 0 {
      shift &-= 4
      output.append(Hex.digit(UInt8(truncatingIfNeeded: high &>> shift) & 15))
    }
    var lowShift: UInt32 = 32
    while lowShift > 0 {
      lowShift &-= 4
      output.append(Hex.digit(UInt8(truncatingIfNeeded: low &>> lowShift) & 15))
    }
  }

  /// The 24 digits as text.
  package var text: String {
    var bytes: Bytes = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8.digits: digit &- .digitZero
    case 0x61...0x66: digit &- UInt8(ascii: "W")
    default: nil
    }
  }
}
