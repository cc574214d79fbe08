import Journal
import Messages
import PaymentValues
import Payouts
import Platform
import TextLayout

/// What every payout command opens first: the journal under its lock, before anything is read.
struct PayoutSession {
  let context: CommandContext
  let resolved: ResolvedProfile
  let journal: JournalFile

  var profile: Profile { resolved.profile }

  /// A second run must leave at once: no waiting for the lock.
  init(context: CommandContext, resolved: ResolvedProfile, mode: JournalFile.Mode = .write)
    throws(Refusal)
  {
    let journal = try JournalStore(context: context, resolved: resolved)
      .open(mode, waitMilliseconds: 0)
    try refusing { try SignedNotes.recall(journal, resolved.profile) }
    self.init(context: context, resolved: resolved, reading: journal)
  }

  /// A session that only looks at a journal that is open already.
  init(context: CommandContext, resolved: ResolvedProfile, reading journal: JournalFile) {
    self.context = context
    self.resolved = resolved
    self.journal = journal
  }

  /// What must be as it was at the last sending.
  var sending: SendingGuard {
    SendingGuard(context: context, profile: profile, journal: journal)
  }

  /// The waiting rule of the profile.
  func rule() throws(Refusal) -> WaitingRule {
    var grace = WaitingRule.usualGraceMilliseconds
    if let given = context[PayoutOptions.grace] {
      grace = given
    } else if let text = resolved.settings["grace"] {
      guard let milliseconds = SettingReader.Duration.milliseconds(text) else {
        throw Refusal(.config, "config_bad_value", "grace: it is a time such as 30m")
      }
      grace = milliseconds
    }
    let allows = ["yes", "true", "on", "1"].contains(resolved.settings["allow-resend"] ?? "")
    return WaitingRule(
      gateway: profile.gateway, graceMilliseconds: grace,
      deadlineMilliseconds: profile.transport.deadlineMilliseconds, allowResend: allows)
  }

  /// The engine that sends and asks.
  func engine() throws(Refusal) -> PayoutEngine {
    var options = PayoutEngine.Options()
    options.concurrency = context[PayoutOptions.concurrency]
    if let rate = try PaceOptions.rate(context) { options.gapMilliseconds = rate.spacing }
    options.beginsUnasked = context[PayoutOptions.unasked]
    options.addressChanged = context[SendingOptions.baseURLChanged]
    options.shouldStop = { Signals.received != nil }
    options.progress = progress()
    let gateway = try PayoutGateway(
      profile: profile, transport: context.environment.transport(),
      clock: context.environment.clock)
    return PayoutEngine(
      profile: profile, journal: journal, gateway: gateway, clock: context.environment.clock,
      options: options)
  }

  /// A line on the terminal that is drawn over itself; nothing anywhere else.
  private func progress() -> (PayoutProgress) -> Void {
    guard context.environment.isTerminal.error, !context[GlobalOptions.quiet] else {
      return { _ in }
    }
    let start = context.environment.clock.monotonicMilliseconds()
    let environment = context.environment
    return { progress in
      let elapsed = environment.clock.monotonicMilliseconds() - start
      let line = ProgressLine(
        label: "payout", done: progress.done.count, total: progress.all.count,
        elapsedMilliseconds: Int(elapsed),
        note: "\(progress.done.total.yuan) of \(progress.all.total.yuan) yuan, "
          + "\(progress.unknown.count) unknown")
      let end = progress.done.count == progress.all.count ? "\n" : ""
      environment.control(.redrawLine, line.text(width: environment.columns - 1) + end)
    }
  }

  /// Runs what may throw anything of the payout and journal layers.
  func attempt<R>(_ body: () throws -> R) throws(Refusal) -> R {
    do { return try body() } catch {
      var refusal = Refusal(error)
      if error is SystemError { refusal.message += "; " + Refusal.nothingSent }
      throw journal.hasSent ? refusal.afterSending : refusal
    }
  }

  /// Settles rows by what callbacks said of them since.
  func takeCallbacks(into engine: PayoutEngine, _ batch: String) throws(Refusal) {
    let count = try attempt {
      let open = Set(
        try PayoutBook(journal, batch: batch).rows(of: batch)
          .filter { $0.mayHaveArrived }.map(\.orderNumber))
      guard !open.isEmpty else { return 0 }
      let statements = try CallbackFile(context: context)
        .statements(of: .payoutCallback, profile, isWanted: open.contains)
      return try engine.take(statements.map(\.word), batch: batch)
    }
    if count > 0 { context.output.note("callbacks settled \(count) payouts") }
  }

  /// Prints where a batch stands, and gives its exit code.
  func report(_ name: String) throws(Refusal) -> ExitCode {
    let report = try attempt {
      try PayoutReport(name, journal: journal, time: context.environment.clock.unixMilliseconds())
    }
    if let path = context[PayoutOptions.report] {
      do throws(SystemError) {
        try SecureFile.write(context.keys.all.covered(report.html), to: path, replacing: true)
      } catch {
        context.output.note("warning: report not written: \(path): \(error.reason)")
      }
    }
    try context.output.emit(PayoutReportView(report: report).document)
    if context.output.isLost {
      context.output.insist(
        "the report of \(name) was lost; the journal has it: 'merchant payout status -p \(profile.name) \(name)'"
      )
    }
    return report.exitCode
  }
}
