/// Cuts a message that comes in pieces into blocks of 64 bytes, and pads its end.
///
/// MD5 (RFC 1321 section 3), SHA-1 and SHA-256 (FIPS 180-4 section 5.1.1) pad alike but for the
/// byte order of the length.
struct BlockFeed {
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  /// Hands every whole block to `compress`, as a pointer to `count` blocks in a row.
  mutating func feed(
    _ bytes: UnsafeRawBufferPointer, _ compress: (UnsafeRawPointer, _ count: Int) -> Void
  ) {
    length &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(64 - pending.count)
      pending += taken
      rest = rest.dropFirst(taken.count)
      guard pending.count == 64 else { return }
      compressPending(compress)
    }
    let whole = UnsafeRawBufferPointer(rebasing: rest.prefix(rest.count / 64 * 64))
    if let start = whole.baseAddress, !whole.isEmpty { compress(start, whole.count / 64) }
    pending += rest.dropFirst(whole.count)
  }

  /// Pads what is left and hands over the last one or two blocks.
  mutating func finish(
    bigEndianLength: Bool, _ compress: (UnsafeRawPointer, _ count: Int) -> Void
  ) {
    pending.append(0x80)
    let padded = pending.count <= 56 ? 64 : 128
    pending += repeatElement(0, count: padded - 8 - pending.count)
    let bits = length &<< 3
    for index in 0..<8 as Range<UInt64> {
      let shift = bigEndianLength ? 56 - 8 * index : 8 * index
      pending.append(UInt8(truncatingIfNeeded: bits &>> shift))
    }
    compressPending(compress)
  }

  private mutating func compressPending(_ compress: (UnsafeRawPointer, _ count: Int) -> Void) {
    pending.withUnsafeBytes { block in
      if let start = block.baseAddress { compress(start, block.count / 64) }
    }
    pending.removeAll(keepingCapacity: true)
  }
}
