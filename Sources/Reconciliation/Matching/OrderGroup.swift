import PaymentValues

/// The rows of one side about one order, in the order of the file.
struct OrderGroup {
  /// Its orders: usually one.
  private(set) var payments: [CompactRow] = []
  /// Orders that a row of a refund implies and another row tells.
  private(set) var absorbed: [CompactRow] = []
  /// What went back.
  private(set) var refunds: [CompactRow] = []

  init(_ rows: [CompactRow]) {
    var implied: [CompactRow] = []
    for row in rows.sorted(by: { $0.row < $1.row }) {
      switch row.kind {
      case .payment, .partly: payments.append(row)
      case .implied: implied.append(row)
      case .refund: refunds.append(row)
      }
    }
    if payments.isEmpty, let first = implied.first {
      payments = [first]
      implied.removeFirst()
    }
    absorbed = implied
  }

  /// Whether a part of it went back of which this side has no amount.
  var hasOpenRefund: Bool { refunds.isEmpty && payments.contains { $0.kind == .partly } }

  /// Whether these are the parts of that one payment.
  func areParts(of whole: CompactRow) -> Bool {
    guard payments.count > 1, whole.amount > 0, whole.isPayment, !hasOpenRefund,
      payments.allSatisfy({ $0.amount > 0 && $0.status?.isPaid ?? true })
    else { return false }
    var sum: Int64 = 0
    // AmountCell keeps amounts far below the ends of Int64, and a part is below the whole.
    for row in payments {
      guard row.amount < whole.amount, sum <= whole.amount else { return false }
      sum += row.amount
    }
    return sum == whole.amount
  }
}

extension PartitionJoin {
  /// An order with several rows on a side, or with refunds.
  func settleGroup(_ slot: Slot) throws {
    let left = OrderGroup(rows(ours, slot.ours))
    let right = OrderGroup(rows(theirs, slot.theirs))
    for row in left.absorbed { try absorb(row, isOurs: true) }
    for row in right.absorbed { try absorb(row, isOurs: false) }
    try settleOrders(left, right)
    try settleRefunds(left.refunds, right.refunds)
  }

  private func settleOrders(_ left: OrderGroup, _ right: OrderGroup) throws {
    if left.payments.count == 1, let whole = left.payments.first, whole.status?.isPaid ?? true,
      right.areParts(of: whole)
    {
      return try noteParts([whole], right.payments)
    }
    if right.payments.count == 1, let whole = right.payments.first, whole.status?.isPaid ?? true,
      left.areParts(of: whole)
    {
      return try noteParts(left.payments, [whole])
    }
    let one = try representative(left.payments, isOurs: true)
    let other = try representative(right.payments, isOurs: false)
    switch (one, other) {
    case (let order?, nil):
      guard let refund = right.refunds.first else { return try settle(order, nil) }
      // They know the order: they gave money back for it.
      try note(FoundDifference(classifier.judge(refunded: order), ours: order, theirs: refund))
    case (nil, let order?):
      guard let refund = left.refunds.first else { return try settle(nil, order) }
      try note(FoundDifference(classifier.judge(refunded: order), ours: refund, theirs: order))
    case (let one?, let other?):
      var (kind, fen) = classifier.judge(one, other)
      // Money that went back on one side only. Where the other has refunds, they are listed.
      if kind == .matched, left.hasOpenRefund != right.hasOpenRefund, left.refunds.isEmpty,
        right.refunds.isEmpty
      {
        kind = .statusDiffers
      }
      try note(FoundDifference(kind, ours: one, theirs: other, fen: fen))
    case (nil, nil): break
    }
  }

  private func noteParts(_ left: [CompactRow], _ right: [CompactRow]) throws {
    for index in 0..<max(left.count, right.count) {
      try note(
        FoundDifference(
          .paidInParts, ours: index < left.count ? left[index] : nil,
          theirs: index < right.count ? right[index] : nil))
    }
  }

  /// The row of a side that stands for the order: the first paid one, or else the first. All others
  /// are duplicates of it.
  private func representative(_ rows: [CompactRow], isOurs: Bool) throws -> CompactRow? {
    guard let chosen = rows.first(where: { $0.status?.isPaid == true }) ?? rows.first else {
      return nil
    }
    for other in rows where other.base != chosen.base {
      try note(
        FoundDifference(
          .duplicate, ours: isOurs ? other : nil, theirs: isOurs ? nil : other,
          duplicateOf: chosen.row))
    }
    return chosen
  }

  /// Refunds of an order agree when they add up to the same, in however many pieces.
  private func settleRefunds(_ left: [CompactRow], _ right: [CompactRow]) throws {
    guard !left.isEmpty || !right.isEmpty else { return }
    if left.reduce(0, { $0 &+ $1.amount }) == right.reduce(0, { $0 &+ $1.amount }) {
      for row in left { try note(FoundDifference(.refund, ours: row, theirs: nil)) }
      for row in right { try note(FoundDifference(.refund, ours: nil, theirs: row)) }
      return
    }
    var rest = right
    var lone: [CompactRow] = []
    for row in left {
      if let index = rest.firstIndex(where: { $0.amount == row.amount }) {
        try note(FoundDifference(.refund, ours: row, theirs: rest.remove(at: index)))
      } else {
        lone.append(row)
      }
    }
    for index in 0..<max(lone.count, rest.count) {
      let one = index < lone.count ? lone[index] : nil
      let other = index < rest.count ? rest[index] : nil
      let fen = (other?.amount ?? 0) &- (one?.amount ?? 0)
      try note(FoundDifference(.refundDiffers, ours: one, theirs: other, fen: fen))
    }
  }
}
