import GatewayEngine
import PaymentValues
import Platform
import Synchronization

/// Sends questions: several at a time, no faster than allowed, again after a lost answer, and on
/// until all are final when the operator wants to wait.
struct QueryAsker {
  let context: CommandContext
  let client: GatewayClient
  /// Whether answers are printed as they come, where the form allows it; not where the command prints
  /// something else.
  var printsAnswers = true
  private let limit: RateLimit
  private let retries: Int

  init(context: CommandContext, resolved: ResolvedProfile) throws(Refusal) {
    self.context = context
    JournalStore(context: context, resolved: resolved).recallSigned()
    client = GatewayClient(profile: resolved.profile, transport: context.environment.transport())
    limit = RateLimit(try PaceOptions.rate(context), clock: context.environment.clock)
    retries = context[QueryOptions.retry]
  }

  /// The newest answer to each question, in the order of the questions.
  func ask(_ questions: [PreparedRequest]) throws(Refusal) -> [Exchange] {
    let waits = context[QueryOptions.wait] || context[QueryOptions.watch]
    var exchanges = round(questions, streams: !waits)
    guard waits else { return exchanges }
    let clock = context.environment.clock
    let end =
      clock.monotonicMilliseconds()
      + context[QueryOptions.timeout]
    var pause: Int64 = 1000
    while true {
      if context[QueryOptions.watch] { redraw(exchanges) }
      let open = exchanges.indices.filter { !isFinal(exchanges[$0]) }
      let left = end - clock.monotonicMilliseconds()
      if open.isEmpty || left <= 0 || Signals.received != nil { break }
      clock.sleep(min(left, jittered(pause)))
      pause = min(pause * 2, 30_000)
      let again = round(open.map { questions[$0] }, streams: false)
      for (index, exchange) in zip(open, again) { exchanges[index] = exchange }
    }
    if printsAnswers, context.output.format == .ndjson {
      for exchange in exchanges { stream(exchange) }
    }
    return exchanges
  }

  private func isFinal(_ exchange: Exchange) -> Bool {
    exchange.outcome == .accepted && exchange.answer?.status?.isFinal == true
  }

  private func round(_ questions: [PreparedRequest], streams: Bool) -> [Exchange] {
    let collected = Collected()
    let streams = streams && printsAnswers && context.output.format == .ndjson
    let asker = self
    OrderedWork.run(
      questions, threads: context[QueryOptions.concurrency],
      stop: { Signals.received != nil }, work: { asker.once($0) },
      deliver: { exchange in
        if streams { asker.stream(exchange) }
        collected.append(exchange)
      })
    return collected.all
  }

  private final class Collected: Sendable {
    private let list = Mutex<[Exchange]>([])
    func append(_ exchange: Exchange) { list.withLock { $0.append(exchange) } }
    var all: [Exchange] { list.withLock { $0 } }
  }

  /// One question; a read may be asked again when nothing readable came back.
  private func once(_ question: PreparedRequest) -> Exchange {
    var attempt = 0
    while true {
      limit.wait()
      let exchange = client.send(question)
      guard attempt < retries, isWorthAnother(exchange), Signals.received == nil else {
        return exchange
      }
      let wanted = exchange.answer?.retryAfterSeconds.map { Int64(min($0, 60)) * 1000 }
      context.environment.clock.sleep(wanted ?? jittered(200 << Int64(attempt)))
      attempt += 1
    }
  }

  private func isWorthAnother(_ exchange: Exchange) -> Bool {
    if let failure = exchange.failure {
      return !["url_malformed", "plain_http", "transport_missing", "tls_failed"]
        .contains(failure.code)
    }
    return exchange.reply == .busy
      || [429, 502, 503, 504].contains(exchange.answer?.httpStatus ?? 0)
  }

  /// ±20 %, so that many clients do not ask in step.
  private func jittered(_ milliseconds: Int64) -> Int64 {
    let spread = max(1, milliseconds * 2 / 5)
    return milliseconds - spread / 2 + Int64(context.environment.random() % UInt64(spread))
  }

  private func stream(_ exchange: Exchange) {
    let view = ExchangeView(exchange: exchange, profile: client.profile)
    try? context.output.emit(view.document)
  }

  private func redraw(_ exchanges: [Exchange]) {
    guard context.environment.isTerminal.output, context.output.format == .table else { return }
    let lines = QueryTable.lines(exchanges)
    context.environment.control(.clearScreen, lines.map { $0 + "\n" }.joined())
  }
}
