import ArgumentParsing
import GatewayEngine
import Messages
import PaymentValues
import WireFormat

/// What became of one request, for people and for programs.
struct ExchangeView {
  var exchange: Exchange
  let profile: Profile
  /// The page through which the shopper pays, where the answer is no plain address and it was kept.
  var page: String?
  /// What an earlier answer said of the order, for when this one says nothing.
  var lastKnown: String?

  private var request: PreparedRequest { exchange.request }
  private var answer: Answer? { exchange.answer }
  private var report: MessageReport? { answer?.report }
  private var isBelieved: Bool { exchange.outcome == .accepted }

  /// Findings of the answer, and of its message where that says yes.
  var findings: [Finding] {
    (answer?.findings ?? []) + (exchange.reply.isYes ? report?.findings ?? [] : [])
  }

  /// The address of the answer; of a form the one that it is posted to.
  var payURL: String? {
    switch answer?.payTarget {
    case .open(let url), .post(let url, _): url
    default: nil
    }
  }

  /// What to do next.
  var nextStep: String? {
    let step = OutcomeExit.next(
      request.kind, exchange.reply, query: queryCommand, advice: answer?.advice)
    guard step == nil, let page else { return step }
    return "open \(page) in the shopper's browser"
  }

  /// The command that asks about it.
  var queryCommand: String {
    let order = ShellQuoting.quote(Array((request.orderNumber ?? "ORDER").utf8))
    let flag = request.kind.isAboutPayout ? " --payout" : ""
    return "merchant query\(flag) -p \(ShellQuoting.quote(Array(profile.name.utf8))) \(order)"
  }

  private var orderedAmount: Money? { request.amount ?? report?.orderedAmount }

  /// The names of the result.
  static let shape = ResultShape(record(of: nil))

  var record: Record { Self.record(of: self) }

  private static func record(of view: ExchangeView?) -> Record {
    let exchange = view?.exchange
    let request = view?.request
    let answer = view?.answer
    let report = view?.report
    let status = report?.status?.rawValue
    let isBelieved = view?.isBelieved ?? false
    return Record([
      ("outcome", .text(exchange?.outcome.rawValue)), ("reply", .text(exchange?.reply.rawValue)),
      ("gateway", .text(view?.profile.gateway.id)), ("profile", .text(view?.profile.name)),
      ("message", .text(request?.kind.rawValue)),
      ("order", .text(request?.orderNumber ?? report?.orderNumber)),
      ("gateway_order", .text(report?.gatewayOrderNumber)),
      ("amount", .money(view?.orderedAmount)), ("paid_amount", .money(report?.paidAmount)),
      ("state", .text(report?.state)), ("status", .text(isBelieved ? status : nil)),
      ("claimed_status", .text(isBelieved ? nil : status)),
      ("last_known", .text(view?.lastKnown)), ("pay_url", .text(view?.payURL)),
      ("pay_method", .text(view?.payMethod)), ("pay_fields", .json(view?.payFields ?? .null)),
      ("page", .text(view?.page)),
      ("authenticated", .json(.bool(answer?.isAuthenticated ?? false))),
      ("http_status", .json(.optional(answer.map { Int64($0.httpStatus) }))),
      ("code", .text(answer?.code ?? exchange?.failure?.code)),
      ("gateway_message", .text(answer?.words)), ("reason", .text(exchange?.failure?.reason)),
      ("next", .text(view?.nextStep)),
      ("findings", .json(.array((view?.findings ?? []).map(\.json)))),
    ])
  }

  private var payMethod: String? {
    switch answer?.payTarget {
    case .open: "open"
    case .post: "post"
    case .page: "page"
    case nil: nil
    }
  }

  private var formFields: [Field] {
    if case .post(_, let fields) = answer?.payTarget { return fields.fields }
    return []
  }

  /// In the order in which they are posted; a name may come twice.
  private var payFields: JSONValue {
    guard payMethod == "post" else { return .null }
    return .array(
      formFields.map {
        .object([("name", .string($0.displayName)), ("value", .string($0.value.display))])
      })
  }

  var document: Document {
    var pairs: [(String, String)] = [("outcome", outcomeWords)]
    pairs.append(("order", request.orderNumber ?? report?.orderNumber ?? ""))
    if let number = report?.gatewayOrderNumber { pairs.append(("gateway order", number)) }
    if let amount = orderedAmount { pairs.append(("amount", amount.yuan + " yuan")) }
    if let paid = report?.differingPaidAmount { pairs.append(("paid", paid.yuan + " yuan")) }
    if let status = report?.status {
      let words = status.rawValue + (report?.state.map { " (state \($0))" } ?? "")
      pairs.append(isBelieved ? ("status", words) : ("claims", words + ", not believed"))
    }
    pairs += payPairs
    if let code = answer?.code { pairs.append(("code", code)) }
    if let words = answer?.words { pairs.append(("gateway says", words)) }
    if let failure = exchange.failure { pairs.append(("reason", failure.reason)) }
    if let lastKnown { pairs.append(("known before", lastKnown)) }
    if let next = nextStep { pairs.append(("next", next)) }
    return Document(
      object: record.members, records: [record], lines: Layout.pairs(pairs), value: value)
  }

  private var payPairs: [(String, String)] {
    switch answer?.payTarget {
    case .open(let url): return [("pay at", url)] + (page.map { [("page", $0)] } ?? [])
    case .post(let url, _):
      return [("post to", url)]
        + formFields.map { ("  field", "\($0.displayName) = \($0.value.display)") }
        + [("page", page ?? "none was kept; give --page FILE")]
    case .page(let body):
      return [("pay at", page ?? "a page of \(body.count) bytes, which was not kept")]
    case nil: return []
    }
  }

  /// A bare address of a form would lose the fields; the page has them.
  private var value: String? {
    switch answer?.payTarget {
    case .open(let url): url
    case .post, .page: page
    // Whoever wants the address of an order must not be given a word for one.
    case nil where request.kind == .order && isBelieved: ""
    case nil: isBelieved ? report?.status?.rawValue ?? "accepted" : exchange.outcome.rawValue
    }
  }

  private var outcomeWords: String {
    let signed = answer?.isAuthenticated == true ? " (answer signed)" : ""
    switch exchange.outcome {
    case .accepted: return "accepted" + signed
    case .rejected: return "rejected by the gateway"
    case .duplicate: return "refused: the number was used before"
    case .notFound: return "the gateway does not know the number"
    case .unknown:
      return request.kind.isQuestion ? "UNKNOWN: the question was not answered" : "UNKNOWN"
    case .notSent: return "not sent"
    }
  }
}
