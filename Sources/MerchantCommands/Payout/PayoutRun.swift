import GatewayEngine
import Messages
import PaymentValues
import Payouts
import Platform

/// Plan, confirm, send, ask, report.
struct PayoutRun {
  let session: PayoutSession

  private var context: CommandContext { session.context }
  private var profile: Profile { session.profile }

  /// A batch from a file.
  func batch() throws(Refusal) -> ExitCode {
    let plan = try BatchInput(session: session).plan()
    return try execute(plan)
  }

  /// One payout from options. Its number is the operator's, or is made now and kept in the journal.
  func single() throws(Refusal) -> ExitCode {
    let input = OrderInput(context: context, gateway: profile.gateway, kind: .payout)
    var request = try input.request()
    let number =
      request.texts[.orderNumber]
      ?? OrderNumberMaker.make(
        unixMilliseconds: context.environment.clock.unixMilliseconds(),
        maximumLength: profile.gateway.message(.payout)?.field(.orderNumber)?.maximumLength,
        random: context.environment.random)
    request.texts[.orderNumber] = number
    try checkPayee(request)
    // Every missing or wrong field at once, as for an order.
    let prepared = try input.prepare(request, profile: profile)
    if SendingOptions.sendsNothing(context) {
      return try RequestView.show(
        prepared, profile, context, unmask: context[GlobalOptions.unmask])
    }
    guard let amount = request.money[.amount] else {
      throw Refusal(.usage, "missing_required", "--amount is missing")
    }
    var texts = request.texts
    texts[.orderNumber] = nil
    let row = BatchRow(
      line: 1, reference: number, amount: amount, texts: texts, bank: nil,
      named: Dictionary(
        request.named.map { ($0.name, $0.value.display) }, uniquingKeysWith: { $1 }))
    var options = try BatchInput(session: session).options()
    options.orderNumber = number
    let plan = try session.attempt {
      try PlanBuilder(
        profile: profile, options: options,
        accountDigest: try PayeeDigest(session: session).function()
      ).plan(
        [row], batch: "single-\(number)", journal: session.journal,
        clock: context.environment.clock)
    }
    return try execute(plan)
  }

  /// The same checks as for a row of a batch.
  private func checkPayee(_ request: RequestInput) throws(Refusal) {
    guard let message = profile.gateway.message(.payout) else { return }
    let check = PayeeCheck(
      gateway: profile.gateway, message: message, defaults: profile.values,
      acceptsRoundNumbers: context[PayoutOptions.roundNumbers])
    let findings = check.findings(request.texts) { "--\($0.rawValue)" }
    guard !findings.contains(where: { $0.severity == .error }) else {
      throw Refusal(.data, findings)
    }
    context.note(findings)
  }

  private func execute(_ plan: PayoutPlan) throws(Refusal) -> ExitCode {
    let view = PayoutPlanView(plan: plan, profile: profile)
    if SendingOptions.sendsNothing(context) {
      try context.output.emit(view.document)
      return .success
    }
    try context.output.expect(PayoutReportView.shape)
    for line in view.lines { context.output.note(line) }
    context.note(plan.warnings)
    try session.sending.clock()
    try LiveGuard(context: context, profile: profile)
      .pass("\(plan.count) payouts over \(plan.total.yuan) yuan")
    try confirm(plan)
    try session.sending.address()
    let engine = try session.engine()
    let needsApproval = session.resolved.settings["approval"] == "required"
    let end = try session.attempt {
      try engine.run(plan, user: context.environment.user(), needsApproval: needsApproval)
    }
    say(end, plan.batch)
    return try finish(engine, batch: plan.batch, end: end)
  }

  /// Asks about what is open, then reports. What was sent is reported even when asking fails.
  func finish(_ engine: PayoutEngine, batch: String, end: PayoutEngine.End) throws(Refusal)
    -> ExitCode
  {
    if Signals.received == nil {
      try session.takeCallbacks(into: engine, batch)
      var asking = PayoutEngine.Asking()
      asking.deadlineMilliseconds = context[PayoutOptions.wait]
      asking.waits = [1, 2, 5, 10, 30, 60, 120, 300, 900].map { $0 * 1000 }
      asking.random = context.environment.random
      let rule = try session.rule()
      _ = try session.attempt { try engine.resolve(batch: batch, asking, rule: rule) }
    }
    for (address, count) in try session.attempt({ try engine.openElsewhere(batch: batch) }) {
      context.output.note(
        "warning: \(count) open payouts were sent to \(address), the profile says "
          + "\(profile.baseURL ?? ""): 'not found' there proves nothing. Put base-url back and ask again"
      )
    }
    let code = Self.code(try session.report(batch), end)
    if let signal = Signals.received {
      return code == .moneyUnknown || code == .conflict
        ? code : ExitCode(rawValue: 128 + signal) ?? .interrupted
    }
    return code
  }

  /// Rows that only wait to be sent say nothing of why they were not.
  private static func code(_ code: ExitCode, _ end: PayoutEngine.End) -> ExitCode {
    guard code == .temporary else { return code }
    switch end {
    case .unreachable: return .unreachable
    case .unclear: return .protocolError
    default: return code
    }
  }

  private func say(_ end: PayoutEngine.End, _ batch: String) {
    switch end {
    case .done, .deadline: break
    case .breaker:
      context.output.note(
        "stopped: too many unknown outcomes in a row; the rest was not sent. Run the same command again when the gateway is well"
      )
    case .unreachable(let reason):
      context.output.note("stopped: the gateway cannot be reached: \(reason); nothing is in flight")
    case .foreign:
      context.output.note(
        "stopped: the gateway knows payouts of this batch that this journal never sent; nothing more was sent. They were sent from another journal of this account: is this the right XDG_STATE_HOME, was the journal lost or restored? Find it, or look at every row with the gateway's staff; do not pay the batch under another name"
      )
    case .unclear(let reason):
      context.output.note(
        "stopped: asked whether it has the first rows already, the gateway gave no clear answer: \(reason); nothing was sent. Run the same command again later; if this gateway never tells, --unasked begins all the same"
      )
    case .stopped:
      context.output.note("stopped as asked; run the same command again to go on")
    }
  }

  /// On a terminal the operator types the total; a script gives it.
  private func confirm(_ plan: PayoutPlan) throws(Refusal) {
    if let given = try MoneyOption.read(PayoutOptions.confirmTotal, context) {
      guard given == plan.total else {
        throw Refusal(
          .refused, "total_differs",
          "--confirm-total is \(given.yuan) yuan, the plan's total is \(plan.total.yuan); nothing was sent"
        )
      }
      return
    }
    if context[SendingOptions.yes], profile.mode == .test { return }
    guard context.environment.isTerminal.input, !context[GlobalOptions.noInput],
      let answer = context.environment.prompt("Type the total in yuan to send: ", true)
    else {
      throw Refusal(
        .refused, "unconfirmed", "nobody confirmed the total; nothing was sent",
        hint: "off a terminal, give --confirm-total \(plan.total.yuan)")
    }
    guard let typed = try? Money(operatorText: answer), typed == plan.total else {
      throw Refusal(.cancelled, "cancelled", "not confirmed; nothing was sent")
    }
  }
}
