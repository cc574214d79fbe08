import ArgumentParsing
import GatewayEngine
import Gateways
import PaymentValues
import Platform
import TextLayout
import WireFormat

/// `merchant create-order`: asks a gateway to be paid.
enum CreateOrderCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "create-order", aliases: ["order"], synonyms: ["pay", "下单", "代收", "charge"],
      summary: Text("Place an order and show where the shopper pays", zh: "下单并给出支付地址"),
      detail: Text(
        "One request, one attempt. An order whose answer was lost is looked for with 'merchant query', never placed again.",
        zh: "只发一次。丢失应答的订单用 merchant query 查询，绝不重发。"),
      options: FieldOptions.options(for: .order) + [
        OptionSpec(
          "page", kind: .path, valueName: "FILE", group: .outputForm,
          help: Text("Write a self-posting page instead of sending", zh: "写出自动提交的页面，不发送"),
          environment: .off),
        OptionSpec(
          "qr", kind: .flag, group: .outputForm,
          help: Text("Show the pay URL as a QR code", zh: "以二维码显示支付地址"), environment: .off),
        AccountOptions.addressChanged,
      ] + AccountOptions.online + AccountOptions.sending,
      examples: [
        Example(
          "merchant create-order -p pay-center --amount 1.00 --channel 8002 --subject test --description test",
          Text("Place an order of one yuan", zh: "下一元订单")),
        Example(
          "merchant create-order -p wessyun --amount 1.00 --channel 940 --subject test --page pay.html",
          Text("A page that posts itself", zh: "生成自动提交页面")),
      ],
      exitStatuses: [
        ExitStatus(0, Text("placed", zh: "成功")),
        ExitStatus(1, Text("refused by the gateway", zh: "被网关拒绝")),
        ExitStatus(9, Text("sent, no trustworthy answer", zh: "已发送，结果未知")),
        ExitStatus(69, Text("not sent", zh: "未发送")),
      ]),
    run: run)

  private static func run(_ context: CommandContext) throws(CommandFailure) -> ExitCode {
    let resolved = try context.profiles().resolve()
    let profile = resolved.profile
    let input = OrderInput(context: context, gateway: profile.gateway, kind: .order)
    var request = try input.request()
    let page = context.command.string("page")
    if page != nil { request.mode = .page }
    let prepared = try input.prepare(request, profile: profile)
    if context.command.flag("dry-run") {
      return try RequestView.show(
        prepared, profile, context, unmask: context.command.flag("unmask"))
    }
    if let page { return try write(prepared, to: page, context) }
    let subject = "order of \(prepared.amount?.yuan ?? "?") yuan"
    try LiveGuard(context: context, profile: profile).pass(subject)
    let journal = try JournalStore(context: context, resolved: resolved).forWriting()
    guard profile.account.map(prepared.isOf) ?? true else {
      throw CommandFailure(
        .refused, "another_account",
        "the order names \(prepared.account(at: profile.gateway)), not the account of profile '\(profile.name)'; nothing was sent",
        hint: "give the other account a profile of its own")
    }
    let client = GatewayClient(profile: profile, transport: context.environment.transport())
    if let known = try earlier(prepared, journal, client, context, profile) { return known }
    try SendingGuard(context: context, profile: profile, journal: journal.journal).address()
    try journal.intend(prepared)
    let exchange = client.send(prepared)
    // The answer is shown even when the journal can no longer be written.
    try emit(exchange, context, profile)
    try journal.conclude(exchange)
    return OutcomeExit.moneyCode(exchange)
  }

  /// An order that was intended before and has no outcome is looked for, never placed again; one that
  /// has an outcome is refused.
  private static func earlier(
    _ prepared: PreparedRequest, _ journal: OrderJournal, _ client: GatewayClient,
    _ context: CommandContext, _ profile: Profile
  ) throws(CommandFailure) -> ExitCode? {
    let order = prepared.orderNumber ?? ""
    switch try journal.state(of: order) {
    case nil: return nil
    case .orderDone:
      throw CommandFailure(
        .refused, "order_used", "order \(order) was placed before; nothing was sent",
        hint: "'merchant query -p \(profile.name) \(order)' tells how far it is")
    default:
      context.output.note(
        "note: order \(order) was sent before and its answer is not known; asking instead of sending"
      )
      let question = try QueryRequest(context: context, profile: profile, kind: .query).prepare(
        order)
      let exchange = client.send(question)
      try emit(exchange, context, profile)
      if exchange.outcome == .accepted { try journal.conclude(exchange) }
      return exchange.outcome == .accepted ? OutcomeExit.queryCode(exchange) : .moneyUnknown
    }
  }

  private static func write(_ prepared: PreparedRequest, to path: String, _ context: CommandContext)
    throws(CommandFailure) -> ExitCode
  {
    let html = PayPage.selfPosting(
      prepared.http.url, prepared.fields, nonce: context.environment.random())
    do throws(SystemError) { try SecureFile.write(html, to: path, replacing: false) } catch {
      throw CommandFailure(
        .io, "page_not_written", "\(path): \(error.reason)",
        hint: error.number == 17 ? "the file exists; name another" : nil)
    }
    try context.output.emit(
      Document(
        object: [
          ("order", .optional(prepared.orderNumber)), ("page", .string(path)), ("sent", false),
        ],
        lines: [
          "order  \(prepared.orderNumber ?? "")",
          "page   \(path): open it in a browser to place the order",
        ],
        value: path))
    return .success
  }

  private static func emit(_ exchange: Exchange, _ context: CommandContext, _ profile: Profile)
    throws(CommandFailure)
  {
    let view = ExchangeView(exchange: exchange, profile: profile)
    var document = view.document
    if context.command.flag("qr"), case .open(let url) = exchange.answer?.payTarget,
      let code = QRCode(text: url, level: .medium)
    {
      document.lines += [""] + code.lines(onDarkBackground: true, quietZone: 2)
    }
    try context.output.emit(document)
    context.note(view.findings)
  }
}
