import Journal
import PaymentValues

/// Asking: every row that may have been sent, until the gateway has said where it stands.
extension PayoutEngine {
  /// How long and how often to ask.
  package struct Asking: Sendable {
    /// The whole may take so long, in milliseconds; 0 asks about every row once.
    package var deadlineMilliseconds: Int64 = 0
    /// Waits between rounds, in milliseconds; the last one is repeated.
    package var waits: [Int64] = [10, 30, 60, 120, 300, 900].map { $0 * 1000 }
    /// Whether rows that the gateway accepted are asked about, too, until they are final.
    package var includesAccepted = true
    /// Random bits for the waits, which vary by a fifth.
    package var random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }

    /// Asks about every row once.
    package init() {}
  }

  /// Asks about the open rows of a batch, or of all batches.
  /// - Parameter rule: decides when the gateway's "not found" counts.
  package func resolve(batch: String?, _ asking: Asking, rule: WaitingRule) throws -> End {
    var book = try PayoutBook(journal, batch: batch)
    let start = clock.monotonicMilliseconds()
    var round = 0
    while true {
      let rows = book.rows.values.filter { row in
        (batch == nil || row.batch == batch) && row.isToBeAsked
          && (asking.includesAccepted || row.state != .accepted)
      }.sorted { $0.order < $1.order }
      guard !rows.isEmpty else { return .done }
      if let end = try ask(rows, rule, &book) { return end }
      let left = asking.deadlineMilliseconds - (clock.monotonicMilliseconds() - start)
      let wait = Self.varied(
        asking.waits.isEmpty ? 1000 : asking.waits[min(round, asking.waits.count - 1)],
        asking.random())
      let isOpen = rows.contains { book.rows[$0.orderNumber]?.isToBeAsked ?? false }
      guard isOpen else { return .done }
      guard wait <= left else { return .deadline }
      if try rest(wait) { return .stopped }
      round += 1
    }
  }

  /// Sleeps in short pieces; true when asked to stop.
  private func rest(_ milliseconds: Int64) throws -> Bool {
    let end = clock.monotonicMilliseconds() + milliseconds
    while true {
      if options.shouldStop() { return true }
      let left = end - clock.monotonicMilliseconds()
      guard left > 0 else { return false }
      clock.sleep(min(left, 200))
    }
  }

  /// Up to a fifth more or less.
  static func varied(_ wait: Int64, _ random: UInt64) -> Int64 {
    let fifth = max(0, wait / 5)
    return wait - fifth + Int64(random % UInt64(2 * fifth + 1))
  }

  private struct Asked: Sendable {
    let orderNumber: String
    let statement: GatewayStatement
  }

  /// One round. Gives an end when there is no point in going on.
  private func ask(_ rows: [PayoutRow], _ rule: WaitingRule, _ book: inout PayoutBook) throws
    -> End?
  {
    let gateway = gateway
    let lane = WorkLane<String, Asked>(places: options.concurrency) {
      Asked(orderNumber: $0, statement: gateway.query($0))
    }
    defer { lane.close() }
    var progress = PayoutProgress(rows: rows)
    var breaker = CircuitBreaker(limit: options.breaker)
    var end: End?
    var cursor = 0
    var inFlight = 0
    while true {
      while end == nil, cursor < rows.count, inFlight < max(1, options.concurrency) {
        if options.shouldStop() {
          end = .stopped
          break
        }
        lane.submit(rows[cursor].orderNumber)
        cursor += 1
        inFlight += 1
      }
      guard inFlight > 0 else { return end }
      let results = lane.results()
      inFlight -= results.count
      var outbox: [JournalRecord] = []
      for asked in results {
        guard let row = book.rows[asked.orderNumber] else { continue }
        if let record = finding(row, asked.statement, rule) { outbox.append(record) }
        // An answer that only lacks its signature comes from a gateway that is well.
        let isClaim = asked.statement.answer?.isClaim ?? false
        breaker.note(asked.statement.isSilent && !isClaim ? .unknown : .accepted)
        if breaker.isOpen {
          end =
            end
            ?? (asked.statement.outcome == .notSent
              ? .unreachable(asked.statement.reason) : .breaker)
        }
      }
      if !outbox.isEmpty { try commit(outbox, to: &book) }
      for asked in results { if let row = book.rows[asked.orderNumber] { progress.note(row) } }
      options.progress(progress)
    }
  }

  /// The record of an answer; nil when there is nothing new in it.
  func finding(_ row: PayoutRow, _ statement: GatewayStatement, _ rule: WaitingRule)
    -> JournalRecord?
  {
    let now: [JournalRecord.Detail] = [
      .init(Absence.clockDetail, String(clock.monotonicMilliseconds())),
      ClockReading(clock).asDetail,
    ]
    switch QueryClassifier.judge(statement, orderNumber: row.orderNumber, amount: row.amount) {
    case .exists(let state):
      return state == row.state ? nil : records.step(state.kind, row, statement)
    case .contradicts(let why):
      return records.step(.conflict, row, statement, [.init("why", why)])
    case .silent:
      return statement.outcome == .notSent ? nil : records.step(.query, row, statement)
    case .notFound where elsewhere(row) != nil:
      // Who never got it cannot know it.
      let why =
        "not found at \(address?.origin ?? ""), but it was sent to \(elsewhere(row) ?? ""): "
        + "put base-url back"
      return row.words == why ? nil : records.step(.query, row, statement, [.init("why", why)])
    case .notFound where row.wasAccepted:
      // It had the payout and now has not: no reason to send again, whatever the rule says.
      let absent = records.step(.query, row, statement, [.init(Absence.detail, "yes")] + now)
      guard rule.isOver(row.absence) else { return absent }
      return records.step(
        .conflict, row, statement, [.init("why", "accepted before, unknown to the gateway now")])
    case .notFound:
      if row.wasRefused, rule.isCertainlyAbsent(row) {
        return records.step(.rejected, row, statement)
      }
      return records.step(.notFound, row, statement, now)
    }
  }
}

extension PayoutRow {
  /// Whether a query may tell something new.
  package var isToBeAsked: Bool {
    switch state {
    case .sent, .unknown, .accepted, .notFound: true
    default: false
    }
  }
}

extension GatewayStatement {
  /// Whether nothing at all follows from it.
  var isSilent: Bool { outcome == .unknown || outcome == .notSent || outcome == .rejected }
}
