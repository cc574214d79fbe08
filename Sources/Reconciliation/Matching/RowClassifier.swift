import PaymentValues

/// How amounts are compared.
package enum AmountRule: String, Sendable, CaseIterable {
  /// Ordered and paid amounts must agree.
  case orderedAndPaid = "ordered-and-paid"
  /// Ordered with ordered, and paid with paid where both sides have it. At some gateways the paid
  /// amount differs from the ordered one by design; from the other side's paid amount it never does.
  case likeWithLike = "like-with-like"
  /// Only the ordered ones.
  case orderedOnly = "ordered-only"
}

/// Decides what a pair of rows, or a row alone, is.
struct RowClassifier: Sendable {
  let amountRule: AmountRule
  let cutoff: Cutoff?

  /// What two rows of one order are, and the difference of their amounts in fen, theirs less ours.
  func judge(_ ours: CompactRow, _ theirs: CompactRow) -> (kind: DifferenceKind, fen: Int64) {
    // AmountCell keeps amounts far below the ends of Int64.
    if ours.amount != theirs.amount { return (.amountDiffers, theirs.amount &- ours.amount) }
    if let difference = paidDifference(ours, theirs) {
      return (.amountDiffers, difference)
    }
    let (left, right) = (ours.statusCode, theirs.statusCode)
    if left == 0 || right == 0 || Self.meaning(of: left) == Self.meaning(of: right),
      left != Status.unknown.code, right != Status.unknown.code
    {
      return (.matched, 0)
    }
    let isOpen = [left, right].contains { Status(code: $0).map { !$0.isFinal } ?? false }
    return (isOpen && (isAcross(ours) || isAcross(theirs)) ? .pending : .statusDiffers, 0)
  }

  /// What an order of ours is that they do not have.
  func judge(ours: CompactRow) -> DifferenceKind {
    let status = ours.status
    if status == .created || status == .failed { return .unpaid }
    return isAcross(ours) ? .pending : .missingAtGateway
  }

  /// What an order of theirs is that we do not have.
  func judge(theirs: CompactRow) -> DifferenceKind {
    let status = theirs.status
    if status == .created || status == .failed { return .unpaid }
    return isAcross(theirs) ? .pending : .missingHere
  }

  /// What an order of one side is for which the other side has a refund only.
  func judge(refunded row: CompactRow) -> DifferenceKind {
    let status = row.status
    if status == .created || status == .failed { return .unpaid }
    return isAcross(row) ? .pending : .statusDiffers
  }

  /// The paid amount against the other side's paid amount, or where both must agree its ordered one
  /// when it has no other.
  private func paidDifference(_ ours: CompactRow, _ theirs: CompactRow) -> Int64? {
    let none = StatementRow.noAmount
    switch amountRule {
    case .orderedOnly: return nil
    case .likeWithLike: guard ours.paid != none, theirs.paid != none else { return nil }
    case .orderedAndPaid: guard ours.paid != none || theirs.paid != none else { return nil }
    }
    let left = ours.paid != none ? ours.paid : ours.amount
    let right = theirs.paid != none ? theirs.paid : theirs.amount
    // A side that lists unpaid orders has nothing or zero as their paid amount.
    let isPaid = (ours.status?.isPaid ?? true) && (theirs.status?.isPaid ?? true)
    return isPaid && left != right ? right &- left : nil
  }

  private func isAcross(_ row: CompactRow) -> Bool { cutoff?.isAcross(row.time) ?? false }

  /// Statuses that mean the same for the money have one number: settled is paid, pending is not yet.
  @inline(__always)
  private static func meaning(of code: UInt8) -> Int {
    switch Status(code: code) {
    case nil: 0
    case .created, .pending: 1
    case .succeeded, .settled: 2
    case .failed: 3
    case .unknown: 4
    }
  }
}
