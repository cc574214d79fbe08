import GatewayEngine
import HTTP
import Messages
import PaymentValues
import Platform
import Synchronization
import WireFormat

/// The two things that payouts ask of a gateway. Both block, and may be called on several threads.
package struct PayoutGateway: Sendable {
  /// Sends a payout once. Exactly one request at most leaves.
  package var send: @Sendable (PreparedRequest) -> GatewayStatement
  /// Asks about an order number. Changes nothing at the gateway.
  package var query: @Sendable (_ orderNumber: String) -> GatewayStatement

  /// Makes a gateway of two functions.
  package init(
    send: @escaping @Sendable (PreparedRequest) -> GatewayStatement,
    query: @escaping @Sendable (String) -> GatewayStatement
  ) {
    self.send = send
    self.query = query
  }

  /// The gateway of a profile, reached through that transport.
  /// - Throws: `Refusal` when the profile cannot ask about payouts: then none may be sent, for
  ///   nothing could find out what became of them.
  package init(profile: Profile, transport: any HTTPTransport, clock: Clock) throws(Refusal) {
    let prepare: @Sendable (String) throws(Refusal) -> PreparedRequest = {
      (orderNumber) throws(Refusal) in
      var input = RequestInput()
      input.texts[.orderNumber] = orderNumber
      let builder = RequestBuilder(
        profile: profile, unixMilliseconds: clock.unixMilliseconds(), random: { 0 })
      return try builder.build(.payoutQuery, input)
    }
    do throws(Refusal) { _ = try prepare("0") } catch {
      throw Refusal(.config, error.findings)
    }
    self.init(
      send: { Self.exchange($0, profile, transport) },
      query: { orderNumber in
        do throws(Refusal) {
          return Self.exchange(try prepare(orderNumber), profile, transport)
        } catch {
          let reason = error.findings.first?.reason ?? "the query cannot be built"
          return GatewayStatement(
            notSent: TransportFailure(code: "query_refused", reason: reason))
        }
      })
  }

  private static func exchange(
    _ request: PreparedRequest, _ profile: Profile, _ transport: any HTTPTransport
  ) -> GatewayStatement {
    let listener = ListeningTransport(transport)
    let exchange = GatewayClient(profile: profile, transport: listener).send(request)
    return GatewayStatement(exchange, body: listener.body)
  }
}

/// Keeps the body of the one answer that passes through, for its hash.
private final class ListeningTransport: HTTPTransport {
  private let inner: any HTTPTransport
  private let heard = Mutex<Bytes?>(nil)

  init(_ inner: any HTTPTransport) { self.inner = inner }

  var body: Bytes? { heard.withLock { $0 } }

  func send(_ request: HTTPRequest, _ options: TransportOptions) -> TransportOutcome {
    let outcome = inner.send(request, options)
    if case .answered(let response) = outcome { heard.withLock { $0 = response.body } }
    return outcome
  }
}
