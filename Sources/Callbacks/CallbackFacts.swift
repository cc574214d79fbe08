import Gateways
import Messages
import PaymentValues
import Signing

/// What a callback says about money, apart from how and when it says it: servers of the ThinkPHP
/// family put another time, and so another signature, into every repeat (docs/rules.md servers).
public struct CallbackFacts: Sendable, Equatable {
  /// The profile whose key signed it.
  public var profile: String
  /// Order or payout.
  public var kind: MessageKind
  /// The merchant's order number.
  public var order: String
  /// The gateway's order number.
  public var gatewayOrder: String?
  /// The gateway's word for the state.
  public var state: String?
  /// Our status; `unknown` when the message says nothing.
  public var status: Status
  /// The ordered amount.
  public var amount: Money?
  /// The paid amount, where the message says it apart.
  public var paid: Money?

  /// The facts of a verified message; nil when it names no order.
  init?(_ report: MessageReport, profile: String) {
    guard let order = report.orderNumber else { return nil }
    self.init(
      profile: profile, kind: report.message.kind, order: order,
      gatewayOrder: report.gatewayOrderNumber, state: report.state,
      status: report.status ?? .unknown, amount: report.orderedAmount, paid: report.paidAmount)
  }

  /// Makes facts from their parts.
  public init(
    profile: String, kind: MessageKind, order: String, gatewayOrder: String? = nil,
    state: String? = nil, status: Status, amount: Money? = nil, paid: Money? = nil
  ) {
    self.profile = profile
    self.kind = kind
    self.order = order
    self.gatewayOrder = gatewayOrder
    self.state = state
    self.status = status
    self.amount = amount
    self.paid = paid
  }

  /// Names the order or payout.
  var key: CallbackDigest { CallbackDigest(profile, kind.rawValue, order) }

  /// Names the order and the sum: what may not change while its status still does.
  var identity: CallbackDigest {
    CallbackDigest(profile, kind.rawValue, order, amount?.yuan ?? "")
  }

  /// Names everything that counts. Paid and paid-and-booked are one: gateways send both in turn.
  var digest: CallbackDigest {
    CallbackDigest(
      profile, kind.rawValue, order, gatewayOrder ?? "",
      status.isPaid ? "paid" : "\(status.rawValue) \(state ?? "")", amount?.yuan ?? "",
      paid?.yuan ?? "")
  }
}
