import HTTP
import PaymentValues

/// Who may send callbacks, by address (docs/rules.md V15). A list is no substitute for the
/// signature: it only keeps strangers away from it.
package struct PeerPolicy: Sendable, Equatable {
  /// Addresses that may send; empty for all.
  package var allowed: [AddressRange] = []
  /// Proxies whose `X-Forwarded-For` is believed.
  package var trustedProxies: [AddressRange] = []

  /// Everybody may send, no proxy is believed.
  package init() {}

  /// A request with its sender, as the receiver takes it.
  func arrival(_ received: ReceivedRequest) -> CallbackReceiver.Arrival {
    let (address, refusal) = admit(received.request, peer: received.peer)
    guard let refusal else { return .request(received.request, peer: address) }
    return .stranger(received.request, peer: address, refusal)
  }

  /// The sender's address without port, and why it is refused; nil when it is let in.
  func admit(_ request: HTTPRequest, peer: String) -> (address: String, refusal: Finding?) {
    let socket = Self.host(peer)
    guard trustedProxies.contains(where: { $0.contains(socket) }) else {
      return (socket, refusal(socket))
    }
    // The proxies have written from left to right; what stands left of the first address that is no
    // proxy of ours may be invented.
    let hops = request.headers.all("X-Forwarded-For").flatMap { value in
      value.split(separator: ",", omittingEmptySubsequences: false).map { hop in
        String(hop.filter { $0 != " " && $0 != "\t" })
      }
    }
    let sender = hops.last { hop in !trustedProxies.contains { $0.contains(hop) } } ?? socket
    guard AddressRange(sender) != nil, !sender.contains("/") else {
      return (
        socket,
        Finding(
          .error, "forwarded_for_malformed",
          "the proxy's X-Forwarded-For names something that is no address")
      )
    }
    return (sender, refusal(sender))
  }

  private func refusal(_ address: String) -> Finding? {
    guard !allowed.isEmpty, !allowed.contains(where: { $0.contains(address) }) else { return nil }
    return Finding(
      .error, "address_not_allowed", "the sender's address is not among the allowed ones",
      hint: "add it with --allow, if it is the gateway's")
  }

  /// `127.0.0.1:80` → `127.0.0.1`, `[::1]:80` → `::1`.
  static func host(_ peer: String) -> String {
    guard let colon = peer.lastIndex(of: ":") else { return peer }
    return String(peer[..<colon].filter { $0 != "[" && $0 != "]" })
  }
}
