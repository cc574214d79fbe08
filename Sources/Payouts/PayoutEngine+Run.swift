import GatewayEngine
import Journal
import PaymentValues

/// Sending: intent on disk, then the request, then the outcome on disk.
extension PayoutEngine {
  /// Sends what is still to be sent of a plan: all of it the first time, the rest when called again.
  /// Rows that may have been sent are not touched; `resolve` asks about them.
  /// - Parameters:
  ///   - user: who runs it.
  ///   - needsApproval: whether another person must have approved the plan.
  /// - Throws: `Refusal` before anything is sent, `JournalError` when nothing more may be sent.
  package func run(_ plan: PayoutPlan, user: String, needsApproval: Bool = false) throws -> End {
    var book = try PayoutBook(journal, batch: plan.batch)
    try PlanCheck(plan, book).demandUnchanged()
    if needsApproval { try PlanCheck(plan, book).demandApproval() }
    try write(plan, user: user, &book)
    if let end = try askFirst(batch: plan.batch, &book) { return end }
    return try send(batch: plan.batch, &book)
  }

  /// Goes on with a batch from the journal alone. Rows that were never planned to the end of a run's
  /// beginning are missing then; `run` with the file adds them.
  package func resume(batch: String) throws -> End {
    var book = try PayoutBook(journal, batch: batch)
    if let end = try askFirst(batch: batch, &book) { return end }
    return try send(batch: batch, &book)
  }

  /// PLAN records of the rows that have none, in one go. Rows with only that were never sent.
  private func write(_ plan: PayoutPlan, user: String, _ book: inout PayoutBook) throws {
    let missing = plan.rows.filter { book.rows[$0.orderNumber]?.contentHash.isEmpty ?? true }
    let known = book.plans.last { $0.id == plan.id && $0.digest == plan.digest }
    guard !missing.isEmpty || known?.hasRun != true else { return }
    let entry = known ?? plan.entry(planner: user, time: clock.unixMilliseconds())
    // Three records of a row and its request take about that much.
    try journal.reserve(bytes: Int64(missing.count) * 2_048)
    let now = ClockReading(clock)
    try commit(
      missing.map { records.plan($0, of: plan, at: now) } + [
        records.event(.started, entry, user: user)
      ],
      to: &book)
    // A row that only a damaged line tells of is unknown, whatever is planned now.
    try book.correct(by: journal)
  }

  /// One request of a row, and what it came to.
  private struct Sending: Sendable {
    let row: PayoutRow
    let request: PreparedRequest
  }

  private struct Sent: Sendable {
    let row: PayoutRow
    let statement: GatewayStatement
    /// The answer to a query that was asked because of the first one.
    var second: GatewayStatement?
  }

  private func send(batch: String, _ book: inout PayoutBook) throws -> End {
    // Strictly in the order of planning: a line lost at the journal's end can then only be about the
    // first row that is still to be sent, and that is the one that recovery holds back.
    let rows = book.rows(of: batch).filter(\.isToBeSent)
    let ready = try rows.map { Sending(row: $0, request: try request(of: $0)) }
    var progress = PayoutProgress(rows: rows)
    var breaker = CircuitBreaker(limit: options.breaker)
    var end: End?
    var cursor = 0
    var inFlight = 0
    var outbox: [JournalRecord] =
      ready.isEmpty
      ? [] : [try ClockNote.record(journal, ClockReading(clock), profile: profile.name)]
    var settled: [String] = []
    var nextTime: Int64 = 0
    let lane = makeLane()
    defer { lane.close() }
    while true {
      var group: [Sending] = []
      while end == nil, cursor < ready.count,
        breaker.allows(inFlight: inFlight + group.count, concurrency: options.concurrency),
        pace(&nextTime, hasWork: !group.isEmpty || !outbox.isEmpty)
      {
        if options.shouldStop() {
          end = .stopped
          break
        }
        group.append(ready[cursor])
        cursor += 1
      }
      outbox += group.map { records.send($0.row, $0.request) }
      try commit(outbox, to: &book)
      outbox = []
      for number in settled { if let row = book.rows[number] { progress.note(row) } }
      if !settled.isEmpty { options.progress(progress) }
      for sending in group { lane.submit(sending) }
      inFlight += group.count
      if inFlight == 0 {
        if end != nil || cursor == ready.count { return end ?? .done }
        continue
      }
      let results = lane.results()
      inFlight -= results.count
      settled = results.map(\.row.orderNumber)
      for result in results {
        let record = outcome(of: result)
        outbox.append(record)
        if let state = record.claim { breaker.note(state) }
        if record.kind == .notSent { end = end ?? .unreachable(result.statement.reason) }
        if breaker.isOpen { end = end ?? .breaker }
      }
    }
  }

  /// Waits until the next request may go; false when there is something better to do first.
  private func pace(_ nextTime: inout Int64, hasWork: Bool) -> Bool {
    guard options.gapMilliseconds > 0 else { return true }
    let now = clock.monotonicMilliseconds()
    if now < nextTime {
      if hasWork { return false }
      clock.sleep(nextTime - now)
    }
    nextTime = max(now, nextTime) + options.gapMilliseconds
    return true
  }

  private func makeLane() -> WorkLane<Sending, Sent> {
    let gateway = gateway
    let clock = clock
    let waits = options.unsentWaits
    return WorkLane(places: options.concurrency) { job in
      var statement = gateway.send(job.request)
      // Nothing left, so the intent on disk still stands for the one request that will.
      for wait in waits where statement.outcome == .notSent && statement.failure?.mayPass == true {
        clock.sleep(wait)
        statement = gateway.send(job.request)
      }
      var sent = Sent(row: job.row, statement: statement)
      switch SendClassifier.judge(statement.outcome, mayHaveArrived: job.row.mayHaveArrived) {
      case .settled: break
      case .confirmRefusal, .inspectForeign: sent.second = gateway.query(job.row.orderNumber)
      }
      return sent
    }
  }

  private func outcome(of sent: Sent) -> JournalRecord {
    outcome(
      of: sent.row, sent.statement, second: sent.second, mayHaveArrived: sent.row.mayHaveArrived)
  }

  /// The record of what a request came to.
  func outcome(
    of row: PayoutRow, _ statement: GatewayStatement, second: GatewayStatement?,
    mayHaveArrived: Bool
  ) -> JournalRecord {
    switch SendClassifier.judge(statement.outcome, mayHaveArrived: mayHaveArrived) {
    case .settled(let state):
      let refused = state == .unknown ? statement.refusalCode : nil
      return records.step(
        state.kind, row, statement, refused.map { [.init("refused", $0)] } ?? [])
    case .inspectForeign:
      return records.step(
        .foreign, row, statement, second.map { [.init("found", $0.reason)] } ?? [])
    case .confirmRefusal:
      let refused: [JournalRecord.Detail] = [.init("refused", statement.refusalCode ?? "")]
      guard let second else { return records.step(.unknown, row, statement, refused) }
      switch QueryClassifier.judge(second, orderNumber: row.orderNumber, amount: row.amount) {
      case .notFound: return records.step(.rejected, row, statement)
      case .exists(let state): return records.step(state.kind, row, second, refused)
      case .contradicts(let why):
        return records.step(.conflict, row, second, refused + [.init("why", why)])
      case .silent: return records.step(.unknown, row, statement, refused)
      }
    }
  }
}

extension PayoutRow {
  /// Whether the row may be sent as a matter of course: certainly nothing of it has left.
  var isToBeSent: Bool { (state == .planned || state == .notSent) && !mayHaveArrived }
}
