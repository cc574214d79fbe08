/// What a column of a statement holds.
package enum ColumnRole: String, Sendable, CaseIterable {
  /// The merchant's own order number: what both sides are matched by.
  case order
  /// The gateway's number of the order; read for the header only.
  case gatewayOrder = "gateway-order"
  /// The amount that was ordered.
  case amount
  /// The amount that was really paid.
  case paid
  /// The gateway's fee: added up, never compared with an amount.
  case fee
  /// How far the order is.
  case status
  /// When it was paid, or else made.
  case time
  /// What kind of row it is: an order, a refund, a fee.
  case type
  /// What was given back.
  case refund
  /// How far the giving back is.
  case refundStatus = "refund-status"
  /// What the merchant is credited after fees and discounts: added up, never compared with an amount.
  case net
  /// What went out, in a ledger that has income and expense apart.
  case expense
  /// Whether money came in or went out.
  case flow
}
