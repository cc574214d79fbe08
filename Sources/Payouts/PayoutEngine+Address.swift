import HTTP
import Journal
import PaymentValues

/// Where a payout went. What one address says of a payout that went to another proves nothing.
extension PayoutEngine {
  /// The address that is asked and sent to; nil when the profile has none that can be read.
  var address: HTTPURL? { profile.baseURL.flatMap { try? HTTPURL($0) } }

  /// The address that a row was sent to, where it is not the one that is asked.
  func elsewhere(_ row: PayoutRow) -> String? {
    guard let sent = row.sentTo, let here = address?.origin, sent != here else { return nil }
    return sent
  }

  /// Why a row that was sent elsewhere may not be sent again.
  func objectionToAddress(_ row: PayoutRow) -> String? {
    elsewhere(row).map {
      "it was sent to \($0), the profile says \(address?.origin ?? ""): put base-url back"
    }
  }

  /// The open rows of a batch, counted by the other addresses to which they were sent.
  package func openElsewhere(batch: String) throws -> [(address: String, count: Int)] {
    var counts: [String: Int] = [:]
    for row in try PayoutBook(journal, batch: batch).rows(of: batch) where row.isToBeAsked {
      if let address = elsewhere(row) { counts[address, default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The stored request with the profile's address in front, where it may have that.
  func addressed(_ stored: HTTPRequest, _ row: PayoutRow) throws(Refusal) -> HTTPRequest {
    if let sent = elsewhere(row) { throw refusal(row, sentTo: sent) }
    guard let base = address, let planned = try? HTTPURL(stored.url),
      planned.origin != base.origin
    else { return stored }
    guard
      options.addressChanged || row.sentTo == base.origin
        || (planned.isLoopback && base.isLoopback)
    else {
      throw Refusal.fault(
        .refused, "planned_for_another_address", place: row.reference,
        "\(row.orderNumber) was planned for \(planned.origin), the profile says \(base.origin)",
        hint: "put base-url back; if the account moved, add --base-url-changed")
    }
    var moved = stored
    moved.url = base.origin + planned.path + (planned.query.map { "?" + $0 } ?? "")
    return moved
  }

  /// The refusal of sending a row anywhere but where it was sent.
  func refusal(_ row: PayoutRow, sentTo address: String) -> Refusal {
    Refusal.fault(
      .refused, "sent_to_another_address", place: row.reference,
      "\(row.orderNumber) was sent to \(address), the profile says \(self.address?.origin ?? "")",
      hint: "put base-url back: only that address can tell what became of it")
  }
}
