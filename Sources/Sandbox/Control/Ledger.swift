import PaymentValues
import WireFormat

/// The books as JSON, for tests: what was booked how often, and what became of the callbacks.
enum Ledger {
  /// Every booking, orders and payouts apart, and how many requests came since the start.
  static func json(_ bookings: [Booking], requests: [String: Int]) -> JSONValue {
    let counts = requests.sorted { $0.key < $1.key }.map { ($0.key, JSONValue($0.value)) }
    return .object([
      ("orders", .array(bookings.filter { $0.key.kind == .order }.map(entry))),
      ("payouts", .array(bookings.filter { $0.key.kind == .payout }.map(entry))),
      ("requests", .object(counts)),
    ])
  }

  /// One booking.
  static func entry(_ booking: Booking) -> JSONValue {
    .object([
      ("gateway", .string(booking.key.gateway)), ("kind", .string(booking.key.kind.rawValue)),
      ("order", .string(booking.key.order)), ("gateway_order", .string(booking.gatewayOrder)),
      ("amount_fen", JSONValue(booking.amount.fen)),
      ("paid_fen", booking.paid.map { JSONValue($0.fen) } ?? .null),
      ("status", .string(booking.status.rawValue)), ("booked", JSONValue(booking.count)),
      ("created", time(booking.createdMilliseconds)),
      ("settled", booking.settledMilliseconds.map(time) ?? .null),
      ("acknowledged", .bool(booking.isAcknowledged)),
      ("callbacks_sent", JSONValue(booking.attemptCount)),
      ("callbacks", .array(booking.attempts.map(callback))),
    ])
  }

  static func time(_ milliseconds: Int64) -> JSONValue {
    .string(BeijingTime(unixMilliseconds: milliseconds).rfc3339)
  }

  private static func callback(_ attempt: CallbackAttempt) -> JSONValue {
    .object([
      ("attempt", JSONValue(attempt.number)), ("at", time(attempt.unixMilliseconds)),
      ("url", .string(attempt.url)), ("told", .string(attempt.told.rawValue)),
      ("status", attempt.httpStatus.map { JSONValue($0) } ?? .null),
      ("ack", .string(attempt.acknowledgement)), ("accepted", .bool(attempt.isAccepted)),
    ])
  }
}
