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
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
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
}
