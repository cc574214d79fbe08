import PaymentValues

/// Holds a plan against what the journal says about its batch.
struct PlanCheck {
  private let plan: PayoutPlan
  private let book: PayoutBook

  init(_ plan: PayoutPlan, _ book: PayoutBook) {
    self.plan = plan
    self.book = book
  }

  /// Rows of the batch that differ from the journal or are missing.
  var findings: [Finding] {
    var findings: [Finding] = []
    for row in plan.rows {
      guard let known = book.rows[row.orderNumber], !known.contentHash.isEmpty,
        known.contentHash != row.contentHash || known.amount != row.amount
      else { continue }
      findings.append(
        Finding(
          .error, "content_changed", place: "line \(row.line), ref \(row.reference)",
          "this reference was planned with other content: "
            + "\(known.amount?.yuan ?? "?") yuan to \(known.maskedAccount), state "
            + "\(known.state.word); the file says \(row.amount.yuan) yuan to \(row.maskedAccount)",
          hint: "put the row back as it was, or give the new payout a reference of its own"))
    }
    let numbers = Set(plan.rows.map(\.orderNumber))
    for row in book.rows(of: plan.batch) where !numbers.contains(row.orderNumber) {
      findings.append(
        Finding(
          .error, "row_missing", place: "ref \(row.reference)",
          "the batch '\(plan.batch)' has a row '\(row.reference)' (\(row.state.word)) that the "
            + "file lacks",
          hint: "a batch may grow, not shrink; put the row back, or give the file another batch "
            + "name"))
    }
    return findings
  }

  /// The plan must be the one that was made last for its batch.
  func demandUnchanged() throws(Refusal) {
    var findings = findings
    if let latest = book.latestPlan(of: plan.batch), latest.digest != plan.digest {
      findings.append(
        Finding(
          .error, "plan_changed", place: plan.batch,
          "the file changed since plan \(latest.id): \(latest.count) rows, "
            + "\(latest.total.yuan) yuan then; \(plan.count) rows, \(plan.total.yuan) yuan now",
          hint: "look at it again with 'merchant payout plan'"))
    }
    guard findings.isEmpty else { throw Refusal(.refused, findings) }
  }

  /// Somebody else must have approved these very rows.
  func demandApproval() throws(Refusal) {
    let approved = book.plans.contains {
      $0.id == plan.id && $0.digest == plan.digest && !$0.approver.isEmpty
        && $0.approver != $0.planner
    }
    guard !approved else { return }
    throw Refusal.fault(
      .refused, "approval_missing", place: plan.id,
      "nobody but the planner has looked at this plan, and the profile demands it",
      hint: "another person runs 'merchant payout approve \(plan.id)'")
  }
}

extension PayoutPlan {
  /// The plan as the journal notes it.
  func entry(planner: String, time: Int64) -> PayoutBook.PlanEntry {
    PayoutBook.PlanEntry(
      id: id, owner: owner, batch: batch, digest: digest, count: count, total: total,
      planner: planner,
      time: time)
  }
}
