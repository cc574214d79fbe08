import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Platform
import Synchronization

/// How a callback is sent.
package struct NotifyPlan: Sendable, Equatable {
  /// The same callback so many times at once.
  package var parallel = 1
  /// Whether it is repeated on the gateway's schedule until it is acknowledged.
  package var repeats = false
  /// Real milliseconds for each second of the schedule; 1000 is real time.
  package var millisecondsPerSecond: Int64 = 1_000
  /// Whether the handler may be on another machine.
  package var allowsRemote = false
  /// The handler must have answered by then.
  package var deadlineMilliseconds: Int64 = 10_000

  /// Once, to this machine.
  package init() {}
}

/// One sending and what came of it.
package struct NotifyAttempt: Sendable, Equatable {
  /// The round: 1 is the first sending, 2 the first repeat.
  package var round: Int
  /// Which of the parallel ones, from 1.
  package var copy: Int
  /// Milliseconds that it took.
  package var milliseconds: Int64
  /// The answer, or why there is none.
  package var outcome: TransportOutcome
  /// The verdict on the answer.
  package var verdict: AcknowledgementVerdict?

  /// Whether the gateway would count it as acknowledged and stop repeating.
  package var endsRepeats: Bool { verdict?.serversAccept == .accepted }
}

/// Sends callbacks to a shop's handler as a gateway does.
package struct Notifier: Sendable {
  private let transport: any HTTPTransport
  private let clock: Clock

  /// Sends through that transport.
  package init(transport: any HTTPTransport, clock: Clock = .system) {
    self.transport = transport
    self.clock = clock
  }

  /// Why that address is not called; nil when it may be. Only an address written as this machine's own
  /// is loopback: a name may lead anywhere.
  package static func refusal(of address: HTTPURL, _ plan: NotifyPlan) -> Finding? {
    guard !address.isLoopback, !plan.allowsRemote else { return nil }
    return Finding(
      .error, "remote_handler",
      "\(address.host) is not this machine; a signed callback sent there may be believed",
      hint: "add --allow-remote if the handler there is yours")
  }

  /// Sends, and repeats as planned. Blocks until the last round is over.
  /// - Parameters:
  ///   - shouldStop: asked before each round and while waiting for it.
  ///   - observer: called after each attempt, perhaps on several threads at once.
  package func send(
    _ callback: RawCallback, to address: HTTPURL, delivery: CallbackDelivery, plan: NotifyPlan,
    shouldStop: @Sendable () -> Bool = { false },
    observer: @escaping @Sendable (NotifyAttempt) -> Void = { _ in }
  ) throws(Refusal) -> [NotifyAttempt] {
    if let refusal = Self.refusal(of: address, plan) { throw Refusal(.refused, [refusal]) }
    let request = callback.request(to: address)
    var attempts: [NotifyAttempt] = []
    let waits = plan.repeats ? delivery.repeatSeconds : []
    for round in 0...waits.count {
      if round > 0, !pause(waits[round - 1], plan, shouldStop) { break }
      if shouldStop() { break }
      let sent = sendRound(round + 1, request, delivery, plan, observer)
      attempts += sent
      if sent.contains(where: \.endsRepeats) { break }
    }
    return attempts
  }

  /// Waits so many seconds of the schedule; false when it was stopped.
  private func pause(_ seconds: Int, _ plan: NotifyPlan, _ shouldStop: () -> Bool) -> Bool {
    let (total, overflow) = Int64(seconds).multipliedReportingOverflow(
      by: max(plan.millisecondsPerSecond, 0))
    var left = overflow ? .max : total
    while left > 0 {
      if shouldStop() { return false }
      let step = min(left, 200)
      clock.sleep(step)
      left -= step
    }
    return true
  }

  private func sendRound(
    _ round: Int, _ request: HTTPRequest, _ delivery: CallbackDelivery, _ plan: NotifyPlan,
    _ observer: @escaping @Sendable (NotifyAttempt) -> Void
  ) -> [NotifyAttempt] {
    guard plan.parallel > 1 else {
      let attempt = sendOnce(round, 1, request, delivery, plan)
      observer(attempt)
      return [attempt]
    }
    let results = Results()
    let threads = (1...plan.parallel).map { copy in
      let run: @Sendable () -> Void = {
        let attempt = sendOnce(round, copy, request, delivery, plan)
        observer(attempt)
        results.append(attempt)
      }
      guard let thread = try? Thread(run) else {
        // No thread to be had: the copy is sent in turn.
        run()
        return Thread?.none
      }
      return thread
    }
    for thread in threads { thread?.join() }
    return results.all.sorted { $0.copy < $1.copy }
  }

  private func sendOnce(
    _ round: Int, _ copy: Int, _ request: HTTPRequest, _ delivery: CallbackDelivery,
    _ plan: NotifyPlan
  ) -> NotifyAttempt {
    var options = TransportOptions()
    options.deadlineMilliseconds = plan.deadlineMilliseconds
    options.connectMilliseconds = min(plan.deadlineMilliseconds, options.connectMilliseconds)
    options.bodyLimit = 65_536
    let start = clock.monotonicMilliseconds()
    let outcome = transport.send(request, options)
    var verdict: AcknowledgementVerdict?
    if case .answered(let response) = outcome {
      verdict = AcknowledgementJudge.judge(response, delivery: delivery)
    }
    return NotifyAttempt(
      round: round, copy: copy, milliseconds: clock.monotonicMilliseconds() - start,
      outcome: outcome, verdict: verdict)
  }
}

/// Attempts gathered by several threads.
private final class Results: Sendable {
  private let list = Mutex<[NotifyAttempt]>([])

  func append(_ attempt: NotifyAttempt) { list.withLock { $0.append(attempt) } }
  var all: [NotifyAttempt] { list.withLock { $0 } }
}
