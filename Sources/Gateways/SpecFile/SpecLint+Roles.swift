extension SpecLint {
  /// Roles without which a command cannot use the message.
  mutating func checkRoles(_ message: MessageSpec, _ place: String) {
    let fields = "\(place).fields"
    for role in needed(message.kind) where message.field(role) == nil {
      error(
        "spec_role_missing", fields, "No field has the role `\(role.rawValue)`.",
        hint: "Commands find fields by role; give one row `\"role\": \"\(role.rawValue)\"`.")
    }
    if message.kind.isCallback {
      if message.field(.amount) == nil, message.field(.paidAmount) == nil {
        error("spec_role_missing", fields, "No field has the role `amount` or `paid-amount`.")
      }
      if message.field(.state) == nil, message.impliedStatus == nil {
        error(
          "spec_role_missing", fields,
          "Neither a field has the role `state` nor is a status implied.",
          hint: "If it is only sent after success, write `\"implied-status\": \"succeeded\"`.")
      }
    }
    if message.kind == .query || message.kind == .payoutQuery,
      message.field(.orderNumber) == nil, message.field(.gatewayOrderNumber) == nil
    {
      error("spec_role_missing", fields, "No field has the role `order` or `gateway-order`.")
    }
    if message.kind.answer != nil, message.field(.merchantID) == nil {
      warning("spec_role_missing", fields, "No field has the role `merchant-id`.")
    }
  }

  private func needed(_ kind: MessageKind) -> [Role] {
    switch kind {
    case .order: [.orderNumber, .amount]
    case .orderCallback, .payoutCallback: [.orderNumber]
    case .queryAnswer, .payoutQueryAnswer: [.state]
    case .payout: [.orderNumber, .amount, .accountName, .accountNumber]
    case .orderAnswer: [.payURL]
    case .query, .payoutQuery, .payoutAnswer: []
    }
  }
}
