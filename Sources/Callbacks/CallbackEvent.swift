import Gateways
import PaymentValues

/// What became of one request, for printing. Texts from the network may hold anything: escape them
/// where they are shown.
public struct CallbackEvent: Sendable {
  /// Milliseconds since 1970 UTC.
  public var time: Int64
  /// The sender's address, without port.
  public var peer: String
  /// `GET` or `POST`.
  public var method: String
  /// The path, without the query: that holds the signature.
  public var path: String
  /// The verdict.
  public var verdict: CallbackVerdict
  /// What was noticed.
  public var findings: [Finding]
  /// The profile, as far as one fitted.
  public var profile: String?
  /// The gateway's identifier.
  public var gateway: String?
  /// The kind of callback.
  public var kind: MessageKind?
  /// The merchant's order number; unproven unless the verdict is `valid`.
  public var order: String?
  /// What the message says about money, when it was signed.
  public var facts: CallbackFacts?
  /// Whether the same was recorded before.
  public var isRepeated = false
  /// The sequence in the record file; nil when it was only counted.
  public var sequence: UInt64?
  /// The status that was answered.
  public var httpStatus: Int
  /// Whether the gateway got its word.
  public var isAcknowledged = false
  /// What the shop's handler said; nil when it was not asked.
  public var forwarded: ForwardResult?
}
