import ArgumentParsing
import GatewayEngine
import Gateways
import PaymentValues
import WireFormat

/// `merchant query`: asks a gateway how far orders or payouts are.
enum QueryCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "query", synonyms: ["status", "查单", "查询"],
      summary: Text("Ask how far orders or payouts are", zh: "查询订单或代付状态"),
      arguments: [
        ArgumentSpec("ORDER", help: Text("Merchant order numbers", zh: "商户订单号"), isList: true)
      ],
      options: [
        OptionSpec(
          "payout", kind: .flag, group: .fields, help: Text("They are payouts", zh: "查询代付"),
          environment: .off),
        OptionSpec(
          "by-gateway-order", kind: .flag, group: .fields,
          help: Text("The numbers are the gateway's", zh: "按网关订单号查"), environment: .off),
        OptionSpec(
          "notify", kind: .flag, group: .fields,
          help: Text("Ask the gateway to send its callback again", zh: "请求网关重发回调"),
          environment: .off),
        FieldOptions.field, FieldOptions.allowUnknown,
      ] + AccountOptions.online + Array(AccountOptions.sending.prefix(2)),
      examples: [
        Example("merchant query -p pay-center 20261121000001", Text("One order", zh: "查一笔")),
        Example(
          "merchant query -p lianhe --payout --notify W1 W2",
          Text("Payouts, and callbacks again", zh: "查代付并重发回调")),
      ],
      exitStatuses: [
        ExitStatus(0, Text("all paid", zh: "全部成功")),
        ExitStatus(1, Text("failed or not known there", zh: "失败或不存在")),
        ExitStatus(8, Text("pending", zh: "未完成")),
        ExitStatus(9, Text("the answer cannot be trusted", zh: "应答不可信")),
        ExitStatus(76, Text("the gateway broke its protocol", zh: "网关应答异常")),
      ]),
    run: run)

  private static func run(_ context: CommandContext) throws(CommandFailure) -> ExitCode {
    let resolved = try context.profiles().resolve()
    let kind: MessageKind = context.command.flag("payout") ? .payoutQuery : .query
    let client = GatewayClient(
      profile: resolved.profile, transport: context.environment.transport())
    var exchanges: [Exchange] = []
    for word in context.command.argumentValues("ORDER") {
      let prepared = try QueryRequest(context: context, profile: resolved.profile, kind: kind)
        .prepare(word.text)
      if context.command.flag("dry-run") {
        let view = RequestView(request: prepared, profile: resolved.profile, unmask: false)
        try context.output.emit(view.document(asCurl: context.command.isGiven("as")))
        continue
      }
      exchanges.append(client.send(prepared))
    }
    guard !exchanges.isEmpty else { return .success }
    try JournalStore(context: context, resolved: resolved).record(exchanges)
    try emit(exchanges, context, resolved.profile)
    return exchanges.map(OutcomeExit.queryCode).reduce(.success) { $0.worst($1) }
  }

  private static func emit(_ exchanges: [Exchange], _ context: CommandContext, _ profile: Profile)
    throws(CommandFailure)
  {
    let views = exchanges.map { ExchangeView(exchange: $0, profile: profile) }
    if views.count == 1 {
      try context.output.emit(views[0].document)
    } else {
      let rows = exchanges.map { exchange -> [String] in
        let report = exchange.answer?.report
        return [
          exchange.request.orderNumber ?? report?.orderNumber ?? "", exchange.outcome.rawValue,
          report?.status?.rawValue ?? "", report?.state ?? "", report?.amount?.yuan ?? "",
          exchange.answer?.words ?? exchange.failure?.reason ?? "",
        ]
      }
      try context.output.emit(
        Document(
          object: [("orders", .array(views.map { .object($0.members) }))],
          records: views.map(\.members),
          lines: Layout.table(
            ["order", "outcome", "status", "state", "amount", "gateway says"], rows, right: [4])))
    }
    for view in views { context.note(view.findings) }
  }
}

/// Builds one question.
struct QueryRequest {
  let context: CommandContext
  let profile: Profile
  let kind: MessageKind

  func prepare(_ number: String) throws(CommandFailure) -> PreparedRequest {
    var input = RequestInput()
    let byGateway = context.command.flag("by-gateway-order")
    input.texts[byGateway ? .gatewayOrderNumber : .orderNumber] = number
    if context.command.flag("notify") { input.texts[.notifyAgain] = "true" }
    input.named = try FieldInput.named(context).map { (name: $0.0, value: $0.1) }
    input.allowsUnknownFields = context.command.flag("allow-unknown-field")
    return try OrderInput(context: context, gateway: profile.gateway, kind: kind)
      .prepare(input, profile: profile)
  }
}
