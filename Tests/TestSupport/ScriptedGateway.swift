import HTTP
import Synchronization

/// The other end of the line: answers each request as the test says, and remembers what came.
public final class ScriptedGateway: HTTPTransport {
  private let requests = Mutex<[HTTPRequest]>([])
  private let outcome: @Sendable (HTTPRequest) -> TransportOutcome

  /// Each request ends as told.
  public init(_ outcome: @escaping @Sendable (HTTPRequest) -> TransportOutcome) {
    self.outcome = outcome
  }

  /// Every request has the same answer.
  public convenience init(
    _ body: [UInt8], status: Int = 200, headers: HTTPHeaders = HTTPHeaders([])
  ) {
    let response = HTTPResponse(status: status, headers: headers, body: body)
    self.init { _ in .answered(response) }
  }

  /// Every request has the same answer.
  public convenience init(_ body: String, status: Int = 200) {
    self.init(Array(body.utf8), status: status)
  }

  /// A network that is down.
  public static var unreachable: ScriptedGateway {
    ScriptedGateway { _ in
      .notSent(TransportFailure(code: "connect_failed", reason: "there is no network in tests"))
    }
  }

  /// What came.
  public var sent: [HTTPRequest] { requests.withLock { $0 } }

  /// Keeps the request and ends it as told.
  public func send(_ request: HTTPRequest, _ options: TransportOptions) -> TransportOutcome {
    requests.withLock { $0.append(request) }
    return outcome(request)
  }
}
