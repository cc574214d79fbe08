import Glibc

/// Memory for many blocks that are all given back together. Where there are many, the system is asked for
/// large pages: rows go to a thousand places in turn.
struct BlockMemory: ~Copyable {
  private static let slabBytes = 2 << 20
  /// What fits the first, small slab: most comparisons are small.
  private static let firstBytes = 1 << 18

  private var slabs: [UnsafeMutableRawPointer] = []
  private var next: UnsafeMutableRawPointer?
  private var left = 0

  deinit {
    for slab in slabs { slab.deallocate() }
  }

  /// A block, which nothing is written to yet.
  mutating func block(of bytes: Int) -> UnsafeMutableRawPointer {
    let size = (bytes + 15) & ~15
    if let place = next, size <= left {
      next = place + size
      left -= size
      return place
    }
    let isFirst = slabs.isEmpty
    let slabBytes = max(isFirst ? Self.firstBytes : Self.slabBytes, size)
    let slab = UnsafeMutableRawPointer.allocate(
      byteCount: slabBytes, alignment: isFirst ? 4_096 : Self.slabBytes)
    if !isFirst { _ = madvise(slab, slabBytes, MADV_HUGEPAGE) }
    slabs.append(slab)
    next = slab + size
    left = slabBytes - size
    return slab
  }
}

/// Memory that grows when more is wanted than there was, and then has nothing in it.
struct GrowingMemory: ~Copyable {
  private(set) var base = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
  private var capacity = 64

  deinit { base.deallocate() }

  /// At least that much memory, with whatever was in it or in none.
  mutating func reserve(_ bytes: Int) -> UnsafeMutableRawPointer {
    guard bytes > capacity else { return base }
    base.deallocate()
    capacity = bytes + bytes / 4
    base = .allocate(byteCount: capacity, alignment: 4_096)
    return base
  }
}
