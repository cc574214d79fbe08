import Gateways
import PaymentValues
import Platform
import Synchronization

/// The state behind one lock, and its file. Every change is an event: written first, then applied.
final class SandboxStore: Sendable {
  private struct State {
    var books = Books()
    var random: SplitMix64
    var faults: SandboxFaults
    var gatewayFaults: [String: SandboxFaults]
    var requests: [String: Int] = [:]
    var isLenient: [String: Bool] = [:]
    /// What payouts may take in all, in fen; a gateway without an entry has enough.
    var limits: [String: Int64] = [:]

    /// Whether one payout more of that size goes beyond the balance.
    func lacks(_ amount: Money, _ key: BookingKey) -> Bool {
      guard key.kind == .payout, let limit = limits[key.gateway] else { return false }
      let (left, isTooMuch) = limit.subtractingReportingOverflow(
        books.spent[key.gateway, default: 0])
      return isTooMuch || left < amount.fen
    }
  }

  /// How a request to book ended.
  enum Result: Sendable {
    case booked(Booking)
    case duplicate(Booking)
    case full
    /// The balance does not suffice.
    case poor
  }

  private let state: Mutex<State>
  private let log: EventLog?
  private let options: SandboxOptions

  init(_ options: SandboxOptions) throws {
    self.options = options
    var books = Books()
    log = try options.stateFile.map { try EventLog(path: $0) { books.apply($0) } }
    // A restarted sandbox goes on with other faults than the ones it has played already.
    let seed = options.seed &+ UInt64(books.count)
    var start = State(
      books: books, random: SplitMix64(seed: seed), faults: options.faults,
      gatewayFaults: options.gatewayFaults)
    for gateway in options.gateways { start.isLenient[gateway.id] = options.isLenient }
    for (gateway, balance) in options.balances { start.limits[gateway] = balance.fen }
    state = Mutex(start)
  }

  /// What is set for a gateway.
  func settings(of gateway: String) -> AccountSettings {
    state.withLock { state in
      let spent = state.books.spent[gateway, default: 0]
      return AccountSettings(
        isLenient: state.isLenient[gateway] ?? options.isLenient,
        balance: state.limits[gateway].map { Money(fen: max(0, $0 - max(0, spent))) })
    }
  }

  /// Changes what is set for a gateway, or for all. A balance is what can be spent from now on.
  func change(_ change: AccountChange, of gateway: String?) {
    state.withLock { state in
      for id in gateway.map({ [$0] }) ?? options.gateways.map(\.id) {
        if let isLenient = change.isLenient { state.isLenient[id] = isLenient }
        guard let balance = change.balance else { continue }
        state.limits[id] = balance.map { balance in
          let (sum, isTooMuch) = balance.fen.addingReportingOverflow(
            state.books.spent[id, default: 0])
          return isTooMuch ? .max : sum
        }
      }
    }
  }

  private var now: Int64 { options.clock.unixMilliseconds() }

  /// Lets go of the state file; nothing is booked any more.
  func retire() { log?.retire() }

  func booking(_ key: BookingKey) -> Booking? { state.withLock { $0.books[key] } }

  func bookings() -> [Booking] {
    state.withLock { state in state.books.keys.compactMap { state.books[$0] } }
  }

  /// The newest bookings, newest first.
  func newest(_ count: Int) -> [Booking] {
    state.withLock { state in
      state.books.keys.suffix(count).reversed().compactMap { state.books[$0] }
    }
  }

  /// Requests since the start, by gateway and kind of message.
  func requests() -> [String: Int] { state.withLock { $0.requests } }

  func find(gatewayOrder: String, gateway: String, kind: BookingKind) -> Booking? {
    state.withLock { state in
      state.books.key(gatewayOrder: gatewayOrder, gateway: gateway, kind: kind)
        .flatMap { state.books[$0] }
    }
  }

  /// Throws the dice for a request and counts it.
  func plan(gateway: String, kind: MessageKind) -> FaultPlan {
    state.withLock { state in
      state.requests["\(gateway)/\(kind.rawValue)", default: 0] += 1
      return FaultPlan(state.gatewayFaults[gateway] ?? state.faults, random: &state.random)
    }
  }

  /// Free random bits, for instance for a shuffle.
  func dice() -> UInt64 { state.withLock { $0.random.next() } }

  func faults(of gateway: String?) -> SandboxFaults {
    state.withLock { state in
      gateway.flatMap { state.gatewayFaults[$0] } ?? state.faults
    }
  }

  /// Replaces the faults of one gateway, or of all that have none of their own.
  func setFaults(_ faults: SandboxFaults, of gateway: String?) {
    state.withLock { state in
      if let gateway { state.gatewayFaults[gateway] = faults } else { state.faults = faults }
    }
  }

  /// Books once, or again where duplicates are not refused; on the disk when it returns.
  func book(_ key: BookingKey, _ amount: Money, _ texts: [Role: String]) throws -> Result {
    let (result, place) = try state.withLock { state -> (Result, Int?) in
      let event: SandboxEvent
      if let old = state.books[key] {
        guard !options.refusesDuplicates else { return (.duplicate(old), nil) }
        guard !state.lacks(old.amount, key) else { return (.poor, nil) }
        event = .bookedAgain(key, at: now)
      } else {
        guard state.books.count < options.bookingLimit else { return (.full, nil) }
        guard !state.lacks(amount, key) else { return (.poor, nil) }
        let time = BeijingTime(unixMilliseconds: now).compact
        let serial = String(10_000_000 + state.books.count % 10_000_000).dropFirst()
        event = .booked(key, gatewayOrder: "S\(time)\(serial)", amount, texts: texts, at: now)
      }
      let place = try log?.append(event)
      state.books.apply(event)
      return (state.books[key].map { .booked($0) } ?? .full, place)
    }
    if let place { try log?.sync(place) }
    return result
  }

  /// Settles once: a second word for the same end changes nothing, another end is refused (nil).
  func settle(_ key: BookingKey, _ status: Status, paid: Money?) throws -> (Booking, isNew: Bool)? {
    let (result, place) = try state.withLock {
      state -> ((Booking, isNew: Bool)?, Int?) in
      guard let old = state.books[key] else { return (nil, nil) }
      let money = status.isPaid ? paid ?? old.amount : .zero
      if old.status.isFinal {
        let isSame = old.status == status && (old.paid ?? .zero) == money
        return (isSame ? (old, false) : nil, nil)
      }
      let event = SandboxEvent.settled(key, status, paid: money, at: now)
      let place = try log?.append(event)
      state.books.apply(event)
      return (state.books[key].map { ($0, true) }, place)
    }
    if let place { try log?.sync(place) }
    return result
  }

  /// Notes a callback. Nobody is told of it, so it need not be on the disk at once.
  func note(_ key: BookingKey, _ attempt: CallbackAttempt) {
    state.withLock { state in
      var attempt = attempt
      attempt.number = (state.books[key]?.attemptCount ?? 0) + 1
      let event = SandboxEvent.called(key, attempt)
      // A full disk must not stop the callbacks; the next booking will say so.
      _ = try? log?.append(event)
      state.books.apply(event)
    }
  }
}
