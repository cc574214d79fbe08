import PaymentValues

/// How many rows of each side are in a class, and what they add up to.
public struct ClassTotals: Sendable, Equatable {
  /// Rows of ours.
  public internal(set) var oursCount = 0
  /// Rows of theirs.
  public internal(set) var theirsCount = 0
  /// Sum of our amounts in fen.
  public internal(set) var oursFen: Int64 = 0
  /// Sum of their amounts in fen.
  public internal(set) var theirsFen: Int64 = 0

  /// Nothing.
  public init() {}

  /// Rows of the side that has more of them in the class; of a class of pairs, the pairs.
  public var count: Int { max(oursCount, theirsCount) }

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
public struct ReconciliationReport: Sendable {
  /// What reading our side found.
  public let ours: StatementSummary
  /// What reading their side found.
  public let theirs: StatementSummary
  private let totals: [ClassTotals]

  /// - Throws: `.totalsDisagree` unless the classes add up to both sides' rows and sums.
  init(ours: StatementSummary, theirs: StatementSummary, totals: [ClassTotals])
    throws(ReconcileError)
  {
    self.ours = ours
    self.theirs = theirs
    self.totals = totals
    var all = ClassTotals()
    for one in totals { try all.add(one) }
    guard all.oursCount == ours.rows, all.theirsCount == theirs.rows, all.oursFen == ours.sum.fen,
      all.theirsFen == theirs.sum.fen
    else {
      throw .totalsDisagree(
        "the classes hold \(all.oursCount) and \(all.theirsCount) rows, the files "
          + "\(ours.rows) and \(theirs.rows); sums \(all.oursFen) and \(all.theirsFen) against "
          + "\(ours.sum.fen) and \(theirs.sum.fen) fen")
    }
  }

  /// The totals of a class.
  public subscript(kind: DifferenceKind) -> ClassTotals { totals[Int(kind.rawValue)] }

  /// Theirs less ours over everything, in fen; nil beyond 64 bits.
  public var difference: Money? { theirs.sum.subtracting(ours.sum) }

  /// Whether nothing has to be looked at: no class of differences has a row, and neither file
  /// contradicts its own summary. Rows pending across the cut-off do not count.
  public var tiesOut: Bool {
    !DifferenceKind.allCases.contains { $0.isDifference && self[$0].count > 0 }
      && !ours.contradictsItself && !theirs.contradictsItself
  }

  /// Everything that reading noticed, ours first.
  public var findings: [Finding] { ours.findings + theirs.findings }
}
