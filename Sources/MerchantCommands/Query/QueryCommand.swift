import ArgumentParsing
import GatewayEngine
import Gateways
import PaymentValues

/// `merchant query`: asks a gateway how far orders or payouts are; many at once, or until they end.
enum QueryCommand {
  static let definition = CommandDefinition(
    spec: CommandSpec(
      "query", synonyms: ["status", "查单", "查询"],
      summary: Text("Ask how far orders or payouts are", zh: "查询订单或代付状态"),
      arguments: [QueryNumbers.orders],
      options: QueryOptions.all + AccountOptions.online + SendingOptions.asking,
      examples: [
        Example("merchant query -p pay-center 20261121000001", Text("One order", zh: "查一笔")),
        Example(
          "merchant query -p lianhe --payout --notify W1 W2",
          Text("Payouts, and callbacks again", zh: "查代付并重发回调")),
        Example(
          "merchant query -p pay-center --wait --timeout 10m 20261121000001",
          Text("Wait until it is paid or has failed", zh: "等待直到有最终状态")),
      ],
      exitStatuses: [
        ExitStatus(0, Text("all paid", zh: "全部成功")),
        ExitStatus(1, Text("failed or not known there", zh: "失败或不存在")),
        ExitStatus(8, Text("pending", zh: "未完成")),
        ExitStatus(9, Text("the answer cannot be trusted", zh: "应答不可信")),
        ExitStatus(
          76,
          Text("the question was not answered; nothing follows for the order", zh: "网关未回答查询，订单状态不变")
        ),
        ExitStatus(
          77, Text("the question was refused: key, signature or sender", zh: "查询被拒：密钥、签名或来源")),
      ]),
    results: [
      JSONResult(.exchange),
      JSONResult(
        when: Text("for several numbers", zh: "查询多个单号"), .exchanges, line: .exchange), .unsent,
      JSONResult(
        when: Text("the same of several numbers", zh: "同上，多个单号"), .unsentRequests,
        line: .unsentRequest),
    ], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let resolved = try context.accounts.resolve()
    let kind: MessageKind = context[QueryOptions.payout] ? .payoutQuery : .query
    let numbers = try QueryNumbers(context: context, resolved: resolved).read()
    let builder = QueryRequest(context: context, profile: resolved.profile, kind: kind)
    var questions: [PreparedRequest] = []
    for number in numbers { questions.append(try builder.prepare(number)) }
    if SendingOptions.sendsNothing(context) {
      try RequestView.show(questions, resolved.profile, context)
      return .success
    }
    guard !questions.isEmpty else {
      context.output.note("nothing to ask")
      return .success
    }
    let shape = ExchangeView.shape
    try context.output.expect(
      questions.count == 1 ? shape : ResultShape(object: ["orders"], record: shape.record))
    let asker = try QueryAsker(context: context, resolved: resolved)
    let exchanges = try asker.ask(questions)
    let store = JournalStore(context: context, resolved: resolved)
    var views = exchanges.map { ExchangeView(exchange: $0, profile: resolved.profile) }
    // An answer that says nothing must not make anybody forget an earlier one that did.
    let silent = views.indices.filter {
      [.unknown, .notFound].contains(views[$0].exchange.outcome)
    }
    for index in silent.prefix(20) {
      guard let known = store.lastKnown(exchanges[index]) else { continue }
      views[index].lastKnown = known
      views[index].exchange.doubtAbsence(known)
    }
    let judged = views.map(\.exchange)
    try store.record(judged)
    if context.output.format != .ndjson { try emit(views, context) }
    return judged.map(OutcomeExit.code).reduce(.success) { $0.worst($1) }
  }

  private static func emit(_ views: [ExchangeView], _ context: CommandContext) throws(Refusal) {
    if views.count == 1 {
      try context.output.emit(views[0].document)
    } else {
      try context.output.emit(
        Document(
          object: [("orders", .array(views.map(\.record.json)))],
          records: views.map(\.record), lines: QueryTable.lines(views.map(\.exchange))))
    }
    for view in views { context.note(view.findings) }
  }
}

extension Exchange {
  /// "I do not know it" from a gateway that told of the order before is believed as little as a
  /// refused question: the order is as it was.
  fileprivate mutating func doubtAbsence(_ known: String) {
    guard outcome == .notFound else { return }
    outcome = .unknown
    answer?.verdict = .unknown
    answer?.reply = .untrustworthy
    answer?.findings.append(
      Finding(
        .error, "answer_contradicts_journal",
        "the gateway says that it does not know the number, and it said before: \(known)",
        hint: "ask again; when it stays so, ask the gateway's operator"))
  }
}
