import GatewayEngine
import Gateways
import PaymentValues

/// Which exit code an exchange deserves.
enum OutcomeExit {
  /// The code of a request that may move money.
  static func moneyCode(_ exchange: Exchange) -> ExitCode {
    switch exchange.outcome {
    case .accepted: .success
    case .rejected: isPermission(exchange) ? .refused : .negative
    case .notFound: .negative
    case .duplicate, .unknown: .moneyUnknown
    case .notSent: notSentCode(exchange)
    }
  }

  /// The code of a question.
  static func queryCode(_ exchange: Exchange) -> ExitCode {
    switch exchange.outcome {
    case .accepted:
      switch exchange.answer?.status {
      case .succeeded, .settled: .success
      case .failed: .negative
      case .created, .pending: .pending
      case .unknown, nil: .moneyUnknown
      }
    case .notFound: .negative
    case .rejected: isPermission(exchange) ? .refused : .negative
    case .duplicate: .conflict
    case .notSent: notSentCode(exchange)
    case .unknown where exchange.answer?.isClaim == true: .moneyUnknown
    case .unknown:
      exchange.answer?.report.map {
        $0.verdict == .invalid || $0.verdict == .refused || $0.verdict == .ambiguous
      } == true
        ? .moneyUnknown : .protocolError
    }
  }

  private static func notSentCode(_ exchange: Exchange) -> ExitCode {
    ["url_malformed", "plain_http"].contains(exchange.failure?.code) ? .config : .unreachable
  }

  /// The gateway says that it does not know us or our signature.
  static func isPermission(_ exchange: Exchange) -> Bool {
    let texts = [exchange.answer?.code, exchange.answer?.words].compactMap { $0?.lowercased() }
    return texts.contains { text in
      ["sign", "签名", "验签", "白名单", "权限", "whitelist", "permission"].contains {
        text.contains($0)
      }
    }
  }
}
