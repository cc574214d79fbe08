import Gateways
import Messages
import PaymentValues
import WireFormat

/// Where and how the shopper pays.
public enum PayTarget: Sendable, Equatable {
  /// Send the browser to this address, as it is.
  case open(String)
  /// Post these fields to this address from the browser.
  case post(String, FieldList)
  /// Show this page to the browser.
  case page(Bytes)
}

/// What an answer says, as far as it can be believed.
public struct Answer: Sendable {
  /// What it means for the request.
  public enum Verdict: String, Sendable {
    /// The gateway took the request, or answered the question.
    case accepted
    /// The gateway refused it; nothing moved. Never of a question.
    case rejected
    /// The number was used before: ask.
    case duplicate
    /// The gateway does not know the number.
    case notFound = "not-found"
    /// It cannot be told; ask, do not send again.
    case unknown
  }

  /// What it means for the request.
  public var verdict: Verdict
  /// What kind of reply it is; `Reply.outcome` makes the verdict of it.
  public var reply = Reply.unreadable
  /// HTTP status code.
  public var httpStatus: Int
  /// The checked message; nil when the answer is a page or cannot be read.
  public var report: MessageReport?
  /// Where the shopper pays, for orders.
  public var payTarget: PayTarget?
  /// The gateway's code, where it gave one.
  public var code: String?
  /// The gateway's words, where it gave some.
  public var words: String?
  /// What to do about an error, from the gateway's table or from us.
  public var advice: String?
  /// After how many seconds the gateway wants to be asked again, where it says so.
  public var retryAfterSeconds: Int?
  /// A finding about the answer itself: page instead of JSON, half of it, wrong number.
  public var findings: [Finding] = []

  /// Whether a good signature proves who wrote it.
  public var isAuthenticated: Bool { report?.isValid ?? false }

  /// Whether what it says is only a claim: it lacks a signature that it should have.
  public var isClaim: Bool { findings.contains { $0.code == UnsignedAnswer.code } }

  /// Our status, where the answer has one that can be believed.
  public var status: Status? { isClaim ? nil : report?.status }
}
