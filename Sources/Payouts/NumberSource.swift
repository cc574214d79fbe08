import Messages
import PaymentValues

/// Where a row's order number comes from: what the journal has of the batch, else the account, the
/// batch and the reference.
///
/// The journal first: its rows may have been numbered by an older version or under another prefix, and
/// a second number for a row would be a second payout. A plan of an older version keeps the numbers that
/// it was made with, also where none of its rows was written down yet.
struct NumberSource {
  let account: AccountID
  private let batch: String
  private let options: PlanBuilder.Options
  private let maximumLength: Int?
  private let known: [String: String]
  /// The profile after which an older version numbered the batch; nil for a plan of this one.
  private let elder: String?

  init(
    account: AccountID, batch: String, options: PlanBuilder.Options, known: [PayoutRow],
    owner: String?, maximumLength: Int?
  ) {
    elder = owner == account.fileName ? nil : owner
    self.account = account
    self.batch = batch
    self.options = options
    self.maximumLength = maximumLength
    self.known = Dictionary(
      known.filter { !$0.contentHash.isEmpty }.map { ($0.reference, $0.orderNumber) },
      uniquingKeysWith: { first, _ in first })
  }

  func number(of reference: String) throws(Refusal) -> String {
    if let number = options.orderNumber ?? known[reference] { return number }
    if let elder {
      return try OrderNumber.elder(
        profile: elder, batch: batch, reference: reference, prefix: options.prefix,
        maximumLength: maximumLength)
    }
    return try OrderNumber.derived(
      account: account, batch: batch, reference: reference, prefix: options.prefix,
      maximumLength: maximumLength)
  }
}
