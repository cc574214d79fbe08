import PaymentValues

/// All bookings, by number and in order. Changed by events only, so that replaying a state file
/// gives the same books.
struct Books: Sendable {
  private(set) var keys: [BookingKey] = []
  private var bookings: [BookingKey: Booking] = [:]
  private var byGatewayOrder: [String: BookingKey] = [:]

  /// What payouts have taken from each account, failed ones given back, in fen.
  private(set) var spent: [String: Int64] = [:]

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
        spend(amount.fen, key)
        return
      }
      keys.append(key)
      byGatewayOrder[gatewayOrder] = key
      bookings[key] = Booking(
        key: key, gatewayOrder: gatewayOrder, amount: amount, createdMilliseconds: at,
        texts: texts)
      spend(amount.fen, key)
    case .bookedAgain(let key, _):
      bookings[key]?.count += 1
      spend(bookings[key]?.amount.fen ?? 0, key)
    case .settled(let key, let status, let paid, let at):
      if status == .failed, let booking = bookings[key] {
        spend(-booking.amount.fen * Int64(booking.count), key)
      }
      // What was acknowledged before was another state.
      bookings[key]?.isAcknowledged = false
      bookings[key]?.status = status
      bookings[key]?.paid = status.isPaid ? paid : nil
      bookings[key]?.settledMilliseconds = at
    case .called(let key, let attempt):
      bookings[key]?.add(attempt)
    }
  }

  private mutating func spend(_ fen: Int64, _ key: BookingKey) {
    guard key.kind == .payout else { return }
    let (sum, isTooMuch) = spent[key.gateway, default: 0].addingReportingOverflow(fen)
    spent[key.gateway] = isTooMuch ? .max : sum
  }
}

extension Booking {
  fileprivate mutating func add(_ attempt: CallbackAttempt) {
    attemptCount += 1
    // An unpaid order may be told, too, when a query asks for it; that ends nothing.
    if attempt.isAccepted, attempt.told == status, status.isFinal { isAcknowledged = true }
    attempts.append(attempt)
    if attempts.count > Booking.attemptLimit { attempts.removeFirst() }
  }
}
