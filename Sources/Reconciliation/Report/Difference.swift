import PaymentValues

/// One line of the report.
public struct Difference: Sendable, Equatable {
  /// What one side says of the order.
  public struct Side: Sendable, Equatable {
    /// The file, of a side that has several.
    public var file: String?
    /// The row of the file, or the place that a record source gave.
    public var row: Int
    /// Whether it is money that went back.
    public var isRefund: Bool
    /// The ordered amount; of a refund what went back, below zero.
    public var amount: Money
    /// The paid amount, if the side has one.
    public var paid: Money?
    /// Our status for the side's word; nil when the side states none.
    public var status: Status?
    /// The side's word.
    public var statusWord: String
    /// Milliseconds since 1970 UTC, if the side has a time.
    public var time: Int64?

    /// The row, behind its file where the side has several.
    var place: String { file.map { "\($0):\(row)" } ?? String(row) }

    /// Our status with the side's word, as `succeeded (SUCCESS)`; nothing when the side states none.
    public var statusText: String {
      guard let status else { return "" }
      let text = isRefund ? "refunded" : status.rawValue
      return statusWord.isEmpty ? text : "\(text) (\(statusWord))"
    }
  }

  /// What it is.
  public var kind: DifferenceKind
  /// The merchant order number.
  public var order: String
  /// Our row, if we have one.
  public var ours: Side?
  /// Their row, if they have one.
  public var theirs: Side?
  /// Of a duplicate: the row of the same side that takes part in the comparison.
  public var duplicateOf: Int?
  /// The file of that row, of a side that has several.
  public var duplicateFile: String?
  /// Theirs less ours; nil when only one side has an amount.
  public var difference: Money?
}
