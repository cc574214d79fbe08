/// Brings the differences of all partitions, each in order, into one order.
final class DifferenceMerge {
  /// The reader of one partition, standing on a difference.
  private final class Cursor {
    let partition: Int
    private let store: PartitionStore
    private let memory: UnsafeMutableRawPointer
    private var block = 0
    private var place = 0
    private var count = 0

    init(_ store: PartitionStore, _ partition: Int) {
      self.store = store
      self.partition = partition
      memory = .allocate(byteCount: store.blockBytes + CompactRow.slack, alignment: 16)
    }

    deinit { memory.deallocate() }

    /// The next difference; nil at the end.
    func next() throws -> FoundDifference? {
      if place == count {
        guard block < store.blockCount(partition) else { return nil }
        count = try store.read(partition, block: block, to: memory)
        place = 0
        block += 1
      }
      let base = memory + place
      place += Int(base.loadUnaligned(as: UInt32.self))
      return FoundDifference(stored: base)
    }
  }

  private var heap: [(key: UInt64, difference: FoundDifference, cursor: Cursor)] = []

  /// Opens every partition that has differences.
  init(_ store: PartitionStore) throws {
    for partition in 0..<store.partitions where store.blockCount(partition) > 0 {
      let cursor = Cursor(store, partition)
      if let first = try cursor.next() { heap.append((first.key, first, cursor)) }
    }
    heap.sort { $0.key < $1.key }
  }

  /// Gives every difference, by our row, then theirs.
  func forEach(_ body: (FoundDifference) throws -> Void) throws {
    while let top = heap.first {
      try body(top.difference)
      if let next = try top.cursor.next() {
        heap[0] = (next.key, next, top.cursor)
      } else {
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
      }
      sink()
    }
  }

  private func sink() {
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child].key < heap[smallest].key { smallest = child }
      }
      guard smallest != parent else { return }
      heap.swapAt(parent, smallest)
      parent = smallest
    }
  }
}
