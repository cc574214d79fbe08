/// Both sides as compact rows, parted by order number.
final class Spool: Sendable {
  let ours: PartitionStore
  let theirs: PartitionStore
  private let hash = OrderHash()

  init(partitions: Int, directory: String, budget: Int) {
    ours = PartitionStore(partitions: partitions, directory: directory, budget: budget)
    theirs = PartitionStore(partitions: partitions, directory: directory, budget: budget)
  }

  /// Reads a side into its store; `progress` hears of every 65,536 rows.
  func fill(
    _ store: KeyPath<Spool, PartitionStore>, _ side: Reconciler.Side, _ progress: (Int) -> Void
  ) throws -> StatementReader.Result {
    let store = self[keyPath: store]
    let hash = hash
    let partitions = UInt64(store.partitions)
    var count = 0
    let sink: (StatementRow) throws -> Void = { row in
      let value = hash(row.order)
      // The upper half chooses the partition, the lower half the slot. Shifts bind tighter than `&*`.
      let partition = Int(truncatingIfNeeded: ((value &>> 32) &* partitions) &>> 32)
      let place = try store.room(partition, size: CompactRow.size(of: row))
      CompactRow.write(row, hash: UInt32(truncatingIfNeeded: value), to: place)
      count &+= 1
      if count & 0xFFFF == 0 { progress(count) }
    }
    let result =
      switch side {
      case .statement(let statement): try StatementReader(statement).read(sink)
      case .records(let source): try source.read(sink)
      }
    try store.finish()
    return result
  }
}
