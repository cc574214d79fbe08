import PaymentValues

/// The totals of the report as rows of text.
package enum ReportTable {
  /// Headings of `totals`.
  package static let totalsHeader = [
    "class", "ours", "ours yuan", "theirs", "theirs yuan", "difference",
  ]

  /// The title of the row over all orders.
  static let total = "total"

  /// One row a class that has any, and one over all orders; refunds, which are apart, stand below it.
  package static func totals(_ report: ReconciliationReport) -> [[String]] {
    var rows: [[String]] = []
    func take(_ kind: DifferenceKind) {
      let totals = report[kind]
      guard totals.count > 0 else { return }
      rows.append(
        row(
          kind.title, totals.oursCount, Money(fen: totals.oursFen), totals.theirsCount,
          Money(fen: totals.theirsFen)))
    }
    for kind in DifferenceKind.allCases where !kind.isAboutRefunds { take(kind) }
    rows.append(
      row(total, report.ours.rows, report.ours.sum, report.theirs.rows, report.theirs.sum))
    for kind in DifferenceKind.allCases where kind.isAboutRefunds { take(kind) }
    return rows
  }

  private static func row(
    _ title: String, _ ours: Int, _ left: Money, _ theirs: Int, _ right: Money
  )
    -> [String]
  {
    [
      title, String(ours), left.yuan, String(theirs), right.yuan,
      right.subtracting(left)?.yuan ?? "",
    ]
  }
}
