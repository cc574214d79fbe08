/// A person's word that payees are to be paid again whose earlier payout failed only by somebody's word.
public struct PayAgain: Sendable, Equatable {
  /// The rows, by reference or by the earlier payout's order number.
  public var references: Set<String>
  /// Why.
  public var reason: String

  /// Makes one from its parts.
  public init(references: Set<String>, reason: String) {
    self.references = references
    self.reason = reason
  }

  /// The detail of a plan that names the earlier payouts.
  static let detail = "pay-again"
  /// The detail of a plan that holds the reason.
  static let reasonDetail = "pay-again-reason"
}
