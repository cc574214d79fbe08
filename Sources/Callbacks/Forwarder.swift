import Gateways
import HTTP
import PaymentValues
import WireFormat

/// What the shop's handler did with a callback.
public struct ForwardResult: Sendable, Equatable {
  /// The verdict on its answer; nil when no answer came.
  public var answer: AcknowledgementVerdict?
  /// Why no answer came.
  public var failure: TransportFailure?

  /// Whether the callback counts as taken: the document's rule or the real servers' accept the answer.
  public var isAcknowledged: Bool { answer?.isAcknowledged ?? false }
}

/// Passes callbacks on to the shop's own handler: the same method, type and bytes.
public struct Forwarder: Sendable {
  /// Where the handler listens.
  public let address: HTTPURL
  private let transport: any HTTPTransport
  private let options: TransportOptions

  /// Forwards to that address. Redirects are not followed; a call ends by the deadline.
  public init(
    to address: HTTPURL, transport: any HTTPTransport, deadlineMilliseconds: Int64 = 10_000
  ) {
    self.address = address
    self.transport = transport
    var options = TransportOptions()
    options.deadlineMilliseconds = deadlineMilliseconds
    options.connectMilliseconds = min(deadlineMilliseconds, options.connectMilliseconds)
    options.bodyLimit = 65_536
    self.options = options
  }

  /// Sends the message once and judges the answer.
  public func forward(_ message: RawCallback, delivery: CallbackDelivery) -> ForwardResult {
    switch transport.send(message.request(to: address), options) {
    case .answered(let response):
      ForwardResult(answer: AcknowledgementJudge.judge(response, delivery: delivery))
    case .notSent(let failure), .unknown(let failure):
      ForwardResult(failure: failure)
    }
  }
}
