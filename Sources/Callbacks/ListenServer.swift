import HTTP
import PaymentValues
import Platform

/// Where and for whom a `ListenServer` listens.
package struct ListenOptions: Sendable, Equatable {
  /// A literal address.
  package var address = "127.0.0.1"
  /// The port; 0 for any that is free.
  package var port: UInt16 = 0
  /// Whether other machines may be let in; without it only loopback addresses are taken.
  package var allowsAnyAddress = false
  /// Who may send.
  package var peers = PeerPolicy()
  /// A request must be wholly there by then.
  package var requestMilliseconds: Int64 = 10_000
  /// Connections at once.
  package var connections = 256

  /// 127.0.0.1, any port, everybody on this machine.
  package init() {}

  /// What listening on that address exposes, for the operator; nil for loopback.
  package var exposure: String? {
    guard let literal = SocketAddress(address, port: port), !literal.isLoopback else { return nil }
    let whole = ["0.0.0.0", "::"].contains(address)
    return (whole ? "every machine that reaches this one" : "every machine that reaches \(address)")
      + " can send requests here, in clear text: signatures keep forged callbacks out, not readers."
      + " Put a TLS proxy in front, name it with --trusted-proxy, and list the gateway's addresses"
      + " with --allow"
  }
}

/// The HTTP server of `listen`: limits, addresses, a quiet end.
///
/// Without a handler to ask, two threads answer: while one waits for the disk, the other judges what
/// came meanwhile, and one sync is enough for all of it.
package final class ListenServer: Sendable {
  /// Called for all that was answered together, readable or not, on several threads at once.
  package typealias Observer = @Sendable ([CallbackEvent]) -> Void

  private static let threads = 2
  private static let batch = 128

  private struct Work: Sendable {
    var running = 0
    var isEnding = false
  }

  private let server: LoopbackServer
  private let work: Monitor<Work>

  /// Binds and starts. Throws `LoopbackServerError` or the system's error.
  package init(_ options: ListenOptions, receiver: CallbackReceiver, observer: @escaping Observer)
    throws
  {
    var settings = LoopbackServerOptions()
    settings.address = options.address
    settings.port = options.port
    settings.allowsAnyAddress = options.allowsAnyAddress
    settings.requestMilliseconds = options.requestMilliseconds
    settings.connections = options.connections
    settings.keepsAlive = true
    settings.threads = receiver.asksHandler ? nil : Self.threads
    let work = Monitor(Work())
    self.work = work
    let peers = options.peers
    server = try LoopbackServer(
      settings, batch: receiver.asksHandler ? 1 : Self.batch,
      refused: { error, peer in
        let address = PeerPolicy.host(peer)
        observer(
          [receiver.noteMalformed(status: error.status, reason: error.reason, peer: address)])
      }
    ) { requests in
      let isOpen = work.withLock { work in
        if !work.isEnding { work.running += 1 }
        return !work.isEnding
      }
      guard isOpen else { return requests.map { _ in .respond(HTTPResponse(status: 503)) } }
      defer { work.change { $0.running -= 1 } }
      let answers = receiver.receive(requests.map { peers.arrival($0) })
      observer(answers.map(\.1))
      return answers.map { .respond($0.0) }
    }
  }

  /// The address it listens on.
  package var address: String { server.address }
  /// The port it listens on.
  package var port: UInt16 { server.port }
  /// `127.0.0.1:8080`, `[::1]:8080`.
  package var place: String {
    address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
  }

  /// Takes no new request, lets those that are being recorded finish, then stops. Never call it from
  /// the observer.
  package func stop() {
    work.change { $0.isEnding = true }
    work.wait { $0.running == 0 ? () : nil }
    server.stop()
  }
}
