import Gateways

extension FieldSpec {
  /// Whether money hangs on what the field says: it is read only under a name that the signature
  /// covers (docs/rules.md V6).
  package var namesAFact: Bool {
    switch role {
    case .merchantID, .appID, .orderNumber, .gatewayOrderNumber, .amount, .paidAmount, .state: true
    default: false
    }
  }

  /// Whether a reader of any message could act upon the field: a fact, the signature, or the time at
  /// which money moved, which says by itself that it did.
  var decidesAnywhere: Bool { namesAFact || role == .signature || role == .paidAt }
}

extension MessageSpec {
  /// Whether a row decides about money, so that a message without it, or with it twice, is refused
  /// before any digest is computed (docs/rules.md V3). The bulk engine asks the same question.
  package func decides(_ row: FieldSpec, under rule: SigningRule) -> Bool {
    guard row.isDocumented, row.requirement != .optional, let role = row.role else { return false }
    let moneyDeciding: Set<Role> = [.merchantID, .orderNumber, .amount, .state, .signature]
    if moneyDeciding.contains(role) { return true }
    // Callbacks about orders and payouts may share every other field, and one word means paid in the
    // one and failed in the other (docs/rules.md V7).
    if kind.isCallback, role == .gatewayOrderNumber, row.requirement == .required { return true }
    guard case .listed(let names) = rule.selection else { return false }
    return names.contains(row.name) && kind.comesFromGateway
  }
}
