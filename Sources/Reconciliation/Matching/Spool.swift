import CText

/// Both sides as compact rows, parted by order number.
final class Spool: Sendable {
  let ours: PartitionStore
  let theirs: PartitionStore
  let hash = OrderHash()

  init(partitions: Int, directory: String, budget: Int) {
    ours = PartitionStore(partitions: partitions, directory: directory, budget: budget)
    theirs = PartitionStore(partitions: partitions, directory: directory, budget: budget)
  }

  /// Reads a side into its store; `progress` hears of every 65,536 rows.
  func fill(
    _ store: KeyPath<Spool, PartitionStore>, _ side: Reconciler.Side, _ progress: (Int) -> Void
  ) throws -> SideResult {
    let store = self[keyPath: store]
    let hash = hash
    let partitions = UInt64(store.partitions)
    let count = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    count.initialize(to: 0)
    defer { count.deallocate() }
    // What the function below has of its own, is counted and guarded row by row; pointers are not.
    let rows = Unmanaged.passUnretained(store)
    // A function rather than a closure in a variable: the compiler then sees that nobody keeps it.
    func sink(_ row: StatementRow) throws {
      let value = row.digits.count > 0 ? hash(row.digits) : hash(row.order)
      // The upper half chooses the partition, the lower half the slot. Shifts bind tighter than `&*`.
      let partition = Int(truncatingIfNeeded: ((value &>> 32) &* partitions) &>> 32)
      let place = try rows._withUnsafeGuaranteedRef {
        try $0.room(partition, size: CompactRow.size(of: row))
      }
      CompactRow.write(row, to: place)
      // A thousand rows go elsewhere before the next one comes here; its memory may be on its way then.
      ctext_will_write(place + 64)
      count.pointee &+= 1
      if count.pointee & 0xFFFF == 0 { progress(count.pointee) }
    }
    let result: SideResult
    switch side {
    case .statement(let statement):
      result = SideResult(try StatementReader(statement).read(sink))
    case .records(let source): result = SideResult(try source.read(sink))
    case .statements(let statements): result = try Self.read(statements, sink)
    }
    try store.finish()
    return result
  }

  /// Several files, one behind the other; rows are numbered through.
  private static func read(_ statements: [Statement], _ sink: (StatementRow) throws -> Void) throws
    -> SideResult
  {
    var all: SideResult?
    var start: UInt32 = 0
    for statement in statements {
      var end = start
      let result = try StatementReader(statement, statuses: all?.statuses).read { row in
        var numbered = row
        let (number, overflow) = row.row.addingReportingOverflow(start)
        guard !overflow else {
          throw ReconcileError.tooLarge(
            "the files of a side have more rows than fit one comparison; compare fewer at a time")
        }
        numbered.row = number
        end = max(end, number)
        try sink(numbered)
      }
      if all == nil { all = SideResult(files: []) }
      try all?.add(result, from: start)
      start = end
    }
    guard let all else { throw ReconcileError.totalsDisagree("a side has no file") }
    return all
  }
}
