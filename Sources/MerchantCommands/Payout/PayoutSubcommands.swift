import ArgumentParsing
import PaymentValues
import Payouts
import Platform

/// `merchant payout plan | approve | status | resolve | resend`.
enum PayoutSubcommands {
  static let all = [plan, approve, status, resolve, resend]

  private static let planName = Argument.required(
    "PLAN", help: Text("Plan or batch", zh: "计划或批次"))

  static let plan = CommandDefinition(
    spec: CommandSpec(
      "plan", summary: Text("Check a batch and note its plan; send nothing", zh: "检查批次并登记计划，不发送"),
      options: PayoutOptions.source + PayoutOptions.limits + PayoutOptions.repeats
        + PayoutOptions.again + AccountOptions.online),
    results: [JSONResult(.payoutPlan, line: .plannedPayout)],
    run: { (context) throws(Refusal) in
      let session = try PayoutSession(context: context, resolved: try context.accounts.resolve())
      let plan = try BatchInput(session: session).plan()
      let engine = try session.engine()
      try session.attempt { try engine.record(plan, user: context.environment.user()) }
      context.note(plan.warnings)
      try context.output.emit(PayoutPlanView(plan: plan, profile: session.profile).document)
      return .success
    })

  static let approve = CommandDefinition(
    spec: CommandSpec(
      "approve", summary: Text("Approve somebody else's plan", zh: "复核他人的计划"),
      arguments: [planName], options: AccountOptions.online),
    results: [JSONResult(.approval)],
    run: { (context) throws(Refusal) in
      let session = try PayoutSession(context: context, resolved: try context.accounts.resolve())
      let engine = try session.engine()
      let name = context[planName]
      let entry = try session.attempt { try engine.approve(name, user: context.environment.user()) }
      try context.output.emit(
        Document(
          object: [
            ("plan", .string(entry.id)), ("approved_by", .string(entry.approver)),
            ("count", .number(String(entry.count))),
            ("total_fen", .number(String(entry.total.fen))),
          ],
          lines: [
            "\(entry.id): \(entry.count) payouts, \(entry.total.yuan) yuan, approved by \(entry.approver)"
          ],
          value: entry.id))
      return .success
    })

  static let status = CommandDefinition(
    spec: CommandSpec(
      "status",
      summary: Text(
        "Show where a batch stands, from the journal; alone, list the plans",
        zh: "显示批次进度；不带参数时列出全部计划"),
      arguments: [PayoutStatus.name], options: [PayoutOptions.report] + AccountOptions.offline),
    results: [
      JSONResult(.payoutReport, line: .payoutRow),
      JSONResult(when: Text("without a name", zh: "不带名称"), .knownPlans, line: .knownPlan),
    ], run: { (context) throws(Refusal) in try PayoutStatus(context: context).run() })

  static let resolve = CommandDefinition(
    spec: CommandSpec(
      "resolve",
      summary: Text("Ask the gateway about what is open; send nothing", zh: "查询未完结的代付，不发送"),
      arguments: [planName],
      options: [
        PayoutOptions.wait, PayoutOptions.grace, PayoutOptions.report, PayoutOptions.callbacks,
      ] + AccountOptions.online),
    results: [JSONResult(.payoutReport, line: .payoutRow)],
    run: { (context) throws(Refusal) in
      let session = try PayoutSession(context: context, resolved: try context.accounts.resolve())
      let batch = try batch(context, session)
      try context.output.expect(PayoutReportView.shape)
      return try PayoutRun(session: session).finish(try session.engine(), batch: batch, end: .done)
    })

  static let resend = CommandDefinition(
    spec: CommandSpec(
      "resend",
      summary: Text("Send again what the gateway surely does not have", zh: "重发网关确实没有的代付"),
      detail: Text(
        "The same numbers, the same bytes, and only after the waiting rule: at least three 'not found' over the grace time. Without --confirm it lists what may be sent and why the rest may not.",
        zh: "同号同内容；须满足等待规则。不带 --confirm 时只列出。"),
      arguments: [planName],
      options: [
        PayoutOptions.confirm, PayoutOptions.grace, PayoutOptions.wait, PayoutOptions.clockOK,
        SendingOptions.baseURLChanged, PayoutOptions.report, PayoutOptions.callbacks,
      ] + AccountOptions.online + [SendingOptions.yes, SendingOptions.live]),
    results: [
      JSONResult(.resendable, line: .resendableRow),
      JSONResult(when: Text("with --confirm", zh: "使用 --confirm"), .payoutReport, line: .payoutRow),
    ], run: runResend)

  private static func batch(_ context: CommandContext, _ session: PayoutSession) throws(Refusal)
    -> String
  {
    let name = context[planName]
    return try session.attempt { try PayoutBook.batch(named: name, session.journal) }
  }

  private static func runResend(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let session = try PayoutSession(context: context, resolved: try context.accounts.resolve())
    let batch = try batch(context, session)
    let rule = try session.rule()
    let engine = try session.engine()
    // Before anything is sent again: a callback may have told that it arrived.
    try session.takeCallbacks(into: engine, batch)
    guard let confirmed = context[PayoutOptions.confirm] else {
      let found = try session.attempt { try engine.resendable(batch: batch, rule: rule) }
      let records =
        found.rows.map { Self.resendable($0, "may be sent again") }
        + found.objections.map { Self.resendable($0.row, "not yet: \($0.reason)") }
      let names = ["ref", "order", "amount", "verdict"]
      try context.output.emit(
        Document(
          object: [
            ("resendable", .number(String(found.rows.count))),
            ("rows", .array(records.map(\.json))),
          ], records: records,
          lines: Layout.table(names, records.map(\.texts), right: [2]),
          value: String(found.rows.count)))
      return found.rows.isEmpty && !found.objections.isEmpty ? .moneyUnknown : .success
    }
    try context.output.expect(PayoutReportView.shape)
    try session.sending.clock()
    try LiveGuard(context: context, profile: session.profile)
      .pass("\(confirmed) payouts of \(batch) once more")
    try session.sending.address()
    let resent = try session.attempt {
      try engine.resend(batch: batch, rule: rule, confirmed: confirmed)
    }
    context.output.note("sent again: \(resent.orderNumbers.count)")
    return try PayoutRun(session: session).finish(engine, batch: batch, end: resent.end)
  }

  private static func resendable(_ row: PayoutRow, _ verdict: String) -> Record {
    Record([
      ("ref", .text(row.reference)), ("order", .text(row.orderNumber)),
      ("amount", .money(row.amount)), ("verdict", .text(verdict)),
    ])
  }
}
