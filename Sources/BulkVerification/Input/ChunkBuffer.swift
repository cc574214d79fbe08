import Glibc

/// A thread's memory for the lines that it works on, with slack behind them.
struct ChunkBuffer: ~Copyable {
  private(set) var start: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// Bytes of whole lines.
  var count = 0
  /// Place in the order of the input.
  var sequence = 0
  /// Whether the chunk stands for one line that was too long to keep; then it has no bytes.
  var isLongLine = false

  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity + Wide.slack)
  }

  deinit { start.deallocate() }

  /// Makes room for so many bytes; the first `kept` stay.
  mutating func reserve(_ wanted: Int, keeping kept: Int) {
    guard wanted > capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + Wide.slack)
    memcpy(larger, start, kept)
    start.deallocate()
    (start, capacity) = (larger, wanted)
  }
}
