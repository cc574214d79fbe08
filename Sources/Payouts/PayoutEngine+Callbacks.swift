import Journal
import PaymentValues

/// Callbacks settle rows, too: a payout whose answer was lost is often told of before anybody asks.
extension PayoutEngine {
  /// Takes callbacks about the rows of a batch into the journal, and gives the number of rows that it
  /// moved. What contradicts the journal makes a conflict; a message without a state moves nothing.
  package func take(_ words: [GatewayWord], batch: String) throws -> Int {
    guard !words.isEmpty else { return 0 }
    var book = try PayoutBook(journal, batch: batch)
    var moved: Set<String> = []
    for word in words {
      guard let row = book.rows[word.order], row.batch == batch,
        let record = finding(row, word)
      else { continue }
      try commit([record], to: &book)
      if record.claim != row.state { moved.insert(row.orderNumber) }
    }
    return moved.count
  }

  /// The record of a word; nil when there is nothing new in it.
  private func finding(_ row: PayoutRow, _ word: GatewayWord) -> JournalRecord? {
    guard row.state != .conflict, row.state != .foreign else { return nil }
    var details: [JournalRecord.Detail] = [
      .init("reason", "callback: \(word.status.rawValue)"), .init("source", "callback"),
      .init("auth", GatewayStatement.Proof.sign.rawValue),
    ]
    if let state = word.state { details.append(.init("state", state)) }
    if let number = word.gatewayOrder { details.append(.init("gateway-order", number)) }
    if let told = word.amount, let own = row.amount, told != own {
      details.append(.init("why", "a callback says \(told.yuan) yuan, the row \(own.yuan)"))
      return records.step(.conflict, row, details)
    }
    let claim: RowState
    switch word.status {
    case .succeeded, .settled: claim = .paid
    case .failed: claim = .failed
    case .created, .pending: claim = .accepted
    case .unknown: return nil
    }
    let state = row.state.after(claim)
    // A signed message proves what an unsigned answer had claimed.
    if state == row.state, claim == .failed, state == .failed, !row.failureIsProven {
      return records.step(.failed, row, details)
    }
    guard state != row.state else { return nil }
    if state == .conflict {
      details.append(
        .init("why", "a callback says \(word.status.rawValue), before it was \(row.state.word)")
      )
    }
    return records.step(state.kind, row, details)
  }
}
