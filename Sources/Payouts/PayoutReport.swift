import Journal
import PaymentValues

/// Where every payout of a batch stands. The sums of its parts are the sum of its plan, or there is no
/// report.
package struct PayoutReport: Sendable {
  /// One state's part.
  package struct Part: Sendable, Equatable {
    /// The state.
    package var state: RowState
    /// How many rows.
    package var count: Int
    /// Their sum.
    package var total: Money
    /// Whether all that is said of one of them is an answer that nobody signed.
    var isMereWord = false

    /// What the state means, and what to do, for somebody who reads a report.
    package var meaning: String {
      state == .rejected && isMereWord
        ? "refused, says an answer that nobody signed; before paying again, look at the evidence"
        : state.meaning
    }
  }

  /// The plan that the report is about.
  package let plan: PayoutBook.PlanEntry
  /// The rows in the order of the plan.
  package let rows: [PayoutRow]
  /// Parts by state, in the order of a payout's life.
  package let parts: [Part]
  /// When the report was made, in milliseconds since 1970.
  package let time: Int64

  /// Reads a batch's report from the journal alone.
  /// - Parameter name: a plan's name, a beginning that only it has, or the batch's name.
  /// - Throws: `no_such_plan`; `plan_not_started` when none of its rows was ever to be sent;
  ///   `report_differs` (exit 70) when journal and plan do not add up.
  package init(_ name: String, journal: JournalFile, time: Int64) throws {
    let book = try PayoutBook.about(name, journal)
    guard let named = book.plan(named: name) ?? book.latestPlan(of: name) else {
      throw Refusal.fault(
        .data, "no_such_plan", place: name, "the journal has no plan of that name")
    }
    guard let plan = book.plans.last(where: { $0.batch == named.batch && $0.hasRun }) else {
      throw Refusal.fault(
        .data, "plan_not_started", place: named.id,
        "nothing of this plan was sent: \(named.count) rows, \(named.total.yuan) yuan",
        hint: named.approver.isEmpty ? nil : "it was approved by \(named.approver)")
    }
    try self.init(plan, rows: book.rows(of: plan.batch), time: time)
  }

  init(_ plan: PayoutBook.PlanEntry, rows: [PayoutRow], time: Int64) throws(Refusal) {
    self.plan = plan
    self.rows = rows
    self.time = time
    var parts: [Part] = []
    for state in RowState.allCases {
      let members = rows.filter { $0.state == state }
      guard !members.isEmpty else { continue }
      parts.append(
        Part(
          state: state, count: members.count, total: try Self.sum(members),
          isMereWord: members.contains { !$0.isSurelyUnpaid }))
    }
    self.parts = parts
    var count = 0
    var total = Money.zero
    for part in parts {
      count += part.count
      guard let sum = total.adding(part.total) else { throw Self.differs("a sum overflows") }
      total = sum
    }
    guard count == plan.count, total == plan.total else {
      throw Self.differs(
        "the plan has \(plan.count) rows over \(plan.total.yuan) yuan, the journal "
          + "\(count) rows over \(total.yuan) yuan")
    }
  }

  private static func sum(_ rows: [PayoutRow]) throws(Refusal) -> Money {
    var total = Money.zero
    for row in rows {
      guard let amount = row.amount, let sum = total.adding(amount) else {
        throw differs("the amount of \(row.orderNumber) is lost")
      }
      total = sum
    }
    return total
  }

  private static func differs(_ reason: String) -> Refusal {
    Refusal.fault(
      .internalError, "report_differs", "journal and plan do not add up: \(reason)",
      hint: "run 'merchant journal verify'; run the batch again so that every row is planned")
  }

  /// The part of a state; zero when no row is in it.
  package func part(_ state: RowState) -> Part {
    parts.first { $0.state == state } ?? Part(state: state, count: 0, total: .zero)
  }

  /// The exit code of docs/rules.md exit-codes: 10 before 9, then rows that are still to be sent (69
  /// after a failed connection, else 75), then 8, 1 and 0.
  package var exitCode: ExitCode {
    let present = Set(parts.map(\.state))
    let order: [(Set<RowState>, ExitCode)] = [
      ([.conflict, .foreign], .conflict), ([.unknown, .sent, .notFound], .moneyUnknown),
      ([.notSent], .unreachable), ([.planned], .temporary), ([.accepted], .pending),
      ([.rejected, .failed], .negative),
    ]
    return order.first { !present.isDisjoint(with: $0.0) }?.1 ?? .success
  }
}

extension RowState {
  /// What the state means, and what to do, for somebody who reads a report.
  package var meaning: String {
    switch self {
    case .planned: "not sent yet; run the command again"
    case .sent: "sent, the program ended before the outcome; resolve asks the gateway"
    case .notSent: "certainly not sent; run the command again"
    case .accepted: "taken by the gateway, not final; resolve asks again"
    case .rejected: "refused for certain; correct it under a new reference"
    case .unknown: "may have been sent; resolve asks the gateway, never send it again by hand"
    case .paid: "paid"
    case .failed: "failed at the gateway; before paying again, look at the evidence"
    case .notFound: "the gateway does not have it so far; kept asking"
    case .conflict: "contradicting statements; a person must ask the gateway"
    case .foreign: "the gateway had this number before we sent it; a person must look at it"
    case .orderIntended, .orderDone: "a pay-in order"
    }
  }
}
