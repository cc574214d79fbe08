import Gateways
import HTTP
import Messages
import PaymentValues
import WireFormat

/// One request and what became of it.
public struct Exchange: Sendable {
  /// What is known about the request. Total and exclusive: payouts rest on it.
  public enum Outcome: String, Sendable, CaseIterable {
    /// Provably nothing was sent; the same request may be sent later.
    case notSent = "not-sent"
    /// The gateway took it.
    case accepted
    /// The gateway refused it.
    case rejected
    /// The gateway has the number already: ask.
    case duplicate
    /// The gateway does not know the number.
    case notFound = "not-found"
    /// Sent, and no trustworthy answer: ask, never send again.
    case unknown
  }

  /// What was sent.
  public var request: PreparedRequest
  /// What is known.
  public var outcome: Outcome
  /// The answer, if a complete one came.
  public var answer: Answer?
  /// Why there is none.
  public var failure: TransportFailure?

  /// What came back.
  public var reply: Reply { answer?.reply ?? (outcome == .notSent ? .notSent : .silence) }
}

/// Talks to one gateway for one profile. One call, one request on the wire.
public struct GatewayClient: Sendable {
  /// The account.
  public let profile: Profile
  let transport: any HTTPTransport

  /// Sends through that transport.
  public init(profile: Profile, transport: any HTTPTransport) {
    self.profile = profile
    self.transport = transport
  }

  /// Sends once and reads the answer.
  public func send(_ request: PreparedRequest) -> Exchange {
    if let finding = AddressCheck.fault(in: request.http.url, profile: profile) {
      return Exchange(
        request: request, outcome: .notSent,
        failure: TransportFailure(code: finding.code, reason: finding.reason))
    }
    var options = profile.transport
    options.movesMoney = request.kind == .order || request.kind == .payout
    switch transport.send(request.http, options) {
    case .notSent(let failure):
      return Exchange(request: request, outcome: .notSent, failure: failure)
    case .unknown(let failure):
      return Exchange(request: request, outcome: .unknown, failure: failure)
    case .answered(let response):
      let answer = AnswerReader(profile: profile, request: request).read(response)
      return Exchange(request: request, outcome: outcome(of: answer), answer: answer)
    }
  }

  private func outcome(of answer: Answer) -> Exchange.Outcome {
    switch answer.verdict {
    case .accepted: .accepted
    case .rejected: .rejected
    case .duplicate: .duplicate
    case .notFound: .notFound
    case .unknown: .unknown
    }
  }
}

/// Decides whether an address may be called at all.
public enum AddressCheck {
  /// Why not; nil when it may.
  public static func fault(in url: String, profile: Profile) -> Finding? {
    do throws(HTTPURLError) {
      let address = try HTTPURL(url)
      if address.scheme == .http, !address.isLoopback, !profile.allowsPlainHTTP {
        return Finding(
          .error, "plain_http",
          "plain http to \(address.host) would show every field, and let anybody forge the answer",
          hint: "use https, or set allow-plain-http = yes in profile '\(profile.name)'")
      }
      return nil
    } catch {
      return Finding(
        .error, "url_malformed", place: "base-url", "the address cannot be used: \(error.reason)",
        hint: "correct base-url in profile '\(profile.name)'")
    }
  }
}
