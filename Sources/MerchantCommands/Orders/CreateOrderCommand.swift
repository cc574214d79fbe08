import ArgumentParsing
import GatewayEngine
import Messages
import PaymentValues
import TextLayout

/// `merchant create-order`: asks a gateway to be paid.
enum CreateOrderCommand {
  static let page = Option(
    "page", .path, valueName: "FILE", group: .outputForm,
    help: Text("Write the page through which the shopper pays", zh: "写出付款人打开的支付页面"),
    detail: Text(
      "Where the gateway has a page mode, the page places the order itself and nothing is sent; elsewhere the order is placed and the page posts or opens what the gateway answered.",
      zh: "有页面模式的网关：由页面自行下单，不发送；其他网关：先下单，页面再提交或打开网关返回的地址。"), environment: .off)

  private static let qrCode = Option(
    "qr", .flag, group: .outputForm, help: Text("Show the pay URL as a QR code", zh: "以二维码显示支付地址"),
    environment: .off)

  static let definition = CommandDefinition(
    spec: CommandSpec(
      "create-order", aliases: ["order"], synonyms: ["pay", "下单", "代收", "charge"],
      summary: Text("Place an order and show where the shopper pays", zh: "下单并给出支付地址"),
      detail: Text(
        "One request, one attempt. An order whose answer was lost is looked for with 'merchant query', never placed again.",
        zh: "只发一次。丢失应答的订单用 merchant query 查询，绝不重发。"),
      options: FieldOptions.options(for: .order) + [page, qrCode, SendingOptions.baseURLChanged]
        + AccountOptions.online + SendingOptions.all,
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
    results: [
      JSONResult(.exchange), .unsent,
      JSONResult(
        when: Text("for a gateway that is ordered from through a page", zh: "通过页面下单的网关"), .orderPage
      ),
    ], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let resolved = try context.accounts.resolve()
    let profile = resolved.profile
    let input = OrderInput(context: context, gateway: profile.gateway, kind: .order)
    var request = try input.request()
    let pages = PageKeeper(context: context, profile: profile)
    let endpoints = profile.gateway.operation(.order)?.endpoints ?? []
    // Without such a mode the order is placed first, and the page is made of the answer.
    let placesByPage = pages.path != nil && endpoints.contains { $0.mode == .page }
    if placesByPage { request.mode = .page }
    let prepared = try input.prepare(request, profile: profile)
    if SendingOptions.sendsNothing(context) {
      return try RequestView.show(
        prepared, profile, context, unmask: context[GlobalOptions.unmask])
    }
    guard prepared.orderNumber?.isEmpty == false else {
      throw Refusal(
        .config, "no_order_number",
        "an order of \(profile.gateway.id) has no number of ours and could never be found again; nothing was sent",
        hint: "give one field of the gateway file's order the role of the order number")
    }
    if placesByPage {
      try context.output.expect(ResultShape(pageRecord(nil, nil)))
    } else {
      try context.output.expect(ExchangeView.shape)
      let subject = "order of \(prepared.amount?.yuan ?? "?") yuan"
      try LiveGuard(context: context, profile: profile).pass(subject)
    }
    let journal = try JournalStore(context: context, resolved: resolved).forWriting()
    guard profile.account.map(prepared.isOf) ?? true else {
      throw Refusal(
        .refused, "another_account",
        "the order names \(prepared.account(at: profile.gateway)), not the account of profile '\(profile.name)'; nothing was sent",
        hint: "give the other account a profile of its own")
    }
    let client = GatewayClient(profile: profile, transport: context.environment.transport())
    if let known = try earlier(prepared, journal, client, context, profile) { return known }
    try SendingGuard(context: context, profile: profile, journal: journal.journal).address()
    if placesByPage, let path = pages.path {
      return try write(prepared, to: path, pages, journal, context)
    }
    try pages.reserve()
    do throws(Refusal) { try journal.intend(prepared) } catch {
      pages.release()
      throw error
    }
    let exchange = client.send(prepared)
    var view = ExchangeView(exchange: exchange, profile: profile)
    view.page = pages.keep(exchange)
    return try finish(view, journal, context)
  }

  /// Shows the answer, even when the journal can no longer be written, and writes the journal, even when
  /// the answer cannot be shown.
  private static func finish(
    _ view: ExchangeView, _ journal: OrderJournal, _ context: CommandContext
  ) throws(Refusal) -> ExitCode {
    var fault: Refusal?
    do throws(Refusal) { try emit(view, context) } catch { fault = error }
    try journal.conclude(
      view.exchange, page: view.page, payURL: view.page == nil ? view.payURL : nil)
    if let fault { throw fault }
    return OutcomeExit.code(view.exchange)
  }

  /// An order that was intended before and has no outcome is looked for, never placed again; one that
  /// has an outcome, or a page that places it, is refused.
  private static func earlier(
    _ prepared: PreparedRequest, _ journal: OrderJournal, _ client: GatewayClient,
    _ context: CommandContext, _ profile: Profile
  ) throws(Refusal) -> ExitCode? {
    guard let order = prepared.orderNumber else { return nil }
    guard let known = try journal.known(order) else { return nil }
    if known.isDone || known.page != nil {
      let place = known.page.map { "its page is \($0); " } ?? known.payURL.map { "pay at \($0); " }
      throw Refusal(
        .refused, "order_used",
        known.isDone
          ? "order \(order) was placed before; nothing was sent"
          : "a page for order \(order) was made before; no other is made",
        hint: "\(place ?? "")'merchant query -p \(profile.name) \(order)' tells how far it is")
    }
    context.output.note(
      "note: order \(order) was sent before and its answer is not known; asking instead of sending"
    )
    let question = try QueryRequest(context: context, profile: profile, kind: .query).prepare(order)
    let exchange = client.send(question)
    try emit(ExchangeView(exchange: exchange, profile: profile), context)
    if exchange.outcome == .accepted { try journal.conclude(exchange) }
    return exchange.outcome == .accepted ? OutcomeExit.code(exchange) : .moneyUnknown
  }

  private static func pageRecord(_ order: String?, _ page: String?) -> Record {
    Record([("order", .text(order)), ("page", .text(page)), ("sent", .json(false))])
  }

  /// Writes the page that places the order when a browser opens it. The journal knows of it from now on,
  /// so that the callback is expected and the number is not used twice.
  private static func write(
    _ prepared: PreparedRequest, to path: String, _ pages: PageKeeper, _ journal: OrderJournal,
    _ context: CommandContext
  ) throws(Refusal) -> ExitCode {
    try pages.writeNew(
      PayPage.selfPosting(
        prepared.http.url, prepared.fields, nonce: context.environment.random()), to: path)
    do throws(Refusal) { try journal.intend(prepared, page: path) } catch {
      pages.release()
      throw error
    }
    try context.output.emit(
      Document(
        object: pageRecord(prepared.orderNumber, path).members,
        lines: [
          "order  \(prepared.orderNumber ?? "")",
          "page   \(path): open it in a browser to place the order",
        ],
        value: path))
    if context.output.isLost { context.output.insist("the page is \(path)") }
    return .success
  }

  private static func emit(_ view: ExchangeView, _ context: CommandContext) throws(Refusal) {
    var document = view.document
    if context[qrCode] { document.moreLines += qrCode(view, context) }
    defer { tellIfLost(view, context) }
    try context.output.emit(document)
    context.note(view.findings)
    if view.exchange.outcome == .accepted, view.exchange.answer?.payTarget == nil {
      context.output.insist(
        "note: the answer names no pay address that can be used; '\(view.queryCommand)' tells how far the order is"
      )
    }
  }

  private static func qrCode(_ view: ExchangeView, _ context: CommandContext) -> [String] {
    switch view.exchange.answer?.payTarget {
    case .open(let url):
      if let code = QRCode(text: url, level: .medium) {
        return [""] + code.lines(onDarkBackground: true, quietZone: 2)
      }
      context.output.note("note: no QR code: the address is too long for one")
    case .post, .page:
      context.output.note(
        "note: no QR code: the shopper pays through a page, not at an address"
          + (view.page.map { "; open \($0)" } ?? ""))
    case nil: break
    }
    return []
  }

  /// Where the shopper pays must not be lost with standard output.
  private static func tellIfLost(_ view: ExchangeView, _ context: CommandContext) {
    guard context.output.isLost else { return }
    let exchange = view.exchange
    let place = view.page.map { "; its page is \($0)" } ?? view.payURL.map { "; pay at \($0)" }
    context.output.insist(
      "order \(exchange.request.orderNumber ?? ""): \(exchange.outcome.rawValue)\(place ?? "")\n"
        + "  the journal has it; '\(view.queryCommand)' tells how far it is")
  }
}
