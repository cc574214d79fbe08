import ArgumentParsing
import Callbacks
import Gateways
import HTTP
import PaymentValues
import Platform

/// `merchant notify`: sends a signed callback to a shop's handler, as the gateway would.
enum NotifyCommand {
  private static let handler = Argument.required(
    "URL", kind: .url, help: Text("The handler", zh: "处理程序地址"))

  static let definition = CommandDefinition(
    spec: CommandSpec(
      "notify", synonyms: ["send-callback", "模拟回调"],
      summary: Text("Send a signed callback to a shop's handler", zh: "向商户处理程序发送已签名的回调"),
      detail: Text(
        "Built from the gateway's table and signed with the profile's key. Says of the answer whether the document accepts it, whether real servers do, and what is wrong with it. A callback that is wrong on purpose (--bad-sign, --without and --field where they leave no good message) must be refused: then refusing is right, and acknowledging is the finding forgery_accepted. --expect refused says so of a callback that only the shop can find wrong, such as one over another amount.",
        zh:
          "按网关字段表构造并签名，并判断应答是否合格、错在哪里。故意做错的回调（--bad-sign，或 --without、--field 使消息不再有效）必须被拒绝：拒绝为正确，应答则报告 forgery_accepted。只有商户自己能发现的错误（如金额不符），用 --expect refused 说明。"
      ),
      arguments: [handler],
      options: NotifyOptions.all + AccountOptions.offline,
      examples: [
        Example(
          "merchant notify -p pay-center --order A1 --amount 1.00 http://127.0.0.1:9000/notify",
          Text("A paid order", zh: "一笔已支付订单")),
        Example(
          "merchant notify -p lianhe --order A1 --amount 1 --bad-sign http://127.0.0.1:9000/notify",
          Text("A forged one: must be refused", zh: "伪造的回调：应被拒绝")),
      ],
      exitStatuses: [
        ExitStatus(
          0,
          Text(
            "acknowledged by the document's word; of a forged one: refused",
            zh: "按文档应答；伪造的回调：已拒绝")),
        ExitStatus(
          1,
          Text(
            "not acknowledged; of a forged one: acknowledged, or nobody judged it",
            zh: "未应答；伪造的回调：被接受，或未到达处理程序")),
      ]),
    results: [JSONResult(.notification, line: .delivery)], run: run)

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let profile = try context.accounts.resolve().profile
    let address: HTTPURL
    do throws(HTTPURLError) {
      address = try HTTPURL(context[handler])
    } catch { throw Refusal(.usage, "bad_url", "the handler's address: \(error.reason)") }
    let input = try input(context)
    let kind: MessageKind = context[NotifyOptions.payout] ? .payoutCallback : .orderCallback
    let plan = try plan(context)
    let made = try CallbackMaker(
      profile: profile, unixMilliseconds: context.environment.clock.unixMilliseconds(),
      random: context.environment.random
    ).make(kind, input)
    let attempts = try Notifier(
      transport: context.environment.transport(), clock: context.environment.clock
    ).send(
      made.raw, to: address, delivery: made.delivery, plan: plan,
      shouldStop: { Signals.received != nil })
    let judge = NotifyJudge(made: made, expectation: context[NotifyOptions.expect])
    try emit(made, attempts, judge, context)
    return judge.isRight(attempts) ? .success : .negative
  }

  private static func input(_ context: CommandContext) throws(Refusal) -> CallbackInput {
    var input = CallbackInput()
    input.money[.amount] = try MoneyOption.read(NotifyOptions.amount, context)
    input.money[.paidAmount] = try MoneyOption.read(NotifyOptions.paidAmount, context)
    if let order = context[NotifyOptions.order] { input.texts[.orderNumber] = order }
    if let state = context[NotifyOptions.state] { input.texts[.state] = state }
    input.named = try FieldInput.named(context).map { (name: $0.0, value: $0.1) }
    input.removed = context[NotifyOptions.without]
    input.hasBadSignature = context[NotifyOptions.badSign]
    return input
  }

  private static func plan(_ context: CommandContext) throws(Refusal) -> NotifyPlan {
    var plan = NotifyPlan()
    plan.parallel = context[NotifyOptions.parallel]
    plan.repeats = context[NotifyOptions.repeats]
    plan.allowsRemote = context[NotifyOptions.allowRemote]
    guard let scale = TimeScale.perThousand(context[NotifyOptions.timeScale]) else {
      throw Refusal(.usage, "bad_time_scale", "--time-scale is a number such as 0.01")
    }
    plan.millisecondsPerSecond = scale
    return plan
  }

  private static func emit(
    _ made: MadeCallback, _ attempts: [NotifyAttempt], _ judge: NotifyJudge,
    _ context: CommandContext
  ) throws(Refusal) {
    let records = attempts.map { attempt in
      Record([
        ("round", .number(String(attempt.round))), ("copy", .number(String(attempt.copy))),
        ("milliseconds", .number(String(attempt.milliseconds))),
        ("http_status", .optional(attempt.verdict.map { Int64($0.status) })),
        ("document_accepts", .bool(attempt.verdict?.documentAccepts ?? false)),
        ("servers_accept", .optional(attempt.verdict?.serversAccept.rawValue)),
        ("forgery", .optional(judge.mustRefuse ? attempt.verdict?.forgery.rawValue : nil)),
        ("verdict", .string(judge.words(attempt))),
        (
          "faults",
          .array(
            judge.faults(attempt).map { fault in
              .object([
                ("code", .string(fault.rawValue)), ("reason", .string(fault.reason)),
                ("fix", .string(fault.fix)),
              ])
            })
        ),
      ])
    }
    let findings = judge.findings(attempts)
    var lines = Layout.table(
      ["round", "copy", "HTTP", "verdict"],
      attempts.map {
        [
          String($0.round), String($0.copy), $0.verdict.map { String($0.status) } ?? "–",
          judge.words($0),
        ]
      }, right: [0, 1, 2])
    if let flaw = judge.flaw { lines.append("sent wrong on purpose: \(flaw)") }
    for fault in attempts.last.map(judge.faults) ?? [] {
      lines.append("  \(fault.rawValue): \(fault.reason) (\(fault.fix))")
    }
    try context.output.emit(
      Document(
        object: [
          ("message", .string(made.message.kind.rawValue)),
          ("method", .string(made.raw.method)),
          ("string_to_sign", .string(made.stringToSign)),
          (
            "fields",
            .object(made.fields.fields.map { ($0.displayName, .string($0.value.display)) })
          ),
          ("expected", .string(judge.mustRefuse ? "refused" : "acknowledged")),
          ("flaw", .optional(judge.flaw)), ("findings", .array(findings.map(\.json))),
          ("attempts", .array(records.map(\.json))),
        ], records: records, lines: lines, value: attempts.last.map(judge.words) ?? ""))
  }
}
