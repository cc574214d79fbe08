import Gateways
import PaymentValues

/// What our own journal knows of the order that a callback is about.
public struct KnownOrder: Sendable, Equatable {
  /// The amount that was ordered or is to be paid out; nil when it is not known.
  public var amount: Money?

  /// Makes what is known.
  public init(amount: Money?) { self.amount = amount }
}

/// Asks the journal; nil for an order that we never placed. Called on several threads at once. When
/// it throws, the callback is not acknowledged and the gateway repeats it.
public typealias OrderLookup =
  @Sendable (_ profile: String, _ kind: MessageKind, _ order: String) throws -> KnownOrder?
