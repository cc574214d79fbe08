/// What a record says happened. A kind that this list does not have was written by a newer program.
package enum RecordKind: String, Sendable, CaseIterable {
  /// The payout is intended; the record holds the whole request.
  case plan = "PLAN"
  /// The request is about to leave.
  case send = "SEND"
  /// No byte of the request left.
  case notSent = "NOT_SENT"
  /// The gateway took the request; it is not yet paid.
  case accepted = "ACCEPTED"
  /// The gateway refused the request.
  case rejected = "REJECTED"
  /// Whether the gateway has the request is not known.
  case unknown = "UNKNOWN"
  /// Paid, by callback or query.
  case paid = "PAID"
  /// Failed, by callback or query.
  case failed = "FAILED"
  /// The gateway says that it has no such order; proves nothing by itself.
  case notFound = "NOT_FOUND"
  /// Two statements contradict each other; a person is needed.
  case conflict = "CONFLICT"
  /// The gateway has an order of this number that is not ours.
  case foreign = "FOREIGN"
  /// A pay-in order is about to be created.
  case orderIntent = "order-intent"
  /// What became of creating a pay-in order.
  case orderOutcome = "order-outcome"
  /// A query and its answer.
  case query
  /// A callback as it was received.
  case callback
  /// A message checked by hand.
  case verify
  /// Damaged bytes at the end were set aside; names the rows that became unknown by it.
  case seal
  /// A row that was open when a new file began; holds its state.
  case carry
  /// A person allowed something, such as a resend.
  case approve
  /// A person established a state and says how.
  case evidence
  /// Anything else worth keeping.
  case note

}

/// Which of the two things that have merchant order numbers a record is about. Their numbers do not
/// share a space: an order and a payout may have the same one.
package enum RecordSubject: String, Sendable, CaseIterable {
  /// 代付, 下发.
  case payout
  /// 代收.
  case order
}
