import GatewayEngine
import Journal
import PaymentValues

/// What the answer to a query means for a row. Total.
enum QueryClassifier {
  /// What an answer claims.
  enum Judgement: Equatable, Sendable {
    /// The gateway has the payout, and this is where it stands.
    case exists(RowState)
    /// The gateway has something under the number that is not this payout.
    case contradicts(String)
    /// The gateway does not know the number.
    case notFound
    /// Nothing follows from it.
    case silent
  }

  /// - Parameters:
  ///   - orderNumber: what was asked about; an answer that does not name it proves nothing.
  ///   - amount: what the payout is over.
  static func judge(_ statement: GatewayStatement, orderNumber: String, amount: Money?) -> Judgement
  {
    switch statement.outcome {
    case .notFound: return .notFound
    case .notSent, .unknown, .rejected, .duplicate: return .silent
    case .accepted: break
    }
    guard let report = statement.answer?.report, report.orderNumber == orderNumber else {
      return .silent
    }
    if let amount, let theirs = report.orderedAmount, theirs != amount {
      return .contradicts(
        "the gateway says \(theirs.yuan) yuan, the payout is over \(amount.yuan) yuan")
    }
    switch report.status {
    case .succeeded, .settled: return .exists(.paid)
    case .failed: return .exists(.failed)
    case .created, .pending, .unknown, nil: return .exists(.accepted)
    }
  }
}
