/// Where a payout or an order stands: the fold of its records, first to last.
package enum RowState: UInt8, Sendable, CaseIterable {
  /// Intended only: certainly not sent.
  case planned = 1
  /// Sent without an outcome: to be treated like `unknown`.
  case sent
  /// Certainly not sent, after an attempt.
  case notSent
  /// The gateway has it.
  case accepted
  /// The gateway refused it.
  case rejected
  /// Sent perhaps, or paid perhaps.
  case unknown
  /// Paid.
  case paid
  /// Failed at the gateway.
  case failed
  /// The gateway says that it has none; kept asking.
  case notFound
  /// Contradicting statements.
  case conflict
  /// The number belongs to somebody else's order.
  case foreign
  /// A pay-in order whose creation has no outcome yet.
  case orderIntended
  /// A pay-in order whose creation has an outcome.
  case orderDone

  /// Whether nothing more is expected to happen to the row by itself.
  package var isTerminal: Bool {
    switch self {
    case .paid, .failed, .rejected, .conflict, .foreign, .orderDone: true
    default: false
    }
  }

  /// The word in the journal and on the screen.
  package var word: String { kind.rawValue }

  /// The state that a word names; nil when it names none.
  package init?(word: String) {
    guard let state = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = state
  }

  /// The kind of record that puts a row in this state.
  package var kind: RecordKind {
    switch self {
    case .planned: .plan
    case .sent: .send
    case .notSent: .notSent
    case .accepted: .accepted
    case .rejected: .rejected
    case .unknown: .unknown
    case .paid: .paid
    case .failed: .failed
    case .notFound: .notFound
    case .conflict: .conflict
    case .foreign: .foreign
    case .orderIntended: .orderIntent
    case .orderDone: .orderOutcome
    }
  }

  /// The state that a record of this kind claims; nil for kinds that only tell.
  package init?(kind: RecordKind) {
    switch kind {
    case .plan: self = .planned
    case .send: self = .sent
    case .notSent: self = .notSent
    case .accepted: self = .accepted
    case .rejected: self = .rejected
    case .unknown: self = .unknown
    case .paid: self = .paid
    case .failed: self = .failed
    case .notFound: self = .notFound
    case .conflict: self = .conflict
    case .foreign: self = .foreign
    case .orderIntent: self = .orderIntended
    case .orderOutcome: self = .orderDone
    default: return nil
    }
  }

  /// The state after a claim. Statements that cannot both be true make a conflict; a plan never
  /// moves a row back; a late "accepted" or "unknown" does not undo a settled row.
  package func after(_ claim: RowState) -> RowState {
    if claim == .planned || claim == .orderIntended { return self }
    switch (self, claim) {
    case (.conflict, _), (.foreign, _): return self
    case (.paid, .failed), (.paid, .rejected), (.paid, .notSent), (.paid, .sent): return .conflict
    case (.failed, .paid), (.rejected, .paid): return .conflict
    case (.paid, .accepted), (.paid, .unknown), (.paid, .notFound), (.paid, .orderDone): return self
    case (.failed, .accepted), (.failed, .unknown), (.failed, .notFound): return self
    default: return claim
    }
  }

  /// The state after a torn or rotted line that may have told of this row being sent.
  var afterLoss: RowState {
    switch self {
    case .planned, .sent, .notSent, .notFound: .unknown
    default: self
    }
  }
}
