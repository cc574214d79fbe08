import Gateways
import PaymentValues

/// Ends orders and payouts, and has the merchant told as the document says.
struct Settlement: Sendable {
  let options: SandboxOptions
  let store: SandboxStore
  let scheduler: Scheduler
  let sender: CallbackSender

  /// How a call to settle ended.
  enum Outcome: Sendable {
    case settled(Booking)
    case unknown
    /// It has ended already, and otherwise.
    case conflict(Booking)
    case notWritten
  }

  /// The status that a query tells: settled once the merchant has acknowledged.
  static func told(_ booking: Booking) -> Status {
    booking.status == .succeeded && booking.isAcknowledged ? .settled : booking.status
  }

  /// Starts the life of a payout, unless it waits for a hand.
  func live(_ booking: Booking) {
    guard booking.key.kind == .payout, let wait = options.payoutMilliseconds else { return }
    scheduler.after(options.timeScale.of(milliseconds: wait)) {
      settle(booking.key, .succeeded, paid: nil)
    }
  }

  /// Ends one, once, and starts its callbacks.
  @discardableResult
  func settle(_ key: BookingKey, _ status: Status, paid: Money?) -> Outcome {
    let result: (Booking, isNew: Bool)?
    do { result = try store.settle(key, status, paid: paid) } catch { return .notWritten }
    guard let (booking, isNew) = result else {
      return store.booking(key).map { .conflict($0) } ?? .unknown
    }
    if isNew { announce(booking) }
    return .settled(booking)
  }

  /// Sends the callback once more, about the present state, wherever the gateway has a word for that
  /// state: pay-center's document sets no condition, and lianhe's callback can only say paid.
  func notifyAgain(_ booking: Booking) {
    guard sender.tells(booking.status, booking.key) else { return }
    scheduler.after(0) { sender.send(booking.key, status: booking.status, attempt: nil) }
  }

  /// Takes up what a stopped sandbox left undone.
  func resume() {
    for booking in store.bookings() {
      if booking.status.isFinal {
        if !booking.isAcknowledged, sender.tells(booking.status, booking.key) {
          sender.start(booking.key, at: booking.attemptCount)
        }
      } else {
        live(booking)
      }
    }
  }

  private func announce(_ booking: Booking) {
    guard sender.tells(booking.status, booking.key) else { return }
    let share = store.faults(of: booking.key.gateway).chances[.outOfOrder] ?? .zero
    guard share.hits(store.dice()) else {
      sender.start(booking.key, at: 0)
      return
    }
    // Later ones overtake it, and word of an older state comes last.
    let pause = options.timeScale.of(milliseconds: Int64(store.dice() % 2_000))
    scheduler.after(pause) { sender.start(booking.key, at: 0) }
    if sender.tells(.pending, booking.key) {
      scheduler.after(pause + 50) { sender.send(booking.key, status: .pending, attempt: nil) }
    }
  }
}
