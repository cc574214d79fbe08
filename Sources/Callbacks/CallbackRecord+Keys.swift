import PaymentValues

extension CallbackRecord {
  /// The record with `‹key›` wherever a key stands in it.
  ///
  /// A message that was signed over its key no longer proves anything when it is read again. No
  /// gateway sends such a one, and an order that nobody can prove is asked about.
  func covered(by keys: KeyGuard) -> CallbackRecord {
    guard !keys.isEmpty else { return self }
    var record = self
    record.order = order.map { keys.covered($0) }
    record.peer = peer.map { keys.covered($0) }
    if var facts {
      facts.order = keys.covered(facts.order)
      facts.gatewayOrder = facts.gatewayOrder.map { keys.covered($0) }
      facts.state = facts.state.map { keys.covered($0) }
      record.facts = facts
    }
    if var message {
      message.method = keys.covered(message.method)
      message.path = keys.covered(message.path)
      message.query = message.query.map { keys.covered($0) }
      message.contentType = message.contentType.map { keys.covered($0) }
      message.body = keys.covered(message.body)
      record.message = message
    }
    return record
  }
}
