import HTTP

/// Gives every request the same answer.
struct FixedTransport: HTTPTransport {
  let status: Int
  let body: String

  func send(_ request: HTTPRequest, _ options: TransportOptions) -> TransportOutcome {
    .answered(HTTPResponse(status: status, body: Array(body.utf8)))
  }
}
