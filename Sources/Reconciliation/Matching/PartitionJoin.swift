import PaymentValues

/// Joins the rows of one partition by order number and writes the differences in order.
final class PartitionJoin {
  /// An order: places of its first rows plus 1, 0 for none.
  private struct Slot {
    var ours: UInt32
    var theirs: UInt32
  }

  private let partition: Int
  private let stores: (ours: PartitionStore, theirs: PartitionStore)
  private let classifier: RowClassifier
  private let ours: UnsafeMutableRawPointer
  private let theirs: UnsafeMutableRawPointer
  private let oursBytes: Int
  private let theirsBytes: Int
  private let slots: UnsafeMutablePointer<Slot>
  private let mask: Int
  private(set) var totals = Array(repeating: ClassTotals(), count: DifferenceKind.allCases.count)
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
  private func row(_ base: UnsafeMutableRawPointer, _ position: UInt32) -> CompactRow {
    CompactRow(base + (Int(position) - 1))
  }

  private func settle(_ slot: Slot) throws {
    let left = slot.ours == 0 ? nil : try representative(ours, slot.ours, isOurs: true)
    let right = slot.theirs == 0 ? nil : try representative(theirs, slot.theirs, isOurs: false)
    switch (left, right) {
    case (let left?, let right?):
      let (kind, fen) = classifier.judge(left, right)
      try note(FoundDifference(kind, ours: left, theirs: right, fen: fen))
    case (let left?, nil):
      try note(FoundDifference(classifier.judge(ours: left), ours: left, theirs: nil))
    case (nil, let right?):
      try note(FoundDifference(classifier.judge(theirs: right), ours: nil, theirs: right))
    case (nil, nil): break
    }
  }

  /// The row of a side that stands for the order: the first paid one, or else the first. All others
  /// are duplicates of it.
  private func representative(
    _ base: UnsafeMutableRawPointer, _ first: UInt32, isOurs: Bool
  ) throws -> CompactRow {
    let head = row(base, first)
    guard head.link != 0 else { return head }
    var rows = [head]
    while let last = rows.last, last.link != 0 { rows.append(row(base, last.link)) }
    rows.sort { $0.row < $1.row }
    let chosen = rows.first { $0.status?.isPaid == true } ?? rows[0]
    for other in rows where other.base != chosen.base {
      try note(
        FoundDifference(
          .duplicate, ours: isOurs ? other : nil, theirs: isOurs ? nil : other,
          duplicateOf: chosen.row))
    }
    return chosen
  }

  private func note(_ difference: FoundDifference) throws {
    var one = ClassTotals()
    if let row = difference.ours { (one.oursCount, one.oursFen) = (1, row.amount) }
    if let row = difference.theirs { (one.theirsCount, one.theirsFen) = (1, row.amount) }
    try totals[Int(difference.kind.rawValue)].add(one)
    if difference.kind.isListed { found.append(difference) }
  }
}
