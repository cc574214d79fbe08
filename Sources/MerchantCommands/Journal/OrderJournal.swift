import GatewayEngine
import Journal
import Messages
import Payouts

/// The journal of one order: intent before the request, outcome after it.
struct OrderJournal {
  let journal: JournalFile
  let profile: Profile

  /// An order of which the journal knows.
  struct Known {
    /// Whether its request has an outcome.
    var isDone: Bool
    /// Where the page is through which the shopper pays.
    var page: String?
    /// Where the shopper pays.
    var payURL: String?
  }

  /// What the journal knows of a number; nil when it was never used.
  func known(_ order: String) throws(CommandFailure) -> Known? {
    do throws(JournalError) {
      guard let row = try journal.row(RowName(.order, order)) else { return nil }
      func detail(_ name: String) -> String? { row.last.detail(name) ?? row.first.detail(name) }
      return Known(
        isDone: row.state == .orderDone, page: detail("page"), payURL: detail("pay-url"))
    } catch { throw JournalText.failure(error) }
  }

  /// Puts the intent on the disk. When this throws, nothing may be sent.
  /// - Parameter page: the page that places the order.
  func intend(_ request: PreparedRequest, page: String? = nil) throws(CommandFailure) {
    try append(
      JournalRecord(
        .orderIntent, subject: .order, profile: profile.name, id: request.orderNumber ?? "",
        amount: request.amount?.fen,
        details: [.init("url", request.http.url)] + details(page: page, payURL: nil)))
  }

  private func details(page: String?, payURL: String?) -> [JournalRecord.Detail] {
    (page.map { [.init("page", $0)] } ?? []) + (payURL.map { [.init("pay-url", $0)] } ?? [])
  }

  /// Puts the outcome on the disk. An unknown outcome leaves the order open: the query settles it.
  /// - Parameters:
  ///   - page: the page through which the shopper pays.
  ///   - payURL: where the shopper pays.
  func conclude(_ exchange: Exchange, page: String? = nil, payURL: String? = nil)
    throws(CommandFailure)
  {
    let isOpen = exchange.outcome == .unknown || exchange.outcome == .duplicate
    try append(
      JournalRecord(
        isOpen ? .note : .orderOutcome, subject: .order, profile: profile.name,
        id: exchange.request.orderNumber ?? "", amount: exchange.request.amount?.fen,
        details: ExchangeDetails.of(exchange) + details(page: page, payURL: payURL)))
  }

  private func append(_ record: JournalRecord) throws(CommandFailure) {
    let signed = SignedNotes.records(profile)
    do throws(JournalError) { try journal.append([record] + signed, durable: true) } catch {
      throw JournalText.failure(error)
    }
  }
}
