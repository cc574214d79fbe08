import GatewayEngine
import Journal
import Messages
import PaymentValues
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
  func known(_ order: String) throws(Refusal) -> Known? {
    guard let row = try refusing({ try journal.row(RowName(.order, order)) }) else { return nil }
    func detail(_ name: String) -> String? { row.last.detail(name) ?? row.first.detail(name) }
    return Known(isDone: row.state == .orderDone, page: detail("page"), payURL: detail("pay-url"))
  }

  /// Puts the intent on the disk. When this throws, nothing may be sent.
  /// - Parameter page: the page that places the order.
  func intend(_ request: PreparedRequest, page: String? = nil) throws(Refusal) {
    try append(
      JournalRecord(
        .orderIntent, subject: .order, profile: profile.name, id: Self.number(of: request),
        amount: request.amount?.fen,
        details: [.init("url", request.http.url)] + details(page: page, payURL: nil)))
  }

  /// An order without a number could never be found again; `CreateOrderCommand` lets none through.
  private static func number(of request: PreparedRequest) -> String {
    guard let number = request.orderNumber, !number.isEmpty else {
      preconditionFailure("an order without a number")
    }
    return number
  }

  private func details(page: String?, payURL: String?) -> [JournalRecord.Detail] {
    (page.map { [.init("page", $0)] } ?? []) + (payURL.map { [.init("pay-url", $0)] } ?? [])
  }

  /// Puts the outcome on the disk. An unknown outcome leaves the order open: the query settles it.
  /// - Parameters:
  ///   - page: the page through which the shopper pays.
  ///   - payURL: where the shopper pays.
  func conclude(_ exchange: Exchange, page: String? = nil, payURL: String? = nil) throws(Refusal) {
    let isOpen = exchange.outcome == .unknown || exchange.outcome == .duplicate
    try append(
      JournalRecord(
        isOpen ? .note : .orderOutcome, subject: .order, profile: profile.name,
        id: Self.number(of: exchange.request), amount: exchange.request.amount?.fen,
        details: ExchangeDetails.of(exchange) + details(page: page, payURL: payURL)))
  }

  private func append(_ record: JournalRecord) throws(Refusal) {
    let signed = SignedNotes.records(profile)
    try refusing { try journal.append([record] + signed, durable: true) }
  }
}
