/// Holds what the pointers of a shape point to.
final class ShapeMemory {
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit { for block in blocks { block.deallocate() } }

  /// A copy of the elements, which must be of a trivial type.
  func keep<T>(_ elements: [T]) -> UnsafeBufferPointer<T> {
    guard !elements.isEmpty else { return UnsafeBufferPointer(start: nil, count: 0) }
    let block = UnsafeMutablePointer<T>.allocate(capacity: elements.count)
    block.initialize(from: elements, count: elements.count)
    blocks.append(UnsafeMutableRawPointer(block))
    return UnsafeBufferPointer(start: block, count: elements.count)
  }

  /// A copy of the bytes with slack behind them.
  func keep(bytes: [UInt8]) -> ByteRun {
    let block = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + Wide.slack)
    block.initialize(repeating: 0, count: bytes.count + Wide.slack)
    block.update(from: bytes, count: bytes.count)
    blocks.append(UnsafeMutableRawPointer(block))
    return ByteRun(start: UnsafePointer(block), count: bytes.count)
  }
}
