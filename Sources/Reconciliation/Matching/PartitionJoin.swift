import PaymentValues

/// Joins the rows of one partition by order number and writes the differences in order.
final class PartitionJoin {
  /// An order: places of its first rows plus 1, 0 for none.
  struct Slot {
    var ours: UInt32
    var theirs: UInt32
  }

  private let partition: Int
  private let stores: (ours: PartitionStore, theirs: PartitionStore)
  let classifier: RowClassifier
  let ours: UnsafeMutableRawPointer
  let theirs: UnsafeMutableRawPointer
  private let oursBytes: Int
  private let theirsBytes: Int
  private let slots: UnsafeMutablePointer<Slot>
  private let mask: Int
  /// By class, all but what matched; behind them the orders that a row of refunds implied and
  /// another row told.
  private(set) var totals = Array(
    repeating: ClassTotals(), count: DifferenceKind.allCases.count + 1)
  /// What matched: nearly every order.
  private var matchedRows = 0
  private var matchedFen: Int64 = 0
  private(set) var found: [FoundDifference] = []

  /// Makes room for a partition of both sides.
  /// - Throws: `ReconcileError.tooLarge`.
  init(_ partition: Int, ours: PartitionStore, theirs: PartitionStore, _ classifier: RowClassifier)
    throws(ReconcileError)
  {
    let sizes = (ours.byteCount(partition), theirs.byteCount(partition))
    guard max(sizes.0, sizes.1) < Int(UInt32.max) else {
      throw ReconcileError.tooLarge(
        "a part of the comparison is larger than 4 GiB; use more partitions or split the files")
    }
    self.partition = partition
    stores = (ours, theirs)
    self.classifier = classifier
    (oursBytes, theirsBytes) = sizes
    self.ours = .allocate(byteCount: max(1, sizes.0), alignment: 16)
    self.theirs = .allocate(byteCount: max(1, sizes.1), alignment: 16)
    // A row takes at least 37 bytes; twice as many slots as there can be orders.
    var capacity = 16
    while capacity < (sizes.0 + sizes.1) / 37 * 3 / 2 { capacity *= 2 }
    mask = capacity - 1
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: Slot(ours: 0, theirs: 0), count: capacity)
  }

  deinit {
    ours.deallocate()
    theirs.deallocate()
    slots.deallocate()
  }

  /// Joins, and sorts the differences by our row, then theirs.
  /// - Throws: `ReconcileError.totalTooLarge`; the stores' errors.
  func run() throws {
    try stores.ours.read(partition, to: ours)
    try stores.theirs.read(partition, to: theirs)
    enter(ours, oursBytes, \.ours)
    enter(theirs, theirsBytes, \.theirs)
    for index in 0...mask {
      let slot = slots[index]
      if slot.ours != 0 || slot.theirs != 0 { try settle(slot) }
    }
    var matched = ClassTotals()
    (matched.oursCount, matched.theirsCount) = (matchedRows, matchedRows)
    (matched.oursFen, matched.theirsFen) = (matchedFen, matchedFen)
    try totals[Int(DifferenceKind.matched.rawValue)].add(matched)
    found.sort { $0.key < $1.key }
  }

  /// Puts every row of a side in the table; rows of one order are chained.
  private func enter(
    _ base: UnsafeMutableRawPointer, _ bytes: Int, _ side: WritableKeyPath<Slot, UInt32>
  ) {
    let isOurs = side == \Slot.ours
    var place = 0
    while place < bytes {
      let row = CompactRow(base + place)
      var index = Int(row.hash) & mask
      while true {
        let slot = slots[index]
        if slot.ours == 0, slot.theirs == 0 { break }
        let other = slot.ours != 0 ? self.row(ours, slot.ours) : self.row(theirs, slot.theirs)
        if row.hasSameOrder(as: other) { break }
        index = (index &+ 1) & mask
      }
      let position = UInt32(truncatingIfNeeded: place &+ 1)
      if isOurs {
        row.link = slots[index].ours
        slots[index].ours = position
      } else {
        row.link = slots[index].theirs
        slots[index].theirs = position
      }
      place &+= row.size
    }
  }

  @inline(__always)
  func row(_ base: UnsafeMutableRawPointer, _ position: UInt32) -> CompactRow {
    CompactRow(base + (Int(position) - 1))
  }

  /// The side's only row, if it has one at most and that is an order.
  @inline(__always)
  private func isPlain(_ base: UnsafeMutableRawPointer, _ position: UInt32) -> Bool {
    guard position != 0 else { return true }
    let row = row(base, position)
    return row.link == 0 && row.isPayment
  }

  private func settle(_ slot: Slot) throws {
    guard isPlain(ours, slot.ours), isPlain(theirs, slot.theirs) else {
      return try settleGroup(slot)
    }
    try settle(
      slot.ours == 0 ? nil : row(ours, slot.ours), slot.theirs == 0 ? nil : row(theirs, slot.theirs)
    )
  }

  /// One order at most on each side.
  @inline(__always)
  func settle(_ left: CompactRow?, _ right: CompactRow?) throws {
    switch (left, right) {
    case (let left?, let right?):
      let (kind, fen) = classifier.judge(left, right)
      // Their ordered amounts are equal then.
      if kind == .matched, left.kind != .refund, right.kind != .refund {
        let (sum, overflow) = matchedFen.addingReportingOverflow(left.amount)
        guard !overflow else { throw ReconcileError.totalTooLarge }
        matchedFen = sum
        matchedRows += 1
        return
      }
      try note(FoundDifference(kind, ours: left, theirs: right, fen: fen))
    case (let left?, nil):
      try note(FoundDifference(classifier.judge(ours: left), ours: left, theirs: nil))
    case (nil, let right?):
      try note(FoundDifference(classifier.judge(theirs: right), ours: nil, theirs: right))
    case (nil, nil): break
    }
  }

  /// Counts a difference and keeps it if it is to be listed. Where an order stands beside a refund,
  /// which is counted apart, only the order counts.
  func note(_ difference: FoundDifference) throws {
    var one = ClassTotals()
    let isRefund = difference.kind.isAboutRefunds
    if let row = difference.ours, isRefund || row.kind != .refund {
      (one.oursCount, one.oursFen) = (1, row.amount)
    }
    if let row = difference.theirs, isRefund || row.kind != .refund {
      (one.theirsCount, one.theirsFen) = (1, row.amount)
    }
    try totals[Int(difference.kind.rawValue)].add(one)
    if difference.kind.isListed { found.append(difference) }
  }

  /// Leaves out an order that another row of the side tells.
  func absorb(_ row: CompactRow, isOurs: Bool) throws {
    var one = ClassTotals()
    if isOurs {
      (one.oursCount, one.oursFen) = (1, row.amount)
    } else {
      (one.theirsCount, one.theirsFen) = (1, row.amount)
    }
    try totals[DifferenceKind.allCases.count].add(one)
  }
}
