import GatewayEngine
import Gateways
import HTTP
import Messages
import PaymentValues
import Sandbox
import WireFormat

/// One gateway's walk: order, callback, query; payout, callback, query.
struct Rehearsal {
  let context: CommandContext
  let profile: Profile
  let origin: String
  private let amount = Money(fen: 100)

  init(context: CommandContext, gateway: GatewaySpec, server: SandboxServer) {
    self.context = context
    origin = server.origin
    let account = server.accounts[gateway.id]
    var profile = Profile(
      name: gateway.id, gateway: gateway, key: account.map { Secret(Array($0.key.utf8)) })
    profile.mode = .test
    profile.baseURL = "\(server.origin)/\(gateway.id)"
    profile.values[.merchantID] = account?.merchantID
    profile.values[.appID] = account?.appID
    profile.values[.notifyURL] = "\(server.origin)/sandbox/receiver/\(gateway.id)"
    profile.values[.returnURL] = "\(server.origin)/sandbox/return"
    self.profile = profile
  }

  /// Walks, and stops each half at the first step that fails.
  func walk() -> RehearsalResult {
    var result = RehearsalResult(gateway: profile.gateway.id)
    walkHalf(&result, .order, [.order, .callback, .query], .orderCallback, .query, "orders")
    if profile.gateway.operation(.payout) != nil {
      walkHalf(
        &result, .payout, [.payout, .payoutCallback, .payoutQuery], .payoutCallback, .payoutQuery,
        "payouts")
    }
    return result
  }

  private func walkHalf(
    _ result: inout RehearsalResult, _ kind: MessageKind, _ steps: [RehearsalStep],
    _ callback: MessageKind, _ query: MessageKind, _ desk: String
  ) {
    let number = OrderNumberMaker.make(
      unixMilliseconds: context.environment.clock.unixMilliseconds(), maximumLength: 20,
      random: context.environment.random)
    var failure = place(kind, number)
    result.steps[steps[0]] = failure
    if profile.gateway.message(callback) != nil {
      failure = failure ?? settle(desk, number) ?? received(callback, number)
      result.steps[steps[1]] = failure
    }
    if profile.gateway.operation(query) != nil {
      if failure == nil { failure = ask(query, number) }
      result.steps[steps[2]] = failure
    }
  }

  private func place(_ kind: MessageKind, _ number: String) -> String? {
    do throws(Refusal) {
      let exchange = client.send(try builder.build(kind, sample(kind, number)))
      return exchange.outcome == .accepted ? nil : words(exchange)
    } catch { return error.findings.map(\.reason).joined(separator: "; ") }
  }

  private func ask(_ kind: MessageKind, _ number: String) -> String? {
    var input = RequestInput()
    input.texts[.orderNumber] = number
    do throws(Refusal) {
      let exchange = client.send(try builder.build(kind, input))
      guard exchange.outcome == .accepted else { return words(exchange) }
      let status = exchange.answer?.status
      return status?.isPaid == true ? nil : "status \(status?.rawValue ?? "missing")"
    } catch { return error.findings.map(\.reason).joined(separator: "; ") }
  }

  /// Presses the cashier's button.
  private func settle(_ desk: String, _ number: String) -> String? {
    let request = HTTPRequest(
      method: "POST", url: "\(origin)/sandbox/\(desk)/\(profile.gateway.id)/\(number)",
      headers: HTTPHeaders([("Content-Type", "text/plain")]), body: Array("paid".utf8))
    guard case .answered(let response) = transport.send(request, TransportOptions()),
      response.status == 200
    else { return "the sandbox did not settle it" }
    return nil
  }

  /// Waits for the callback and verifies its bytes.
  private func received(_ kind: MessageKind, _ number: String) -> String? {
    let clock = context.environment.clock
    let end = clock.monotonicMilliseconds() + 5000
    while clock.monotonicMilliseconds() < end {
      if let fields = captured(number) {
        guard let message = profile.gateway.message(kind) else { return "no such message" }
        var expectation = Expectation()
        expectation.orderNumber = number
        expectation.amount = amount
        let report = MessageVerifier(gateway: profile.gateway, message: message)
          .verify(fields, profile: profile, expectation: expectation)
        return report.isValid ? nil : report.verdict.rawValue
      }
      clock.sleep(20)
    }
    return "no callback came"
  }

  private func captured(_ number: String) -> FieldList? {
    let request = HTTPRequest(method: "GET", url: "\(origin)/sandbox/received")
    var options = TransportOptions()
    options.movesMoney = false
    guard case .answered(let response) = transport.send(request, options),
      let all = try? JSONValue.parse(response.body).arrayElements
    else { return nil }
    let one = all.last { entry in
      entry["order"]?.stringValue == number && entry["gateway"]?.stringValue == profile.gateway.id
    }
    guard let one else { return nil }
    let body = one["body"]?.stringValue ?? ""
    let query = one["query"]?.stringValue ?? ""
    return try? FormCodec.decode(Array((body.isEmpty ? query : body).utf8))
  }

  /// A value for every field that must be there: from the profile, a table, or the document's example.
  private func sample(_ kind: MessageKind, _ number: String) -> RequestInput {
    var input = RequestInput()
    input.money[.amount] = amount
    for row in profile.gateway.message(kind)?.fields ?? [] {
      guard row.requirement == .required, row.defaultValue == nil, let role = row.role,
        profile.values[role] == nil
      else { continue }
      switch role {
      case .amount, .signature, .submittedAt, .merchantID, .appID: continue
      case .orderNumber: input.texts[role] = number
      case .channel:
        input.texts[role] = profile.gateway.codeTable(.channel)?.rows.first?.code ?? "1"
      case .bankCode: input.texts[role] = profile.gateway.codeTable(.payoutBank)?.rows.first?.code
      case .accountNumber: input.texts[role] = "6222020200112233445"
      default: input.texts[role] = row.example ?? "rehearsal"
      }
    }
    return input
  }

  private var builder: RequestBuilder {
    RequestBuilder(
      profile: profile, unixMilliseconds: context.environment.clock.unixMilliseconds(),
      random: context.environment.random)
  }

  private var transport: any HTTPTransport { context.environment.transport() }
  private var client: GatewayClient { GatewayClient(profile: profile, transport: transport) }

  private func words(_ exchange: Exchange) -> String {
    let reason =
      exchange.answer?.words ?? exchange.failure?.reason
      ?? exchange.answer?.findings.first?.reason
    return exchange.outcome.rawValue + (reason.map { ": \($0)" } ?? "")
  }
}
