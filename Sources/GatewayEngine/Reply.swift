import ByteText
import Gateways

/// What came back for a request, as far as it matters: which of these it is decides, together with
/// what was asked, everything that the program says and does about it.
public enum Reply: String, Sendable, CaseIterable {
  /// A yes that can be believed.
  case accepted
  /// A no whose reason the gateway's table knows.
  case refused
  /// A no because of key, signature, sender or account.
  case permission
  /// The number was used before.
  case duplicate
  /// The gateway does not know the number.
  case notFound = "not-found"
  /// A no that leaves open what happened, says the gateway's table (0010 of pay-center).
  case undecided
  /// A no that no table knows.
  case unknownError = "unknown-error"
  /// Too much to do, or out of service.
  case busy
  /// An HTTP status that no answer of the gateway has.
  case httpError = "http-error"
  /// A body that is no answer: a page, half a message, something else altogether.
  case unreadable
  /// A yes that cannot be believed, or one about something else.
  case untrustworthy
  /// Sent, and no complete answer came.
  case silence
  /// Provably nothing was sent.
  case notSent = "not-sent"

  /// What is known of the request after this reply. Total: every request and every reply has its row.
  ///
  /// Of a question: an answer that does not answer it says nothing about the order or payout, so the
  /// outcome is unknown, whatever the reason. Only a yes and a known "no such number" say something.
  /// Of a payout: only a no that the gateway's table knows counts as one.
  public func outcome(of asked: MessageKind) -> Exchange.Outcome {
    switch self {
    case .accepted: return .accepted
    case .notSent: return .notSent
    case .httpError, .busy, .unreadable, .untrustworthy, .silence, .undecided: return .unknown
    case .notFound: return asked.isQuestion ? .notFound : .unknown
    case .duplicate: return asked.isQuestion ? .unknown : .duplicate
    case .refused, .permission: return asked.isQuestion ? .unknown : .rejected
    case .unknownError: return asked == .order ? .rejected : .unknown
    }
  }

  /// Whether there is a yes to look at closely. What any other message lacks is of no interest.
  public var isYes: Bool { self == .accepted || self == .untrustworthy }
}

/// Tells from a gateway's words and status what kind of no it is. The tables of errors come first;
/// this is for what they do not hold.
enum ReplyWords {
  /// Whether key, signature, sender or account is what the gateway does not like.
  static func speakOfPermission(_ texts: [String]) -> Bool {
    let lower = texts.map { $0.lowercased() }
    let parts = ["签名", "验签", "白名单", "权限", "未授权", "密钥", "ip不", "非法ip", "whitelist", "signature"]
    if lower.contains(where: { text in parts.contains { text.contains($0) } }) { return true }
    // As words of their own: "assigned" and "design" are about something else.
    let words: Set<Substring> = [
      "sign", "unsigned", "permission", "permissions", "unauthorized", "forbidden", "denied",
    ]
    return lower.contains { text in
      text.split { !("a"..."z").contains($0) }.contains { words.contains($0) }
    }
  }

  /// Whether the gateway has too much to do or is out of service.
  static func speakOfBusyness(_ texts: [String]) -> Bool {
    let parts = [
      "繁忙", "维护", "稍后", "稍候", "系统异常", "系统错误", "超时", "频繁", "限流", "busy", "maintenance",
      "try again", "too many", "rate limit", "timeout", "timed out", "unavailable",
    ]
    return texts.contains { text in
      let lower = text.lowercased()
      return parts.contains { lower.contains($0) }
    }
  }
}
