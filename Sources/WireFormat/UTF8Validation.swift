/// Strict UTF-8 (RFC 3629, Unicode table 3-7): no overlong forms, no surrogates, nothing above
/// U+10FFFF.
package enum UTF8Validation {
  /// The offset of the first byte of the first ill-formed sequence, or nil if all is well formed.
  ///
  /// A sequence that the end of input cuts short is ill-formed.
  package static func firstInvalidOffset(in bytes: Bytes) -> Int? {
    bytes.withUnsafeBytes { firstInvalidOffset(in: $0) }
  }

  /// The same over memory that the caller holds.
  package static func firstInvalidOffset(in bytes: UnsafeRawBufferPointer) -> Int? {
    var offset = 0
    while offset < bytes.count {
      // Signed fields are ASCII nearly always: eight at a step while no high bit is set.
      while offset &+ 8 <= bytes.count,
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        offset &+= 8
      }
      guard offset < bytes.count else { return nil }
      if bytes[offset] < 0x80 {
        offset &+= 1
        continue
      }
      let length = sequenceLength(in: bytes, at: offset)
      guard length > 0 else { return offset }
      offset &+= length
    }
    return nil
  }

  /// Whether all bytes are well-formed UTF-8.
  package static func isValid(_ bytes: Bytes) -> Bool { firstInvalidOffset(in: bytes) == nil }

  /// How many bytes are left when a sequence that the end may have cut short is set aside.
  static func completePrefix(of bytes: Bytes) -> Int {
    for (back, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
      let length =
        switch byte {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
      return length > back + 1 ? bytes.count - back - 1 : bytes.count
    }
    return bytes.count
  }

  /// Length of the multi-byte sequence at `offset`, or 0 if it is ill-formed.
  private static func sequenceLength(in bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
    // The first byte fixes the length and the range of the second byte; that range is what keeps
    // out overlong forms (E0, F0), surrogates (ED) and code points past U+10FFFF (F4).
    let length: Int
    let second: ClosedRange<UInt8>
    switch bytes[offset] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard offset <= bytes.count - length, second.contains(bytes[offset + 1]) else { return 0 }
    for index in (offset + 2)..<(offset + max(length, 2))
    where bytes[index] & 0xC0 != 0x80 {
      return 0
    }
    return length
  }
}
