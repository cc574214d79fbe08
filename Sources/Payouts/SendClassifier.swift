import GatewayEngine
import Journal

/// What the answer to a sent payout means for its row (docs/rules.md payouts). Total.
enum SendClassifier {
  /// What is to be done with a row after its request left or failed to leave.
  enum Judgement: Equatable, Sendable {
    /// The row's state is known.
    case settled(RowState)
    /// The gateway says no; one query must find nothing before that counts.
    case confirmRefusal
    /// The gateway had the number before we ever sent it; one query looks at what it has.
    case inspectForeign
  }

  /// - Parameter mayHaveArrived: whether an earlier request under this number may have arrived.
  static func judge(_ outcome: Exchange.Outcome, mayHaveArrived: Bool) -> Judgement {
    switch outcome {
    // A request that did not leave says nothing about one that left before.
    case .notSent: .settled(mayHaveArrived ? .unknown : .notSent)
    case .accepted: .settled(.accepted)
    case .rejected: .confirmRefusal
    case .duplicate: mayHaveArrived ? .settled(.unknown) : .inspectForeign
    case .notFound, .unknown: .settled(.unknown)
    }
  }
}
