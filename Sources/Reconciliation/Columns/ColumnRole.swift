/// What a column of a statement holds.
public enum ColumnRole: String, Sendable, CaseIterable {
  /// The merchant's own order number: what both sides are matched by.
  case order
  /// The gateway's number of the order; read for the header only.
  case gatewayOrder = "gateway-order"
  /// The amount that was ordered.
  case amount
  /// The amount that was really paid.
  case paid
  /// The gateway's fee; read for the header only.
  case fee
  /// How far the order is.
  case status
  /// When it was paid, or else made.
  case time
}
