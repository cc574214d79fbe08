/// What a gateway has said of one order or payout under its signature, whoever heard it and how.
package struct GatewayWord: Sendable, Equatable {
  /// The merchant's order number.
  package var order: String
  /// What became of it.
  package var status: Status
  /// The gateway's word for the state.
  package var state: String?
  /// The ordered amount, where the message has one.
  package var amount: Money?
  /// What was really paid, where that was told apart.
  package var paid: Money?
  /// The gateway's order number.
  package var gatewayOrder: String?
  /// When it was heard, in milliseconds since 1970 UTC.
  package var time: Int64

  /// Makes one from its parts.
  package init(
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
