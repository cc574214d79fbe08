import PaymentValues

/// The report as rows of text, for a table on the screen and for CSV.
public enum ReportTable {
  /// Headings of `totals`.
  public static let totalsHeader = [
    "class", "ours", "ours yuan", "theirs", "theirs yuan", "difference",
  ]

  /// The title of the row over all orders.
  static let total = "total"

  /// One row a class that has any, and one over all orders; refunds, which are apart, stand below it.
  public static func totals(_ report: ReconciliationReport) -> [[String]] {
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

  /// Headings of `row(_:)`: also the header of the CSV.
  public static let header = [
    "class", "order", "ours_row", "ours_amount", "ours_paid", "ours_status", "ours_time",
    "theirs_row",
    "theirs_amount", "theirs_paid", "theirs_status", "theirs_time", "difference_fen",
    "duplicate_of",
  ]

  /// The columns of numbers.
  static let numbers: Set<String> = [
    "ours_row", "ours_amount", "ours_paid", "theirs_row", "theirs_amount", "theirs_paid",
    "difference_fen", "duplicate_of",
  ]

  /// A difference as cells under `header`; amounts in yuan, refunds below zero, times
  /// in Beijing.
  public static func row(_ difference: Difference) -> [String] {
    [difference.kind.word, difference.order] + side(difference.ours) + side(difference.theirs)
      + [
        difference.difference.map { String($0.fen) } ?? "",
        difference.duplicateOf.map { place(difference.duplicateFile, $0) } ?? "",
      ]
  }

  private static func side(_ side: Difference.Side?) -> [String] {
    guard let side else { return Array(repeating: "", count: 5) }
    return [
      place(side.file, side.row), side.amount.yuan, side.paid?.yuan ?? "", status(side),
      side.time.map { BeijingTime(unixMilliseconds: $0).text } ?? "",
    ]
  }

  /// The row, behind its file where a side has several.
  static func place(_ file: String?, _ row: Int) -> String {
    file.map { "\($0):\(row)" } ?? String(row)
  }

  /// Our status with the side's word: `succeeded (SUCCESS)`.
  static func status(_ side: Difference.Side) -> String {
    guard let status = side.status else { return "" }
    let text = side.isRefund ? "refunded" : status.rawValue
    return side.statusWord.isEmpty ? text : "\(text) (\(side.statusWord))"
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
