/// What a gateway has said of one order or payout under its signature, whoever heard it and how.
public struct GatewayWord: Sendable, Equatable {
  /// The merchant's order number.
  public var order: String
  /// What became of it.
  public var status: Status
  /// The gateway's word for the state.
  public var state: String?
  /// The ordered amount, where the message has one.
  public var amount: Money?
  /// What was really paid, where that was told apart.
  public var paid: Money?
  /// The gateway's order number.
  public var gatewayOrder: String?
  /// When it was heard, in milliseconds since 1970 UTC.
  public var time: Int64

  /// Makes one from its parts.
  public init(
    order: String, status: Status, state: String? = nil, amount: Money? = nil,
    paid: Money? = nil, gatewayOrder: String? = nil, time: Int64 = 0
  ) {
    self.order = order
    self.status = status
    self.state = state
    self.amount = amount
    self.paid = paid
    self.gatewayOrder = gatewayOrder
    self.time = time
  }
}
