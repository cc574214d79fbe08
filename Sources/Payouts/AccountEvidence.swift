import GatewayEngine
import Gateways
import HTTP
import Journal
import Messages

/// Whose money a journal tells of, by the requests that it holds.
package enum AccountEvidence: Sendable, Equatable {
  /// Every payout in it is the account's. `address` is where the newest one went.
  case own(address: String?)
  /// It holds no payout, so nothing shows whose it is.
  case silent
  /// It holds payouts, and all of them are another account's.
  case other(String)
  /// It holds payouts of the account and of another one.
  case mixed(String)

  /// Reads every plan of a journal.
  package init(_ journal: JournalFile, account: AccountID, gateway: GatewaySpec) throws {
    var address: String?
    var isOwn = false
    var other: String?
    try journal.forEach(from: nil, kinds: [.plan, .carry, .orderIntent]) { record in
      if record.kind == .orderIntent {
        guard let url = record.detail("url"), !Self.isKnown(url, gateway) else { return }
        other = other ?? "an order went to an address that gateway \(gateway.id) does not have"
        return
      }
      guard record.subject == .payout, let bytes = record.request else { return }
      guard let http = StoredRequest.decode(bytes),
        let request = PreparedRequest(stored: http, kind: .payout, gateway: gateway, amount: nil)
      else {
        other = other ?? "\(record.id) is no payout of gateway \(gateway.id)"
        return
      }
      guard request.isOf(account) else {
        other = other ?? "\(record.id) is of \(request.account(at: gateway))"
        return
      }
      isOwn = true
      address = (try? HTTPURL(http.url))?.origin
    }
    switch (isOwn, other) {
    case (true, nil): self = .own(address: address)
    case (false, nil): self = .silent
    case (true, let other?): self = .mixed(other)
    case (false, let other?): self = .other(other)
    }
  }

  private static func isKnown(_ url: String, _ gateway: GatewaySpec) -> Bool {
    let path = url.prefix { $0 != "?" }
    return gateway.operation(.order)?.endpoints.contains { path.hasSuffix($0.path) } ?? false
  }
}
