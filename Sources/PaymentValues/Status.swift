/// What became of an order or a payout, in our words. A gateway's own word is its *state*.
public enum Status: String, Sendable, CaseIterable {
  /// The gateway has it; nothing was paid yet.
  case created
  /// Being paid.
  case pending
  /// The money moved.
  case succeeded
  /// The money moved, and the gateway also finished its own bookkeeping.
  case settled
  /// The money did not move and will not.
  case failed
  /// The gateway's word means nothing to us; nobody may act on it.
  case unknown

  /// Whether the money moved.
  public var isPaid: Bool { self == .succeeded || self == .settled }

  /// Whether the gateway will not change it again.
  public var isFinal: Bool { isPaid || self == .failed }
}
