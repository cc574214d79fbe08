import Journal
import PaymentValues

/// Finds payouts of the same amount to the same account, in the batch and in the journal.
struct DuplicateCheck {
  private struct Key: Hashable {
    let account: String
    let amount: Money
  }

  let options: PlanBuilder.Options

  func findings(_ rows: [PlannedRow], batch: String, _ book: PayoutBook, since: Int64) -> [Finding]
  {
    inBatch(rows) + inJournal(rows, batch: batch, book, since: since)
  }

  /// Within the batch only, where there is no journal yet.
  func findings(_ rows: [PlannedRow]) -> [Finding] { inBatch(rows) }

  private func inBatch(_ rows: [PlannedRow]) -> [Finding] {
    var first: [Key: PlannedRow] = [:]
    var findings: [Finding] = []
    for row in rows where !row.accountDigest.isEmpty {
      let key = Key(account: row.accountDigest, amount: row.amount)
      guard let other = first[key] else {
        first[key] = row
        continue
      }
      findings.append(
        Finding(
          options.allowsDuplicates ? .warning : .error, "duplicate_payee",
          place: "line \(row.line), ref \(row.reference)",
          "the same account and amount as on line \(other.line): "
            + "\(row.amount.yuan) yuan to \(row.maskedAccount)",
          hint: "if both are meant, add --allow-duplicates"))
    }
    return findings
  }

  private func inJournal(
    _ rows: [PlannedRow], batch: String, _ book: PayoutBook, since: Int64
  ) -> [Finding] {
    let own = Set(rows.map(\.orderNumber))
    var earlier: [Key: PayoutRow] = [:]
    for row in book.rows.values where !own.contains(row.orderNumber) && row.time >= since {
      guard let amount = row.amount, !row.accountDigest.isEmpty, row.mayHaveMoved else { continue }
      earlier[Key(account: row.accountDigest, amount: amount)] = row
    }
    return rows.compactMap { row in
      guard let other = earlier[Key(account: row.accountDigest, amount: row.amount)] else {
        return nil
      }
      return Finding(
        options.allowsRepeats ? .warning : .error, "repeated_payout",
        place: "line \(row.line), ref \(row.reference)",
        "\(row.amount.yuan) yuan to \(row.maskedAccount) were planned in batch '\(other.batch)' "
          + "as '\(other.reference)' (\(other.state.word)), too",
        hint: "if it is meant, add --allow-repeat")
    }
  }
}

extension PayoutRow {
  /// Whether money moved, or still may.
  var mayHaveMoved: Bool {
    switch state {
    case .rejected, .failed: false
    default: true
    }
  }
}
