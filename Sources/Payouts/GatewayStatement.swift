import ByteText
import Digests
import GatewayEngine
import HTTP
import PaymentValues
import WireFormat

/// What one exchange with the gateway said, with what is needed to prove it later.
package struct GatewayStatement: Sendable {
  /// How far the answer can be believed.
  package enum Proof: String, Sendable {
    /// A good signature under our key.
    case sign
    /// No signature; the connection was encrypted to the gateway's host.
    case tls
    /// Anybody on the way may have written it.
    case none
  }

  /// What is known of the request.
  package var outcome: Exchange.Outcome
  /// The answer, if a complete one came.
  package var answer: Answer?
  /// Why there is none.
  package var failure: TransportFailure?
  /// SHA-256 of the answer's body in hex; empty without one.
  package var answerHash: String
  /// How far the answer can be believed.
  package var proof: Proof

  /// Judges an exchange.
  /// - Parameter body: the answer's body as it came.
  package init(_ exchange: Exchange, body: Bytes?) {
    outcome = exchange.outcome
    answer = exchange.answer
    failure = exchange.failure
    answerHash = body.map { String(decoding: Hex.encode(SHA256.digest($0)), as: UTF8.self) } ?? ""
    if exchange.answer?.isAuthenticated ?? false {
      proof = .sign
    } else {
      proof = exchange.request.http.url.lowercased().hasPrefix("https:") ? .tls : .none
    }
  }

  /// Of a request that did not leave.
  init(notSent failure: TransportFailure) {
    outcome = .notSent
    self.failure = failure
    answerHash = ""
    proof = .none
  }

  /// One line for the journal and the screen; never holds a key or an account number.
  var reason: String {
    if let failure { return "\(failure.code): \(failure.reason)" }
    guard let answer else { return outcome.rawValue }
    if answer.isClaim, let absent = answer.findings.last(where: { $0.severity == .error }) {
      return "\(absent.code): \(absent.reason)"
    }
    let parts = [answer.code, answer.words].compactMap { $0 }
    if !parts.isEmpty { return parts.joined(separator: ": ") }
    if let status = answer.report?.status, let state = answer.report?.state {
      return "\(status.rawValue) (state \(state))"
    }
    return answer.findings.first?.reason ?? outcome.rawValue
  }

  /// The gateway's code when a complete answer said no, whatever that no is worth.
  var refusalCode: String? {
    guard let answer, answer.httpStatus == 200, answer.verdict != .accepted else { return nil }
    return answer.code
  }
}
