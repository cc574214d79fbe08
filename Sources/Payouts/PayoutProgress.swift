import Journal
import PaymentValues

/// How far a run is: for a progress line.
package struct PayoutProgress: Sendable, Equatable {
  /// How many rows, and over how much.
  package struct Share: Sendable, Equatable {
    /// How many.
    package internal(set) var count = 0
    /// Their sum.
    package internal(set) var total = Money.zero

    mutating func add(_ amount: Money?) {
      count += 1
      // Sums of a plan's rows fit, because the plan's sum does.
      total = total.adding(amount ?? .zero) ?? total
    }
  }

  /// Rows that this run has to deal with.
  package internal(set) var all = Share()
  /// Rows that it has dealt with.
  package internal(set) var done = Share()
  /// Taken by the gateway, paid included.
  package internal(set) var accepted = Share()
  /// Refused or failed for certain.
  package internal(set) var rejected = Share()
  /// Unknown, or in need of a person.
  package internal(set) var unknown = Share()

  init(rows: [PayoutRow]) { for row in rows { all.add(row.amount) } }

  mutating func note(_ row: PayoutRow) {
    done.add(row.amount)
    switch row.state {
    case .accepted, .paid: accepted.add(row.amount)
    case .rejected, .failed: rejected.add(row.amount)
    case .unknown, .sent, .notFound, .conflict, .foreign: unknown.add(row.amount)
    case .planned, .notSent, .orderIntended, .orderDone: break
    }
  }
}
