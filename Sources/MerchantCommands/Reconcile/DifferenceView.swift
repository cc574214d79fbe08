import Reconciliation

/// A difference as a record. Its JSON object keeps the sides apart; rows and templates have them side by
/// side.
enum DifferenceView {
  /// The columns of the table on a screen; the numbers stand to the right.
  static let columns: [(name: String, isNumber: Bool)] = [
    ("class", false), ("order", false), ("ours_row", true), ("ours_amount", true),
    ("ours_status", false), ("theirs_row", true), ("theirs_amount", true),
    ("theirs_status", false), ("difference_fen", true),
  ]

  /// - Parameter difference: nil for the names alone.
  static func record(_ difference: Difference?) -> Record {
    let first = place(difference?.duplicateFile, difference?.duplicateOf)
    return Record(
      [("class", .text(difference?.kind.word)), ("order", .text(difference?.order))]
        + side("ours", difference?.ours) + side("theirs", difference?.theirs) + [
          ("difference_fen", .json(.optional(difference?.difference?.fen))),
          ("duplicate_of", first),
        ],
      members: ReportJSON.members(difference))
  }

  private static func side(_ name: String, _ side: Difference.Side?) -> [(String, Cell)] {
    [
      (name + "_row", place(side?.file, side?.row)), (name + "_amount", .money(side?.amount)),
      (name + "_paid", .money(side?.paid)), (name + "_status", .text(side?.statusText)),
      (name + "_time", .time(side?.time)),
    ]
  }

  /// A row's number, or its place where a side has several files.
  private static func place(_ file: String?, _ row: Int?) -> Cell {
    guard let row else { return .text(nil) }
    return file.map { .text("\($0):\(row)") } ?? .count(row)
  }
}
