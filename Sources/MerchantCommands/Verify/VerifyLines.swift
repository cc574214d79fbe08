import BulkVerification
import Glibc
import Messages
import PaymentValues
import Platform
import TextLayout

/// `merchant verify --lines`: one message a line, streaming, on all cores.
struct VerifyLines {
  let context: CommandContext

  func run() throws(Refusal) -> ExitCode {
    try checkForm()
    let input = try descriptor()
    defer { if input > 2 { close(input) } }
    let accounts = try VerifyAccounts.find(context)
    try checkKey(accounts.subjects)
    var options = BulkOptions(subjects: accounts.subjects)
    options.threads = context[VerifyOptions.threads] ?? Processors.count
    options.printsEveryLine = context[VerifyOptions.all]
    options.clock = context.environment.clock
    let judge = LineJudge(subjects: options.subjects, knownNames: accounts.knownNames(context))
    let environment = context.environment
    let printsEveryLine = options.printsEveryLine
    let progress = progressLine()
    let summary: BulkSummary
    do {
      summary = try BulkVerification.run(
        input: input, options: options, slowPath: { judge.verdict(on: $0) },
        write: { try environment.writeOutput($0) }, progress: progress,
        // When only bad lines are printed and one could not be, the verdict stands.
        stop: { Signals.received != nil || !printsEveryLine && environment.lostOutput() != nil })
    } catch let error as GzipError {
      throw packed(error)
    } catch {
      throw Refusal(.io, "input_unreadable", "\(error)")
    }
    report(summary)
    if let signal = Signals.received { return ExitCode(rawValue: 128 + signal) ?? .interrupted }
    if summary.unreadable > 0 { return .data }
    return summary.valid == summary.lines ? .success : .negative
  }

  /// Lines are written as they are decided, in one form; another one that was asked for would be missed.
  private func checkForm() throws(Refusal) {
    let output = context.output
    guard
      [.csv, .tsv, .value].contains(output.format) || !output.fields.isEmpty
        || output.template != nil
    else { return }
    throw Refusal(
      .usage, "lines_are_ndjson", "--lines prints NDJSON and no other form",
      hint: "leave the form out, and let jq choose: … | jq -r '[.line, .verdict] | @csv'")
  }

  private func packed(_ error: GzipError) -> Refusal {
    switch error {
    case .libraryMissing:
      Refusal(
        .unreachable, "zlib_missing", "\(error)",
        hint:
          "install zlib1g (Debian, Ubuntu) or zlib, or unpack it: gzip -dc FILE | merchant verify --lines -"
      )
    case .damaged:
      Refusal(
        .data, "gzip_damaged", "\(error)",
        hint: "what was printed before is true of the lines that could be read; get the file anew")
    }
  }

  private func descriptor() throws(Refusal) -> CInt {
    let path = context[VerifyCommand.file] ?? "-"
    if path == "-" {
      try MessageInput(context: context).checkStandardInput()
      return 0
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let error = SystemError(call: "open", subject: path)
      throw Refusal(
        error.number == ENOENT ? .noInput : .io, "file_unreadable", "\(path): \(error.reason)")
    }
    return descriptor
  }

  /// A key that nobody filled in makes every line invalid; that is said before a long run.
  private func checkKey(_ subjects: [BulkSubject]) throws(Refusal) {
    guard subjects.count == 1, subjects[0].profile.key?.isPlaceholder != false else { return }
    let finding = ProfileCheck.unusableKey(subjects[0].profile)
    throw Refusal(.config, "unusable_key", finding.reason, hint: finding.hint)
  }

  private func progressLine() -> @Sendable (BulkSummary) -> Void {
    guard context.environment.isTerminal.error, !context[GlobalOptions.quiet] else {
      return { _ in }
    }
    let environment = context.environment
    return { summary in
      let line = ProgressLine(
        label: "verify", done: summary.lines,
        elapsedMilliseconds: Int(summary.elapsedMilliseconds),
        note: "\(summary.lines - summary.valid) not valid")
      environment.control(.redrawLine, line.text(width: environment.columns - 1))
    }
  }

  private func report(_ summary: BulkSummary) {
    context.environment.control(.redrawLine, "")
    // The last line of the output is the summary, so that a stage of a larger engine can add them up.
    try? context.environment.writeOutput(summary.jsonLine)
    context.environment.writeError(
      Array(
        ("lines \(summary.lines)  valid \(summary.valid)  invalid \(summary.invalid)  "
          + "unreadable \(summary.unreadable)  lines/s \(summary.linesPerSecond ?? 0)"
          + "\(summary.wasStopped ? "  (stopped)" : "")\n").utf8))
  }
}
