import Journal
import PaymentValues

/// Finds payouts of the same amount to the same account, in the batch and in the journal.
struct DuplicateCheck {
  private struct Key: Hashable {
    let account: String
    let amount: Money
  }

  let options: PlanBuilder.Options

  func findings(_ rows: [PlannedRow], _ journal: JournalFile, now: Int64) throws -> [Finding] {
    inBatch(rows) + (try inJournal(rows, journal, now: now))
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

  /// Payouts whose last step is within the time that `repeatDays` says. They may have been planned
  /// earlier: twice that time is looked through.
  private func inJournal(_ rows: [PlannedRow], _ journal: JournalFile, now: Int64) throws
    -> [Finding]
  {
    let span = options.repeatDays * 86_400_000
    let own = Set(rows.map(\.orderNumber))
    let wanted = Set(rows.map { Key(account: $0.accountDigest, amount: $0.amount) })
    var earlier: [Key: JournalFile.Row] = [:]
    try journal.forEachPlan(
      to: Set(rows.map(\.accountDigest).filter { !$0.isEmpty }),
      from: try journal.place(since: now - 2 * span)
    ) { plan in
      guard plan.subject == .payout, let amount = plan.amount, !own.contains(plan.id) else {
        return
      }
      let key = Key(account: plan.accountDigest, amount: Money(fen: amount))
      guard wanted.contains(key), let row = try journal.row(RowName(.payout, plan.id)),
        row.state.mayHaveMoved, row.last.time >= now - span
      else { return }
      earlier[key] = row
    }
    return rows.compactMap { row in
      guard let other = earlier[Key(account: row.accountDigest, amount: row.amount)] else {
        return nil
      }
      return Finding(
        options.allowsRepeats ? .warning : .error, "repeated_payout",
        place: "line \(row.line), ref \(row.reference)",
        "\(row.amount.yuan) yuan to \(row.maskedAccount) were planned in batch "
          + "'\(other.first.batch)' as '\(other.first.reference)' (\(other.state.word)), too",
        hint: "if it is meant, add --allow-repeat")
    }
  }
}

extension RowState {
  /// Whether money moved, or still may.
  fileprivate var mayHaveMoved: Bool { self != .rejected && self != .failed }
}
