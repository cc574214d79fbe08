import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import WireFormat

/// What became of one request, for people and for programs.
struct ExchangeView {
  let exchange: Exchange
  let profile: Profile

  private var request: PreparedRequest { exchange.request }
  private var answer: Answer? { exchange.answer }
  private var report: MessageReport? { answer?.report }

  /// Findings of the answer and of its message. What a refusal lacks is of no interest: it says no.
  var findings: [Finding] {
    let refused: Set<Exchange.Outcome> = [.rejected, .duplicate, .notFound]
    return (answer?.findings ?? [])
      + (refused.contains(exchange.outcome) ? [] : report?.findings ?? [])
  }

  private var payURL: String? {
    switch answer?.payTarget {
    case .open(let url), .post(let url, _): url
    default: nil
    }
  }

  /// What to do next.
  var nextStep: String? {
    let order = request.orderNumber ?? "ORDER"
    let flag = request.kind.isAboutPayout ? " --payout" : ""
    switch exchange.outcome {
    case .unknown where request.kind == .order || request.kind == .payout:
      return
        "it may or may not have arrived: run 'merchant query\(flag) -p \(profile.name) \(order)', never send it again"
    case .duplicate:
      return "the number was used before: run 'merchant query\(flag) -p \(profile.name) \(order)'"
    case .notSent: return "nothing was sent; the same command may be run again"
    case .rejected:
      return answer?.advice ?? "nothing moved; correct the request and use a new number"
    default: return answer?.advice
    }
  }

  var members: Document.Members {
    [
      ("outcome", .string(exchange.outcome.rawValue)), ("gateway", .string(profile.gateway.id)),
      ("profile", .string(profile.name)), ("message", .string(request.kind.rawValue)),
      ("order", .optional(request.orderNumber ?? report?.orderNumber)),
      ("gateway_order", .optional(report?.gatewayOrderNumber)),
      ("amount_fen", .optional((request.amount ?? report?.amount)?.fen)),
      ("paid_amount_fen", .optional(report?.paidAmount?.fen)),
      ("state", .optional(report?.state)), ("status", .optional(answer?.status?.rawValue)),
      ("claimed_status", .optional(answer?.isClaim == true ? report?.status?.rawValue : nil)),
      ("pay_url", .optional(payURL)), ("pay_method", .optional(payMethod)),
      ("pay_fields", payFields),
      ("authenticated", .bool(answer?.isAuthenticated ?? false)),
      ("http_status", .optional(answer.map { Int64($0.httpStatus) })),
      ("code", .optional(answer?.code ?? exchange.failure?.code)),
      ("gateway_message", .optional(answer?.words)),
      ("reason", .optional(exchange.failure?.reason)),
      ("next", .optional(nextStep)), ("findings", .array(findings.map(\.json))),
    ]
  }

  private var payMethod: String? {
    switch answer?.payTarget {
    case .open: "open"
    case .post: "post"
    case .page: "page"
    case nil: nil
    }
  }

  private var payFields: JSONValue {
    guard case .post(_, let fields) = answer?.payTarget else { return .null }
    return .object(fields.fields.map { ($0.displayName, .string($0.value.display)) })
  }

  var document: Document {
    var pairs: [(String, String)] = [("outcome", outcomeWords)]
    pairs.append(("order", request.orderNumber ?? report?.orderNumber ?? ""))
    if let number = report?.gatewayOrderNumber { pairs.append(("gateway order", number)) }
    if let amount = request.amount ?? report?.amount {
      pairs.append(("amount", amount.yuan + " yuan"))
    }
    if let status = report?.status {
      let state = report?.state.map { " (state \($0))" } ?? ""
      pairs.append((answer?.isClaim == true ? "claims to be" : "status", status.rawValue + state))
    }
    if let url = payURL { pairs.append((payMethod == "post" ? "post to" : "pay at", url)) }
    if case .page(let body) = answer?.payTarget {
      pairs.append(("pay at", "a page of \(body.count) bytes; use --page to let a browser post it"))
    }
    if let code = answer?.code { pairs.append(("code", code)) }
    if let words = answer?.words { pairs.append(("gateway says", words)) }
    if let failure = exchange.failure { pairs.append(("reason", failure.reason)) }
    if let next = nextStep { pairs.append(("next", next)) }
    return Document(
      object: members, lines: Layout.pairs(pairs),
      value: payURL ?? answer?.status?.rawValue ?? exchange.outcome.rawValue)
  }

  private var outcomeWords: String {
    let signed = answer?.isAuthenticated == true ? " (answer signed)" : ""
    switch exchange.outcome {
    case .accepted: return "accepted" + signed
    case .rejected: return "rejected by the gateway"
    case .duplicate: return "refused: the number was used before"
    case .notFound: return "the gateway does not know the number"
    case .unknown: return "UNKNOWN"
    case .notSent: return "not sent"
    }
  }
}
