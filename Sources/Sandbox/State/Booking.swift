import Gateways
import PaymentValues

/// Which of the two directions the money goes.
enum BookingKind: String, Sendable {
  case order
  case payout
}

/// What makes a booking one of its kind: the merchant's number at one gateway.
struct BookingKey: Hashable, Sendable {
  var gateway: String
  var kind: BookingKind
  var order: String
}

/// One callback that was sent, or should have been.
struct CallbackAttempt: Sendable, Equatable {
  var number: Int
  var url: String
  /// Ours for the state that it told.
  var told: Status
  /// The HTTP status of what came back; nil when nothing did.
  var httpStatus: Int?
  /// The first bytes of what came back, or why nothing was sent.
  var acknowledgement: String
  var isAccepted: Bool
  var unixMilliseconds: Int64
}

/// An order or a payout, and everything that became of it.
struct Booking: Sendable {
  /// Attempts that are kept; older ones only count.
  static let attemptLimit = 32

  let key: BookingKey
  let gatewayOrder: String
  let amount: Money
  let createdMilliseconds: Int64
  /// What the request said, by role, for cashier, callback and answers to queries.
  let texts: [Role: String]
  /// How often it was booked; more than once only when duplicates are not refused.
  var count = 1
  var status = Status.created
  var paid: Money?
  var settledMilliseconds: Int64?
  var attempts: [CallbackAttempt] = []
  var attemptCount = 0
  var isAcknowledged = false

  var notifyURL: String? { texts[.notifyURL] }
}
