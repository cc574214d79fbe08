import GatewayEngine
import Gateways
import PaymentValues

/// What the program says and how it ends, for what was asked and what came back. Together with
/// `Reply.outcome` this is the whole rule; docs/answers.md shows it for every gateway.
enum OutcomeExit {
  /// The exit code of one exchange.
  static func code(_ exchange: Exchange) -> ExitCode {
    let asked = exchange.request.kind
    switch exchange.reply {
    case .notSent:
      return ["url_malformed", "plain_http"].contains(exchange.failure?.code)
        ? .config : .unreachable
    case .accepted where asked.isQuestion: return code(of: exchange.answer?.status)
    default: return code(asked, exchange.reply)
    }
  }

  /// The exit code of a reply. A question that was not answered is a fault of the asking (76, 77), and
  /// of a yes that cannot be believed nothing is known (9).
  static func code(_ asked: MessageKind, _ reply: Reply) -> ExitCode {
    switch (reply.outcome(of: asked), reply) {
    case (.accepted, _): .success
    case (.notSent, _): .unreachable
    case (_, .permission): .refused
    case (.rejected, _), (.notFound, _): .negative
    case (.duplicate, _): .moneyUnknown
    case (.unknown, .untrustworthy): .moneyUnknown
    case (.unknown, _): asked.isQuestion ? .protocolError : .moneyUnknown
    }
  }

  private static func code(of status: Status?) -> ExitCode {
    switch status {
    case .succeeded, .settled: .success
    case .failed: .negative
    case .created, .pending: .pending
    case .unknown, nil: .moneyUnknown
    }
  }

  /// What to do next; nil when nothing is to be done.
  /// - Parameters:
  ///   - query: the command that asks.
  ///   - advice: what the gateway's table of errors says to do.
  static func next(_ asked: MessageKind, _ reply: Reply, query: String, advice: String?) -> String?
  {
    if asked.isQuestion { return nextOfQuestion(asked, reply, advice) }
    switch reply.outcome(of: asked) {
    case .accepted: return advice
    case .notSent: return "nothing was sent; the same command may be run again"
    case .duplicate: return "the number was used before: run '\(query)'"
    case .unknown, .notFound:
      return "it may or may not have arrived: run '\(query)', never send it again"
    case .rejected where reply == .permission:
      return advice
        ?? "nothing moved; correct key, signature or sender, then use a new number"
    case .rejected where reply == .unknownError:
      return advice
        ?? "the reason is in no table: run '\(query)' before you use a new number, for the gateway may have the order"
    case .rejected: return advice ?? "nothing moved; correct the request and use a new number"
    }
  }

  private static func nextOfQuestion(_ asked: MessageKind, _ reply: Reply, _ advice: String?)
    -> String?
  {
    let silent = "says nothing about the \(asked.isAboutPayout ? "payout" : "order")"
    let sentence: String
    switch reply {
    case .accepted: return advice
    case .notFound: return advice ?? "the gateway does not know the number"
    case .notSent: return "nothing was sent; the same command may be run again"
    case .permission:
      sentence =
        "the question was refused for its key, signature or sender, which \(silent): correct the profile, then ask again"
    case .refused, .duplicate, .undecided, .unknownError:
      sentence = "the gateway refused the question, which \(silent): ask again"
    case .busy:
      sentence = "the gateway is busy and did not answer, which \(silent): ask again later"
    case .httpError, .unreadable:
      sentence = "no readable answer came, which \(silent): check base-url, then ask again"
    case .untrustworthy:
      sentence =
        "the answer cannot be believed and \(silent): check key and base-url, then ask again"
    case .silence: sentence = "no answer came, which \(silent): ask again"
    }
    return advice.map { "\(sentence) (\($0))" } ?? sentence
  }
}
