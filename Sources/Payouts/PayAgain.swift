/// A person's word that payees are to be paid again whose earlier payout failed only by somebody's word.
package struct PayAgain: Sendable, Equatable {
  /// The rows, by reference or by the earlier payout's order number.
  package var references: Set<String>
  /// Why.
  package var reason: String

  /// Makes one from its parts.
  package init(references: Set<String>, reason: String) {
    self.references = references
    self.reason = reason
  }

  /// The detail of a plan that names the earlier payouts.
  static let detail = "pay-again"
  /// The detail of a plan that holds the reason.
  static let reasonDetail = "pay-again-reason"
}
