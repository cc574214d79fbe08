/// What a statement has besides its orders, for the report and for its own summary lines. Sums are fen.
struct Tally: Sendable {
  /// Refunds; the sum is at most 0.
  var refundRows = 0
  var refundSum: Int64 = 0
  /// Sum of the column of refunds as printed.
  var refundPrinted: Int64 = 0
  /// Rows that are neither order nor refund.
  var otherRows = 0
  /// Sum of the column of amounts over such rows and refunds, as printed.
  var otherPrinted: Int64 = 0
  /// Sums of the net column, over orders and over refunds.
  var netOrders: Int64 = 0
  var netRefunds: Int64 = 0
  /// Of a ledger: what came in and went out, whatever it was.
  var incomeRows = 0
  var income: Int64 = 0
  var expenseRows = 0
  var expense: Int64 = 0
  /// The column of fees.
  var fees = FeeSum()
}
