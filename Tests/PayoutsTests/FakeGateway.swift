import Digests
import Gateways
import HTTP
import PaymentValues
import Platform
import Signing
import Synchronization
import TestSupport
import WireFormat

/// A gateway in memory. It books whatever comes, twice if it comes twice, unless told otherwise.
final class FakeGateway: HTTPTransport {
  /// What may go wrong, in percent of the requests.
  struct Faults: Sendable {
    var unreachable = 0
    var requestLost = 0
    var answerLost = 0
    var bookedLate = 0
    var half = 0
    var error500 = 0
    /// A forged "failed" although the payout is booked.
    var forgedRefusal = 0
    var queryLost = 0
    /// A booked payout that a query does not find at first.
    var queryBlind = 0

    static let none = Faults()
    static let bad = Faults(
      unreachable: 3, requestLost: 8, answerLost: 10, bookedLate: 8, half: 4, error500: 4,
      forgedRefusal: 0, queryLost: 10, queryBlind: 10)
  }

  struct Booking: Equatable, Sendable {
    var amount: String
    var state: Int
  }

  private struct State {
    var random: SplitMix64
    var bookings: [String: [Booking]] = [:]
    var late: [(due: Int64, order: String, amount: String)] = []
    var blind: [String: Int] = [:]
    var requests = 0
    var queries = 0
  }

  let time: TestClock
  let dedupes: Bool
  let lateBy: Int64
  let faults: Mutex<Faults>
  /// Called before and after a request is looked at; true when the client is dead.
  let crash: @Sendable () -> Bool
  private let state: Mutex<State>

  init(
    _ time: TestClock, seed: UInt64 = 1, faults: Faults = .none, dedupes: Bool = false,
    lateBy: Int64 = 20_000, crash: @escaping @Sendable () -> Bool = { false }
  ) {
    self.time = time
    self.dedupes = dedupes
    self.lateBy = lateBy
    self.faults = Mutex(faults)
    self.crash = crash
    state = Mutex(State(random: SplitMix64(seed: seed)))
  }

  var bookings: [String: [Booking]] { state.withLock { $0.bookings } }
  var requests: Int { state.withLock { $0.requests } }
  var queries: Int { state.withLock { $0.queries } }
  /// Payouts booked more than once.
  var doubles: Int { state.withLock { $0.bookings.values.count { $0.count > 1 } } }

  /// Books as somebody else would.
  func book(_ order: String, amount: String, state word: Int = 1) {
    state.withLock { $0.bookings[order, default: []].append(Booking(amount: amount, state: word)) }
  }

  func send(_ request: HTTPRequest, _ options: TransportOptions) -> TransportOutcome {
    if crash() { return Self.lost }
    let outcome = state.withLock { state in
      settle(&state)
      return request.method == "POST" ? take(request, &state) : tell(request, &state)
    }
    return crash() ? Self.lost : outcome
  }

  private static let lost = TransportOutcome.unknown(
    TransportFailure(code: "timeout", reason: "no answer in time"))

  private func settle(_ state: inout State) {
    for late in state.late where late.due <= time.now {
      book(late.order, late.amount, &state)
    }
    state.late.removeAll { $0.due <= time.now }
  }

  private func book(_ order: String, _ amount: String, _ state: inout State) {
    state.bookings[order, default: []].append(Booking(amount: amount, state: 1))
  }

  private func take(_ request: HTTPRequest, _ state: inout State) -> TransportOutcome {
    let faults = faults.withLock { $0 }
    if state.random.happens(percent: faults.unreachable) {
      return .notSent(TransportFailure(code: "connect_failed", reason: "connection refused"))
    }
    state.requests += 1
    guard let fields = try? JSONScanner.object(request.body),
      let order = fields["mrn"]?.display, let amount = fields["amount"]?.display
    else { return answer(#"{"error":"invalid_data"}"#) }
    if dedupes, state.bookings[order] != nil { return answer(#"{"error":"mrn_duplication"}"#) }
    if state.random.happens(percent: faults.requestLost) { return Self.lost }
    if state.random.happens(percent: faults.bookedLate) {
      state.late.append((time.now + lateBy, order, amount))
      return Self.lost
    }
    book(order, amount, &state)
    if state.random.happens(percent: faults.queryBlind) { state.blind[order] = 1 }
    if state.random.happens(percent: faults.answerLost) { return Self.lost }
    if state.random.happens(percent: faults.half) { return answer(#"{"error":"succ"#) }
    if state.random.happens(percent: faults.error500) {
      return .answered(HTTPResponse(status: 500, body: Array("<html>".utf8)))
    }
    if state.random.happens(percent: faults.forgedRefusal) {
      return answer(#"{"error":"insufficient_balance"}"#)
    }
    return answer(#"{"error":"success"}"#)
  }

  private func tell(_ request: HTTPRequest, _ state: inout State) -> TransportOutcome {
    state.queries += 1
    let faults = faults.withLock { $0 }
    if state.random.happens(percent: faults.queryLost) { return Self.lost }
    let fields = try? QueryString(url: Array(request.url.utf8)).fields()
    let order = fields?["mrn"]?.display ?? ""
    if let left = state.blind[order], left > 0 {
      state.blind[order] = left - 1
      return answer(#"{"error":"object_not_found"}"#)
    }
    guard let booking = state.bookings[order]?.first else {
      return answer(#"{"error":"object_not_found"}"#)
    }
    return answer(
      #"{"error":"success","result":{"Mrn":"\#(order)","status":\#(booking.state)}}"#)
  }

  private func answer(_ text: String) -> TransportOutcome {
    .answered(HTTPResponse(status: 200, body: Array(text.utf8)))
  }
}
