import PaymentValues

/// The report as rows of text, for a table on the screen and for CSV.
public enum ReportTable {
  /// Headings of `totals`.
  public static let totalsHeader = [
    "class", "ours", "ours yuan", "theirs", "theirs yuan", "difference",
  ]

  /// One row a class that has any, and a last one over all.
  public static func totals(_ report: ReconciliationReport) -> [[String]] {
    var rows: [[String]] = []
    for kind in DifferenceKind.allCases where report[kind].count > 0 {
      let totals = report[kind]
      rows.append(
        row(
          kind.title, totals.oursCount, Money(fen: totals.oursFen), totals.theirsCount,
          Money(fen: totals.theirsFen)))
    }
    rows.append(
      row("total", report.ours.rows, report.ours.sum, report.theirs.rows, report.theirs.sum))
    return rows
  }

  /// Headings of `row(_:)`: also the header of the CSV.
  public static let header = [
    "class", "order", "ours_row", "ours_amount", "ours_paid", "ours_status", "ours_time",
    "theirs_row",
    "theirs_amount", "theirs_paid", "theirs_status", "theirs_time", "difference_fen",
    "duplicate_of",
  ]

  /// A difference as cells under `header`; amounts in yuan, times in Beijing.
  public static func row(_ difference: Difference) -> [String] {
    [difference.kind.word, difference.order] + side(difference.ours) + side(difference.theirs)
      + [
        difference.difference.map { String($0.fen) } ?? "",
        difference.duplicateOf.map(String.init) ?? "",
      ]
  }

  private static func side(_ side: Difference.Side?) -> [String] {
    guard let side else { return Array(repeating: "", count: 5) }
    return [
      String(side.row), side.amount.yuan, side.paid?.yuan ?? "", status(side),
      side.time.map { BeijingTime(unixMilliseconds: $0).text } ?? "",
    ]
  }

  /// Our status with the side's word: `succeeded (SUCCESS)`.
  static func status(_ side: Difference.Side) -> String {
    guard let status = side.status else { return "" }
    return side.statusWord.isEmpty ? status.rawValue : "\(status.rawValue) (\(side.statusWord))"
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
