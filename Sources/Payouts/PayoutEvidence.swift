import PaymentValues

/// What a signed message that the gateway sent of its own accord says of a payout.
public struct PayoutEvidence: Sendable {
  /// The merchant order number.
  public var orderNumber: String
  /// What became of it.
  public var status: Status
  /// The amount, where the message has one.
  public var amount: Money?
  /// The gateway's word for the state.
  public var state: String?
  /// The gateway's order number.
  public var gatewayOrder: String?

  /// Makes evidence from its parts.
  public init(
    orderNumber: String, status: Status, amount: Money? = nil, state: String? = nil,
    gatewayOrder: String? = nil
  ) {
    self.orderNumber = orderNumber
    self.status = status
    self.amount = amount
    self.state = state
    self.gatewayOrder = gatewayOrder
  }
}
