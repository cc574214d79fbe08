import Gateways
import HTTP
import Platform
import Synchronization

/// A running sandbox: one loopback server that plays every gateway of its options.
///
/// It must be stopped, or it lives as long as the process.
package final class SandboxServer: Sendable {
  /// The options it runs with.
  package let options: SandboxOptions
  /// The port, chosen by the system if 0 was asked for.
  package let port: UInt16
  /// `http://127.0.0.1:8080`, without a slash at the end.
  package let origin: String

  private let listener: Listener
  private let scheduler: Scheduler
  private let store: SandboxStore
  private let hasEnded = Monitor(false)
  private let isStopped = Atomic(false)

  /// Binds, replays the state file and starts.
  ///
  /// Throws `LoopbackServerError` for an address that is not loopback, `SandboxError` for a state
  /// file or gateway that cannot be used, and the system's own errors.
  package static func start(_ options: SandboxOptions) throws -> SandboxServer {
    try SandboxServer(options)
  }

  private init(_ options: SandboxOptions) throws {
    self.options = options
    let router = try Router(options)
    let store = try SandboxStore(options)
    self.store = store
    let origin = Origin()
    var listening = LoopbackServerOptions()
    listening.address = options.address
    listening.port = options.port
    let listener = Listener(listening, clock: options.clock)
    self.listener = listener
    scheduler = try Scheduler(clock: options.clock)
    let sender = CallbackSender(options, store, scheduler)
    let settlement = Settlement(
      options: options, store: store, scheduler: scheduler, sender: sender)
    let desk = GatewayDesk(
      options: options, store: store, settlement: settlement, scheduler: scheduler, origin: origin,
      listener: listener)
    let control = ControlDesk(
      options: options, store: store, settlement: settlement, receiver: Receiver(options),
      origin: origin)
    let door = Door(router: router, desk: desk, control: control)
    do {
      (port, self.origin) = try listener.open { request, _ in door.answer(request) }
    } catch {
      scheduler.stop()
      throw error
    }
    origin.set(self.origin)
    settlement.resume()
  }

  /// The account of each gateway, by its identifier.
  package var accounts: [String: SandboxAccount] {
    Dictionary(options.gateways.map { ($0.id, options.account(of: $0)) }) { first, _ in first }
  }

  /// The configuration file for this server (`SandboxConfig`).
  package var configText: String {
    SandboxConfig.text(origin: origin, gateways: options.gateways, accounts: accounts)
  }

  /// Stops listening, forgets what is due and waits for what runs. A second call does nothing.
  package func stop() {
    guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
    // First, so that callbacks to ourselves that the closed port cuts off are known for what they are.
    scheduler.end()
    listener.stop()
    scheduler.stop()
    store.retire()
    hasEnded.change { $0 = true }
  }

  /// Waits until another thread has called `stop`.
  package func wait() {
    hasEnded.wait { $0 ? () : nil }
  }
}

/// Decides whose request it is, and keeps pages of other sites out.
private struct Door: Sendable {
  let router: Router
  let desk: GatewayDesk
  let control: ControlDesk

  func answer(_ request: HTTPRequest) -> HTTPServerAction {
    guard isOurs(request) else {
      return .respond(Reply.fault("this host name is not the sandbox's", status: 403))
    }
    let target = RequestTarget(request)
    if target.path == "/" || target.path == "/sandbox" || target.path.hasPrefix("/sandbox/") {
      guard mayControl(request, target) else {
        return .respond(Reply.fault("a page of another site may not do that", status: 403))
      }
      return .respond(control.answer(request, target))
    }
    guard let route = router.route(target) else {
      return .respond(Reply.fault("no such route", status: 404))
    }
    return desk.answer(request, route)
  }

  private func isLoopback(_ url: String) -> Bool { (try? HTTPURL(url))?.isLoopback ?? false }

  /// A name that a stranger's page has rebound to this machine shows itself in Host; a page of
  /// another site that posts here shows itself in Origin. A merchant's saved page has `null` there.
  private func isOurs(_ request: HTTPRequest) -> Bool {
    guard let host = request.headers["Host"], isLoopback("http://\(host)/") else { return false }
    guard let origin = request.headers["Origin"], origin != "null" else { return true }
    return isLoopback(origin)
  }

  /// Whether a request may move the sandbox's levers: not from a frame without an origin, which any
  /// site can make, and not from another site's page. A shopper's browser comes from the shop, so the
  /// two pages that it opens are open to it.
  private func mayControl(_ request: HTTPRequest, _ target: RequestTarget) -> Bool {
    if request.headers["Origin"] == "null" { return false }
    guard request.headers["Sec-Fetch-Site"]?.lowercased() == "cross-site" else { return true }
    let isCashier = target.path.hasPrefix("/sandbox/cashier/") && request.method == "GET"
    return isCashier || target.path == "/sandbox/return"
  }
}
