import PaymentValues

/// How many rows of each side are in a class, and what they add up to.
package struct ClassTotals: Sendable, Equatable {
  /// Rows of ours.
  package internal(set) var oursCount = 0
  /// Rows of theirs.
  package internal(set) var theirsCount = 0
  /// Sum of our amounts in fen.
  package internal(set) var oursFen: Int64 = 0
  /// Sum of their amounts in fen.
  package internal(set) var theirsFen: Int64 = 0

  /// Nothing.
  package init() {}

  /// Rows of the side that has more of them in the class; of a class of pairs, the pairs.
  package var count: Int { max(oursCount, theirsCount) }

  mutating func add(_ other: ClassTotals) throws(ReconcileError) {
    oursCount += other.oursCount
    theirsCount += other.theirsCount
    let (ours, overflow) = oursFen.addingReportingOverflow(other.oursFen)
    let (theirs, overflow2) = theirsFen.addingReportingOverflow(other.theirsFen)
    guard !overflow, !overflow2 else { throw .totalTooLarge }
    (oursFen, theirsFen) = (ours, theirs)
  }
}

/// What comparing two sides came to. The listed differences go to a callback, not in here.
package struct ReconciliationReport: Sendable {
  /// What reading our side found.
  package private(set) var ours: StatementSummary
  /// What reading their side found.
  package private(set) var theirs: StatementSummary
  private let totals: [ClassTotals]

  /// - Parameter totals: by class, and last the orders that a row of a refund implied and another row
  ///   told: they are no rows of their own.
  /// - Throws: `.totalsDisagree` unless the classes add up to both sides' rows and sums, and those of
  ///   refunds to the refunds.
  init(ours: StatementSummary, theirs: StatementSummary, totals: [ClassTotals])
    throws(ReconcileError)
  {
    let kinds = DifferenceKind.allCases
    let absorbed = totals.count > kinds.count ? totals[kinds.count] : ClassTotals()
    self.ours = ours.without(absorbed.oursCount, absorbed.oursFen)
    self.theirs = theirs.without(absorbed.theirsCount, absorbed.theirsFen)
    self.totals = Array(totals.prefix(kinds.count))
    try Self.check(
      try Self.all(self.totals, refunds: false), (self.ours.rows, self.ours.sum.fen),
      (self.theirs.rows, self.theirs.sum.fen), "rows")
    let refunds = try Self.all(self.totals, refunds: true)
    try Self.check(
      refunds, (ours.refundRows, -ours.refundSum.fen), (theirs.refundRows, -theirs.refundSum.fen),
      "refunds")
  }

  private static func all(_ totals: [ClassTotals], refunds: Bool) throws(ReconcileError)
    -> ClassTotals
  {
    var all = ClassTotals()
    for kind in DifferenceKind.allCases where kind.isAboutRefunds == refunds {
      try all.add(totals[Int(kind.rawValue)])
    }
    return all
  }

  private static func check(
    _ all: ClassTotals, _ ours: (Int, Int64), _ theirs: (Int, Int64), _ what: String
  ) throws(ReconcileError) {
    guard all.oursCount == ours.0, all.theirsCount == theirs.0, all.oursFen == ours.1,
      all.theirsFen == theirs.1
    else {
      throw .totalsDisagree(
        "the classes hold \(all.oursCount) and \(all.theirsCount) \(what), the files "
          + "\(ours.0) and \(theirs.0); sums \(all.oursFen) and \(all.theirsFen) against "
          + "\(ours.1) and \(theirs.1) fen")
    }
  }

  /// The totals of a class.
  package subscript(kind: DifferenceKind) -> ClassTotals { totals[Int(kind.rawValue)] }

  /// Theirs less ours over everything, in fen; nil beyond 64 bits.
  package var difference: Money? { theirs.sum.subtracting(ours.sum) }

  /// Whether nothing has to be looked at: no class of differences has a row, and neither file
  /// contradicts its own summary. Rows pending across the cut-off do not count.
  package var tiesOut: Bool {
    !DifferenceKind.allCases.contains { $0.isDifference && self[$0].count > 0 }
      && !ours.contradictsItself && !theirs.contradictsItself
  }

  /// Whether neither side has anything to compare.
  package var isEmpty: Bool {
    [ours, theirs].allSatisfy { $0.rows == 0 && $0.refundRows == 0 }
  }

  /// Everything that reading noticed, ours first.
  package var findings: [Finding] { ours.findings + theirs.findings }
}

extension StatementSummary {
  /// The same without some of its orders.
  fileprivate func without(_ count: Int, _ fen: Int64) -> StatementSummary {
    var copy = self
    copy.rows -= count
    copy.sum = Money(fen: sum.fen &- fen)
    return copy
  }
}
