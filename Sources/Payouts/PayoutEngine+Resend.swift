import GatewayEngine
import Journal
import PaymentValues

/// Sending again, by a person's word and by the waiting rule: the same number, the same bytes.
extension PayoutEngine {
  /// What sending again came to.
  package struct Resent: Sendable {
    /// Rows that were sent again.
    package var orderNumbers: [String]
    /// Why it ended.
    package var end: End
  }

  /// Rows of a batch that may be sent again, and why the other unknown ones may not.
  package func resendable(batch: String, rule: WaitingRule) throws
    -> (rows: [PayoutRow], objections: [(row: PayoutRow, reason: String)])
  {
    let book = try PayoutBook(journal, batch: batch)
    var rows: [PayoutRow] = []
    var objections: [(row: PayoutRow, reason: String)] = []
    for row in book.rows(of: batch) where row.isToBeAsked && row.state != .accepted {
      if let reason = objectionToAddress(row) ?? rule.objection(to: row) {
        objections.append((row, reason))
      } else {
        rows.append(row)
      }
    }
    return (rows, objections)
  }

  /// Sends again what may be sent again.
  /// - Parameter confirmed: how many rows the operator said that there are.
  /// - Throws: `Refusal` when there are not that many.
  package func resend(batch: String, rule: WaitingRule, confirmed: Int) throws -> Resent {
    var book = try PayoutBook(journal, batch: batch)
    let all = book.rows(of: batch)
    let rows = all.filter { objectionToAddress($0) == nil && rule.objection(to: $0) == nil }
    guard rows.count == confirmed else {
      for row in all where row.isToBeAsked && row.state != .accepted {
        if let address = elsewhere(row) { throw refusal(row, sentTo: address) }
      }
      throw Refusal.fault(
        .refused, "resend_count", place: batch,
        "\(rows.count) payouts may be sent again, not \(confirmed)",
        hint: "'merchant payout status' lists them; confirm their number")
    }
    let ready = try rows.map { ($0, try request(of: $0)) }
    var result = Resent(orderNumbers: [], end: .done)
    var breaker = CircuitBreaker(limit: options.breaker)
    for (row, request) in ready {
      if options.shouldStop() {
        result.end = .stopped
        break
      }
      // Once more, right before: a booking may have arrived while the operator was reading.
      let last = gateway.query(row.orderNumber)
      guard let answer = finding(row, last, rule) else {
        result.end = .unreachable(last.reason)
        break
      }
      guard answer.kind == .notFound else {
        try commit([answer], to: &book)
        continue
      }
      let reading = try ClockNote.record(journal, ClockReading(clock), profile: profile.name)
      try commit([answer, reading, records.send(row, request)], to: &book)
      result.orderNumbers.append(row.orderNumber)
      let statement = gateway.send(request)
      let isSettled: Bool
      if case .settled = SendClassifier.judge(statement.outcome, mayHaveArrived: true) {
        isSettled = true
      } else {
        isSettled = false
      }
      let record = outcome(
        of: row, statement, second: isSettled ? nil : gateway.query(row.orderNumber),
        mayHaveArrived: true)
      try commit([record], to: &book)
      if let state = record.claim { breaker.note(state) }
      if breaker.isOpen {
        result.end = .breaker
        break
      }
    }
    return result
  }
}
