import PaymentValues

/// The memory of a thread that joins, one partition after the other.
final class JoinMemory {
  fileprivate var ours = GrowingMemory()
  fileprivate var theirs = GrowingMemory()
  fileprivate var slots = GrowingMemory()
}

/// Joins the rows of one partition by order number and writes the differences in order.
final class PartitionJoin {
  /// An order: where each side's rows are, 0 for none.
  struct Slot {
    var ours: UInt32
    var theirs: UInt32
  }

  /// What a side of a slot says: the place of its only row plus 1, or that there are more, and then
  /// which of `chain` is the last one.
  private enum Mark {
    static let several: UInt32 = 1 << 31
    /// Of their side: both are orders, agree, and are counted.
    static let matched: UInt32 = 1 << 30
  }

  /// A row of an order that has others before it.
  private struct Link {
    let position: UInt32
    /// As in a slot.
    let before: UInt32
  }

  private let partition: Int
  private let stores: (ours: PartitionStore, theirs: PartitionStore)
  let classifier: RowClassifier
  private let hash: OrderHash
  private let memory: JoinMemory
  let ours: UnsafeMutableRawPointer
  let theirs: UnsafeMutableRawPointer
  private let oursBytes: Int
  private let theirsBytes: Int
  private let slots: UnsafeMutablePointer<Slot>
  private let mask: Int
  private var chain: [Link] = []
  /// By class, all but what matched; behind them the orders that a row of refunds implied and
  /// another row told.
  private(set) var totals = Array(
    repeating: ClassTotals(), count: DifferenceKind.allCases.count + 1)
  /// What matched: nearly every order.
  private var matchedRows = 0
  private var matchedFen: Int64 = 0
  private(set) var found: [FoundDifference] = []

  /// Makes room for a partition of both sides. What is found lives until the memory is used again.
  /// - Throws: `ReconcileError.tooLarge`.
  init(
    _ partition: Int, ours: PartitionStore, theirs: PartitionStore, _ classifier: RowClassifier,
    _ hash: OrderHash, _ memory: JoinMemory
  ) throws(ReconcileError) {
    let sizes = (ours.byteCount(partition), theirs.byteCount(partition))
    guard max(sizes.0, sizes.1) < Int(Mark.matched) else {
      throw ReconcileError.tooLarge(
        "a part of the comparison is larger than 1 GiB; use more partitions or split the files")
    }
    self.partition = partition
    stores = (ours, theirs)
    self.classifier = classifier
    self.hash = hash
    self.memory = memory
    (oursBytes, theirsBytes) = sizes
    self.ours = memory.ours.reserve(sizes.0 + CompactRow.slack)
    self.theirs = memory.theirs.reserve(sizes.1 + CompactRow.slack)
    // More slots than there can be orders: a row takes at least 17 bytes, and usually 26.
    var capacity = 16
    while capacity < (sizes.0 + sizes.1) / 17 { capacity *= 2 }
    mask = capacity - 1
    slots = memory.slots.reserve(capacity * MemoryLayout<Slot>.stride)
      .bindMemory(to: Slot.self, capacity: capacity)
    slots.initialize(repeating: Slot(ours: 0, theirs: 0), count: capacity)
  }

  /// Joins, and sorts the differences by our row, then theirs.
  /// - Throws: `ReconcileError.totalTooLarge`; the stores' errors.
  func run() throws {
    try stores.ours.read(partition, to: ours)
    try stores.theirs.read(partition, to: theirs)
    enterOurs()
    try enterTheirs()
    for index in 0...mask {
      let slot = slots[index]
      if slot.theirs & Mark.matched == 0, slot.ours | slot.theirs != 0 { try settle(slot) }
    }
    var matched = ClassTotals()
    (matched.oursCount, matched.theirsCount) = (matchedRows, matchedRows)
    (matched.oursFen, matched.theirsFen) = (matchedFen, matchedFen)
    try totals[Int(DifferenceKind.matched.rawValue)].add(matched)
    found.sort { $0.key < $1.key }
  }

  private func enterOurs() {
    var place = 0
    while place < oursBytes {
      let row = CompactRow(ours + place)
      let index = slot(of: row)
      slots[index].ours = joined(slots[index].ours, place)
      place &+= row.size
    }
  }

  /// Puts their rows beside ours. Nearly all are the only ones of an order and agree with our only one:
  /// these are counted at once, and counted off again should the order come a second time.
  private func enterTheirs() throws {
    var place = 0
    while place < theirsBytes {
      let row = CompactRow(theirs + place)
      let index = slot(of: row)
      let slot = slots[index]
      let entered = joined(slot.theirs & ~Mark.matched, place)
      slots[index].theirs = entered
      if slot.theirs == 0 {
        if row.isPayment, slot.ours != 0, slot.ours & Mark.several == 0 {
          let left = self.row(ours, slot.ours)
          if left.isPayment, classifier.judge(left, row).kind == .matched {
            try count(left, 1)
            slots[index].theirs = entered | Mark.matched
          }
        }
      } else if slot.theirs & Mark.matched != 0 {
        try count(self.row(ours, slot.ours), -1)
      }
      place &+= row.size
    }
  }

  /// What a side says when a row comes to what it said before.
  @inline(__always)
  private func joined(_ before: UInt32, _ place: Int) -> UInt32 {
    let position = UInt32(truncatingIfNeeded: place &+ 1)
    guard before != 0 else { return position }
    chain.append(Link(position: position, before: before))
    return Mark.several | UInt32(truncatingIfNeeded: chain.count &- 1)
  }

  /// The slot of a row's order: one that has it, or a free one.
  @inline(__always)
  private func slot(of row: CompactRow) -> Int {
    var index = Int(truncatingIfNeeded: row.hash(hash)) & mask
    while true {
      let slot = slots[index]
      if slot.ours | slot.theirs == 0 { return index }
      let other =
        slot.ours != 0
        ? self.row(ours, last(slot.ours)) : self.row(theirs, last(slot.theirs & ~Mark.matched))
      if row.hasSameOrder(as: other) { return index }
      index = (index &+ 1) & mask
    }
  }

  /// The position of a side's last row.
  @inline(__always)
  private func last(_ side: UInt32) -> UInt32 {
    side & Mark.several == 0 ? side : chain[Int(side & ~Mark.several)].position
  }

  /// All rows of a side about one order.
  func rows(_ base: UnsafeMutableRawPointer, _ side: UInt32) -> [CompactRow] {
    var rows: [CompactRow] = []
    var rest = side
    while rest & Mark.several != 0 {
      let link = chain[Int(rest & ~Mark.several)]
      rows.append(row(base, link.position))
      rest = link.before
    }
    if rest != 0 { rows.append(row(base, rest)) }
    return rows
  }

  @inline(__always)
  private func row(_ base: UnsafeMutableRawPointer, _ position: UInt32) -> CompactRow {
    CompactRow(base + (Int(position) - 1))
  }

  /// Whether the side has one row at most and that is an order.
  @inline(__always)
  private func isPlain(_ base: UnsafeMutableRawPointer, _ side: UInt32) -> Bool {
    guard side != 0 else { return true }
    return side & Mark.several == 0 && row(base, side).isPayment
  }

  /// Counts an order that matched, or counts it off.
  @inline(__always)
  private func count(_ row: CompactRow, _ step: Int64) throws {
    let (sum, overflow) = matchedFen.addingReportingOverflow(row.amount &* step)
    guard !overflow else { throw ReconcileError.totalTooLarge }
    matchedFen = sum
    matchedRows &+= Int(step)
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
        return try count(left, 1)
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
