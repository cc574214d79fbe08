import GatewayEngine
import Journal
import PaymentValues

/// Finds payouts of the same amount to the same account, in the batch and in the journal.
struct DuplicateCheck {
  private struct Key: Hashable {
    let account: String
    let amount: Money
  }

  let options: PlanBuilder.Options

  func findings(_ rows: [PlannedRow], _ journal: JournalFile, now: ClockReading) throws -> [Finding]
  {
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
  /// earlier: twice that time is looked through, and more where the clock was wrong.
  private func inJournal(_ rows: [PlannedRow], _ journal: JournalFile, now: ClockReading) throws
    -> [Finding]
  {
    let earlier = try earlier(rows, journal, now)
    return rows.flatMap { row -> [Finding] in
      guard let found = earlier[Key(account: row.accountDigest, amount: row.amount)] else {
        return []
      }
      return found.moved.map { [repeated(row, $0)] } ?? []
        + found.claimed.filter { !isAllowed(row, $0) }.map { claimed(row, $0) }
    }
  }

  /// What the earlier payouts of one amount to one account are.
  private struct Earlier {
    /// One that moved money, or may have.
    var moved: JournalFile.Row?
    /// Those that failed or were refused by a word that anybody may have written.
    var claimed: [JournalFile.Row] = []
  }

  private func earlier(_ rows: [PlannedRow], _ journal: JournalFile, _ now: ClockReading) throws
    -> [Key: Earlier]
  {
    let span = options.repeatDays * 86_400_000
    // The journal's own newest time is the floor: a clock that ran back must not hide anything.
    let floor = ClockReading.difference(
      min(now.wall, journal.newestTime ?? now.wall, try ClockNote.floor(journal) ?? now.wall),
      2 * span)
    let own = Set(rows.map(\.orderNumber))
    let wanted = Set(rows.map { Key(account: $0.accountDigest, amount: $0.amount) })
    var found: [Key: Earlier] = [:]
    var lifted: Set<String> = []
    var books: [String: PayoutBook] = [:]
    try journal.forEachPlan(
      to: Set(rows.map(\.accountDigest).filter { !$0.isEmpty }),
      from: try journal.place(since: floor)
    ) { plan in
      lifted.formUnion((plan.detail(PayAgain.detail) ?? "").split(separator: " ").map(String.init))
      guard plan.subject == .payout, let amount = plan.amount, !own.contains(plan.id) else {
        return
      }
      let key = Key(account: plan.accountDigest, amount: Money(fen: amount))
      guard wanted.contains(key), let row = try journal.row(RowName(.payout, plan.id)),
        isYoung(row, plan, now, span)
      else { return }
      guard row.state == .failed || row.state == .rejected else {
        found[key, default: Earlier()].moved = row
        return
      }
      let book = try books[plan.batch] ?? PayoutBook(journal, batch: plan.batch)
      books[plan.batch] = book
      guard book.rows[plan.id]?.isSurelyUnpaid != true else { return }
      // Only a mere claim can be lifted by a name and a reason, and it is one no more.
      if try wasFoundPaid(plan.id, journal) {
        found[key, default: Earlier()].moved = row
        return
      }
      found[key, default: Earlier()].claimed.removeAll { $0.name == row.name }
      found[key, default: Earlier()].claimed.append(row)
    }
    for key in found.keys { found[key]?.claimed.removeAll { lifted.contains($0.name.id) } }
    return found
  }

  /// Whether an answer that was believed, to a question asked beside the batch, told of the payout as paid.
  private func wasFoundPaid(_ number: String, _ journal: JournalFile) throws -> Bool {
    try journal.list(JournalFile.Filter(id: number)).contains { record in
      record.kind == .query && record.subject == .payout
        && record.detail("outcome") == Exchange.Outcome.accepted.rawValue
        && record.detail("status").flatMap(Status.init(rawValue:))?.isPaid == true
    }
  }

  private func isYoung(
    _ row: JournalFile.Row, _ plan: JournalRecord, _ now: ClockReading, _ span: Int64
  ) -> Bool {
    if ClockReading.difference(now.wall, row.last.time) <= span { return true }
    guard let planned = ClockReading(plan), let passed = now.elapsed(since: planned) else {
      return false
    }
    return passed <= span
  }

  private func isAllowed(_ row: PlannedRow, _ other: JournalFile.Row) -> Bool {
    guard let again = options.payAgain else { return false }
    return again.references.contains(row.reference) || again.references.contains(other.name.id)
  }

  /// The earlier payouts that each row, by order number, pays again by a person's word.
  func paidAgain(_ rows: [PlannedRow], _ journal: JournalFile, now: ClockReading) throws
    -> [String: [String]]
  {
    guard options.payAgain != nil else { return [:] }
    let earlier = try earlier(rows, journal, now)
    var named: [String: [String]] = [:]
    for row in rows {
      let others = earlier[Key(account: row.accountDigest, amount: row.amount)]?.claimed ?? []
      let allowed = others.filter { isAllowed(row, $0) }.map(\.name.id)
      if !allowed.isEmpty { named[row.orderNumber] = allowed }
    }
    return named
  }

  private func repeated(_ row: PlannedRow, _ other: JournalFile.Row) -> Finding {
    let isDoubted = other.state == .failed || other.state == .rejected
    return Finding(
      options.allowsRepeats ? .warning : .error, "repeated_payout",
      place: "line \(row.line), ref \(row.reference)",
      "\(row.amount.yuan) yuan to \(row.maskedAccount) were planned in batch "
        + "'\(other.first.batch)' as '\(other.first.reference)' (\(other.state.word)), too"
        + (isDoubted ? "; an answer to 'merchant query' has told since that it was paid" : ""),
      hint: "if it is meant, add --allow-repeat")
  }

  private func claimed(_ row: PlannedRow, _ other: JournalFile.Row) -> Finding {
    let what = other.state == .rejected ? "it was refused" : "it failed"
    return Finding(
      .error, "failed_by_claim", place: "line \(row.line), ref \(row.reference)",
      "\(row.amount.yuan) yuan to \(row.maskedAccount) were sent in batch '\(other.first.batch)' as "
        + "'\(other.first.reference)' (\(other.name.id)); that \(what) is an unsigned answer's word, "
        + "and it may have been paid",
      hint: "ask the gateway's staff or look at the statement; then add --pay-again "
        + "\(options.orderNumber == nil ? row.reference : other.name.id) --reason 'what you found'")
  }
}
