import PaymentValues

/// One line of the report.
package struct Difference: Sendable, Equatable {
  /// What one side says of the order.
  package struct Side: Sendable, Equatable {
    /// The file, of a side that has several.
    package var file: String?
    /// The row of the file, or the place that a record source gave.
    package var row: Int
    /// Whether it is money that went back.
    package var isRefund: Bool
    /// The ordered amount; of a refund what went back, below zero.
    package var amount: Money
    /// The paid amount, if the side has one.
    package var paid: Money?
    /// Our status for the side's word; nil when the side states none.
    package var status: Status?
    /// The side's word.
    package var statusWord: String
    /// Milliseconds since 1970 UTC, if the side has a time.
    package var time: Int64?

    /// The row, behind its file where the side has several.
    var place: String { file.map { "\($0):\(row)" } ?? String(row) }

    /// Our status with the side's word, as `succeeded (SUCCESS)`; nothing when the side states none.
    package var statusText: String {
      guard let status else { return "" }
      let text = isRefund ? "refunded" : status.rawValue
      return statusWord.isEmpty ? text : "\(text) (\(statusWord))"
    }
  }

  /// What it is.
  package var kind: DifferenceKind
  /// The merchant order number.
  package var order: String
  /// Our row, if we have one.
  package var ours: Side?
  /// Their row, if they have one.
  package var theirs: Side?
  /// Of a duplicate: the row of the same side that takes part in the comparison.
  package var duplicateOf: Int?
  /// The file of that row, of a side that has several.
  package var duplicateFile: String?
  /// Theirs less ours; nil when only one side has an amount.
  package var difference: Money?
}
