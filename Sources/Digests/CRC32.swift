/// The checksum of ISO 3309 and RFC 1952 section 8: against accidents, not against people.
package enum CRC32 {
  /// The checksum of `bytes`; to go on from an earlier piece, give that piece's checksum.
  package static func checksum(_ bytes: [UInt8], after earlier: UInt32 = 0) -> UInt32 {
    var sum = ~earlier
    table.withUnsafeBufferPointer { table in
      for byte in bytes { sum = table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8 }
    }
    return ~sum
  }

  private static let table: [UInt32] = (0..<256 as Range<UInt32>).map { index in
    var entry = index
    for _ in 0..<8 { entry = entry & 1 == 0 ? entry >> 1 : entry >> 1 ^ 0xEDB8_8320 }
    return entry
  }
}
