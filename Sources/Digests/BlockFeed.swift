/// Cuts a message that comes in pieces into blocks of 64 bytes, and pads its end.
///
/// MD5 (RFC 1321 section 3), SHA-1 and SHA-256 (FIPS 180-4 section 5.1.1) pad alike but for the
/// byte order of the length.
struct BlockFeed {
  typealias Compress = (UnsafeRawPointer, _ count: Int) -> Void

  /// The block that is being filled: 64 bytes in place, because an array would be allocated for
  /// every message.
  private var block = SIMD16<UInt32>()
  private var filled = 0
  private var length: UInt64 = 0

  /// Hands every whole block to `compress`, as a pointer to `count` blocks in a row.
  mutating func feed(_ bytes: UnsafeRawBufferPointer, _ compress: Compress) {
    length &+= UInt64(bytes.count)
    var rest = bytes
    if filled > 0 {
      let taken = min(64 - filled, rest.count)
      fill(from: UnsafeRawBufferPointer(rebasing: rest[..<taken]))
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      guard filled == 64 else { return }
      compressBlock(compress)
    }
    let whole = rest.count / 64
    if let start = rest.baseAddress, whole > 0 { compress(start, whole) }
    fill(from: UnsafeRawBufferPointer(rebasing: rest[(whole * 64)...]))
  }

  /// Pads what is left and hands over the last one or two blocks.
  mutating func finish(bigEndianLength: Bool, _ compress: Compress) {
    // `filled` is below 64 here, and every byte of the block from there on is zero.
    setByte(filled, 0x80)
    if filled >= 56 { compressBlock(compress) }
    let bits = length &<< 3
    let ordered = bigEndianLength ? bits.bigEndian : bits.littleEndian
    withUnsafeMutableBytes(of: &block) {
      $0.storeBytes(of: ordered, toByteOffset: 56, as: UInt64.self)
    }
    compressBlock(compress)
  }

  private mutating func fill(from bytes: UnsafeRawBufferPointer) {
    withUnsafeMutableBytes(of: &block) {
      UnsafeMutableRawBufferPointer(rebasing: $0[filled...]).copyMemory(from: bytes)
    }
    filled += bytes.count
  }

  private mutating func setByte(_ index: Int, _ byte: UInt8) {
    withUnsafeMutableBytes(of: &block) { $0[index] = byte }
  }

  private mutating func compressBlock(_ compress: Compress) {
    withUnsafeBytes(of: block) { bytes in
      if let start = bytes.baseAddress { compress(start, 1) }
    }
    block = SIMD16()
    filled = 0
  }
}
