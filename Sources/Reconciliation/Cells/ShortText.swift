/// Up to sixteen bytes in two words, to see cheaply whether the next cell is the same.
struct ShortText: Sendable {
  private static let longest = 16

  private var low: UInt64 = 0
  private var high: UInt64 = 0
  /// 0 for nothing, which equals no cell.
  private var count = 0

  /// Nothing.
  init() {}

  /// The cell; nothing when it is longer.
  @inline(__always)
  init(_ cell: UnsafeRawBufferPointer) {
    guard let base = cell.baseAddress, cell.count > 0, cell.count <= Self.longest else { return }
    count = cell.count
    (low, high) = Self.words(base, count)
  }

  @inline(__always)
  func isSame(_ cell: UnsafeRawBufferPointer) -> Bool {
    guard cell.count == count, let base = cell.baseAddress, count > 0 else { return false }
    return Self.words(base, count) == (low, high)
  }

  /// The bytes as two words that overlap where there are fewer than sixteen.
  @inline(__always)
  private static func words(_ base: UnsafeRawPointer, _ count: Int) -> (UInt64, UInt64) {
    if count >= 8 {
      return (
        base.loadUnaligned(as: UInt64.self),
        base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      )
    }
    if count >= 4 {
      return (
        UInt64(base.loadUnaligned(as: UInt32.self)),
        UInt64(base.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
      )
    }
    let first = base.loadUnaligned(as: UInt8.self)
    let middle = base.loadUnaligned(fromByteOffset: count / 2, as: UInt8.self)
    let last = base.loadUnaligned(fromByteOffset: count &- 1, as: UInt8.self)
    return (UInt64(first), UInt64(middle) &<< 8 | UInt64(last))
  }
}
