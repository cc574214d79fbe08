import PaymentValues

/// All bookings, by number and in order. Changed by events only, so that replaying a state file
/// gives the same books.
struct Books: Sendable {
  private(set) var keys: [BookingKey] = []
  private var bookings: [BookingKey: Booking] = [:]
  private var byGatewayOrder: [String: BookingKey] = [:]

  var count: Int { keys.count }

  subscript(key: BookingKey) -> Booking? { bookings[key] }

  /// The booking that has this number of the gateway's own.
  func key(gatewayOrder: String, gateway: String, kind: BookingKind) -> BookingKey? {
    guard let key = byGatewayOrder[gatewayOrder], key.gateway == gateway, key.kind == kind else {
      return nil
    }
    return key
  }

  mutating func apply(_ event: SandboxEvent) {
    switch event {
    case .booked(let key, let gatewayOrder, let amount, let texts, let at):
      guard bookings[key] == nil else {
        bookings[key]?.count += 1
        return
      }
      keys.append(key)
      byGatewayOrder[gatewayOrder] = key
      bookings[key] = Booking(
        key: key, gatewayOrder: gatewayOrder, amount: amount, createdMilliseconds: at,
        texts: texts)
    case .bookedAgain(let key, _):
      bookings[key]?.count += 1
    case .settled(let key, let status, let paid, let at):
      bookings[key]?.status = status
      bookings[key]?.paid = status.isPaid ? paid : nil
      bookings[key]?.settledMilliseconds = at
    case .called(let key, let attempt):
      bookings[key]?.add(attempt)
    }
  }
}

extension Booking {
  fileprivate mutating func add(_ attempt: CallbackAttempt) {
    attemptCount += 1
    if attempt.isAccepted, attempt.told == status { isAcknowledged = true }
    attempts.append(attempt)
    if attempts.count > Booking.attemptLimit { attempts.removeFirst() }
  }
}
