import Journal
import PaymentValues

/// Before the first payout of a run leaves, the gateway is asked whether it has the first rows that are
/// still to be sent: a journal that was lost, restored from a backup or is elsewhere does not know what
/// it once sent. Order numbers follow from account, batch and reference, so they are the same there;
/// and rows go in order, so what the journal lacks begins with the first of them.
extension PayoutEngine {
  /// Most questions before the first payout of a run.
  static let mostFirstQuestions = 20

  /// What the questions came to.
  private struct First {
    var known: [JournalRecord] = []
    var clear = 0
    var unreachable: String?
    var unclear: String?
  }

  /// Asks about the first rows that would be sent. Gives an end when nothing may be sent.
  func askFirst(batch: String, _ book: inout PayoutBook) throws -> End? {
    let rows = book.rows(of: batch)
    if rows.contains(where: \.wasFoundUnsent) { return .foreign }
    let unsent = rows.filter(\.isToBeSent)
    guard !unsent.isEmpty else { return nil }
    let asked = Array(unsent.prefix(Self.mostFirstQuestions))
    let first = try ask(asked)
    if !first.known.isEmpty {
      try commit(first.known, to: &book)
      return .foreign
    }
    if options.shouldStop() { return .stopped }
    if let reason = first.unreachable, first.clear == 0 { return .unreachable(reason) }
    if first.clear * 2 < asked.count, !options.beginsUnasked {
      return .unclear(first.unclear ?? first.unreachable ?? "no answer")
    }
    return nil
  }

  private func ask(_ rows: [PayoutRow]) throws -> First {
    var first = First()
    let places = min(options.concurrency, rows.count)
    let lane = questionLane(places)
    defer { lane.close() }
    var cursor = 0
    var inFlight = 0
    while true {
      while cursor < rows.count, inFlight < max(1, places), !options.shouldStop() {
        lane.submit(rows[cursor])
        cursor += 1
        inFlight += 1
      }
      guard inFlight > 0 else { return first }
      let results = lane.results()
      inFlight -= results.count
      for (row, statement) in results { judge(row, statement, &first) }
    }
  }

  private func questionLane(_ places: Int) -> WorkLane<PayoutRow, (PayoutRow, GatewayStatement)> {
    let gateway = gateway
    let clock = clock
    let waits = options.unsentWaits
    let gap = options.gapMilliseconds
    return WorkLane(places: places) { row in
      if gap > 0 { clock.sleep(gap) }
      var statement = gateway.query(row.orderNumber)
      for wait in waits where statement.answer == nil {
        guard statement.outcome != .notSent || statement.failure?.mayPass == true else { break }
        if statement.outcome == .notSent { clock.sleep(wait) }
        statement = gateway.query(row.orderNumber)
      }
      return (row, statement)
    }
  }

  private func judge(_ row: PayoutRow, _ statement: GatewayStatement, _ first: inout First) {
    let found: [JournalRecord.Detail] = [
      .init("why", "the gateway has this number, and this journal never sent it"),
      .init(PayoutRow.unsentDetail, "yes"),
    ]
    switch QueryClassifier.judge(statement, orderNumber: row.orderNumber, amount: row.amount) {
    case .exists, .contradicts:
      first.known.append(records.step(.foreign, row, statement, found))
    case .notFound: first.clear += 1
    case .silent:
      // What lacks its signature proves nothing, but it is reason enough not to send.
      if statement.answer?.isClaim == true,
        statement.answer?.report?.orderNumber == row.orderNumber
      {
        first.known.append(records.step(.foreign, row, statement, found))
      } else if statement.outcome == .notSent {
        first.unreachable = first.unreachable ?? statement.reason
      } else {
        first.unclear = first.unclear ?? statement.reason
      }
    }
  }
}
