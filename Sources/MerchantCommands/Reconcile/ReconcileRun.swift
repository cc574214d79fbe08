import Glibc
import PaymentValues
import Platform
import Reconciliation

/// One comparison: sources, rules, differences, report, repair, watermark.
struct ReconcileRun {
  let context: CommandContext

  func run() throws(Refusal) -> ExitCode {
    let printer = try DifferencePrinter(context: context)
    try refuseJournalWithFiles()
    let resolved = try needsProfile ? context.accounts.resolve(needsKey: needsKey) : nil
    let place = try place(resolved)
    let lock = try refusing { try place.map { try ReconcileLock($0.lock) } }
    defer { withExtendedLifetime(lock) {} }
    let mark = context[ReconcileOptions.sinceLast] ? place?.mark : nil
    let since = try refusing { try mark.flatMap(Watermark.read)?.time }
    let started = context.environment.clock.unixMilliseconds()
    let sources = ReconcileSources(context: context, resolved: resolved, since: since)
    let sides = try refusing { try sources.sides() }
    var options = Reconciler.Options(directory: context.environment.variable("TMPDIR") ?? "/tmp")
    options.threads = context[ReconcileOptions.threads] ?? Processors.count
    options.amountRule = amountRule(resolved)
    options.cutoff = try cutoff(since)
    let report = try refusing {
      try Reconciler(options).run(ours: sides.ours, theirs: sides.theirs) { try printer.add($0) }
    }
    try printer.finish(report)
    try writePage(printer, report, started)
    say(report, printer)
    if context[ReconcileOptions.repair] == .notify, let resolved {
      try ReconcileRepair(context: context, resolved: resolved).notify(printer.repairable)
    }
    if sides.unanswered > 0 {
      context.output.note("\(sides.unanswered) orders got no readable answer; they were left out")
    }
    if let mark, sides.unanswered == 0 {
      try refusing { try Watermark(time: started).write(mark) }
    }
    if !report.tiesOut { return .negative }
    return sides.unanswered > 0 ? .protocolError : .success
  }

  private func refuseJournalWithFiles() throws(Refusal) {
    let paths = context[ReconcileOptions.ours]
    guard paths.contains("journal"), paths.count > 1 else { return }
    throw Refusal(
      .usage, "journal_and_files", "the journal and files cannot be one side", place: "--ours",
      hint: "for a file of that name give its path: ./journal")
  }

  /// What reading noticed. Notes stay in the JSON, but for those that explain the differences.
  private func say(_ report: ReconciliationReport, _ printer: DifferencePrinter) {
    if report.isEmpty {
      context.output.note("note: neither side has any rows: nothing was compared")
    }
    let hasStatusDifferences = report[.statusDiffers].count > 0
    for finding in report.findings
    where finding.code == "status_absent" && hasStatusDifferences {
      context.output.note(FindingText.line(finding))
    }
    for finding in report.findings where finding.severity != .note {
      context.output.note(FindingText.line(finding))
    }
    if let unit = printer.unitAdvice { context.output.note(unit) }
  }

  /// Where the run's lock and mark are. Two files that are only compared need neither, and any number
  /// of such runs may go on at once.
  private func place(_ resolved: ResolvedProfile?) throws(Refusal) -> ReconcilePlace? {
    guard resolved != nil || context[ReconcileOptions.sinceLast] else { return nil }
    return try ReconcilePlace(context: context, name: resolved?.profile.name ?? "files")
  }

  private var needsKey: Bool {
    context[ReconcileOptions.query] || context.command.isGiven(ReconcileOptions.repair)
  }

  private var needsProfile: Bool {
    needsKey || context.command.isGiven(GlobalOptions.profile)
      || context.command.isGiven(AccountOptions.gateway)
      || context[ReconcileOptions.ours].contains("journal")
  }

  /// Where the gateway says the paid amount apart, it may differ from the ordered one by design.
  private func amountRule(_ resolved: ResolvedProfile?) -> AmountRule {
    if let rule = context[ReconcileOptions.amounts] { return rule }
    let callback = resolved?.profile.gateway.message(.orderCallback)
    return callback?.field(.paidAmount) != nil ? .likeWithLike : .orderedAndPaid
  }

  private func cutoff(_ since: Int64?) throws(Refusal) -> Cutoff? {
    guard let text = context[ReconcileOptions.cutoff] else { return nil }
    let now = BeijingTime(unixMilliseconds: context.environment.clock.unixMilliseconds())
    let end: BeijingTime?
    switch text {
    case "now": end = now
    case "today": end = BeijingTime(now.dateText)
    default: end = BeijingTime(text)
    }
    guard let end else {
      throw Refusal(
        .usage, "bad_time", "--cutoff \(text): write it as 2026-11-21 or 2026-11-21 00:00:00")
    }
    return Cutoff(start: since.map { BeijingTime(unixMilliseconds: $0) }, end: end)
  }

  private func writePage(
    _ printer: DifferencePrinter, _ report: ReconciliationReport, _ time: Int64
  ) throws(Refusal) {
    guard let path = context[ReconcileOptions.html] else { return }
    do throws(SystemError) {
      let page = context.keys.all.covered(printer.page(report, made: time))
      try SecureFile.write(page, to: path, replacing: true)
    } catch {
      throw Refusal(.io, "report_not_written", "\(path): \(error.reason)")
    }
  }
}
