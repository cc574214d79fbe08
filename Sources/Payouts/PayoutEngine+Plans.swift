import Journal
import PaymentValues

/// Plans and approvals as notes in the journal.
extension PayoutEngine {
  /// Notes a plan, so that only these very rows can be run under its batch, and so that another
  /// person can approve it. Nothing is sent.
  package func record(_ plan: PayoutPlan, user: String) throws {
    var book = try PayoutBook(journal, batch: plan.batch)
    let findings = PlanCheck(plan, book).findings
    guard findings.isEmpty else { throw Refusal(.refused, findings) }
    let entry = plan.entry(planner: user, time: clock.unixMilliseconds())
    try commit([records.event(.planned, entry, user: user)], to: &book)
  }

  /// Approves a plan.
  /// - Parameters:
  ///   - name: its name, or a beginning that only it has.
  ///   - user: who approves; the planner cannot.
  package func approve(_ name: String, user: String) throws -> PayoutBook.PlanEntry {
    var book = try PayoutBook.about(name, journal)
    guard let plan = book.plan(named: name) else {
      throw Refusal.fault(
        .data, "no_such_plan", place: name, "the journal has no plan of that name")
    }
    guard !user.isEmpty, plan.planner != user else {
      throw Refusal.fault(
        .refused, "own_plan", place: plan.id, "\(user) made this plan and cannot approve it",
        hint: "another user of this machine must do it")
    }
    guard book.latestPlan(of: plan.batch)?.digest == plan.digest else {
      throw Refusal.fault(
        .refused, "plan_superseded", place: plan.id, "a newer plan of this batch exists")
    }
    try commit([records.event(.approved, plan, user: user)], to: &book)
    return book.plan(named: plan.id) ?? plan
  }
}
