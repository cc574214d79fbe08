import BulkVerification
import Captures
import Messages
import Gateways
import Glibc
import PaymentValues
import Platform
import TextLayout
import WireFormat

/// `merchant verify --lines`: one message a line, streaming, on all cores.
struct VerifyLines {
  let context: CommandContext

  func run() throws(CommandFailure) -> ExitCode {
    let input = try descriptor()
    defer { if input > 2 { close(input) } }
    let accounts = try VerifyAccounts.find(context)
    try checkKey(accounts.subjects)
    var options = BulkOptions(subjects: accounts.subjects)
    options.threads = context.command.integer("threads") ?? Processors.count
    options.printsEveryLine = context.command.flag("all")
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
    } catch {
      throw CommandFailure(.io, "input_unreadable", "\(ErrorText.of(error))")
    }
    report(summary)
    if let signal = Signals.received { return ExitCode(rawValue: 128 + signal) ?? .interrupted }
    if summary.unreadable > 0 { return .data }
    return summary.valid == summary.lines ? .success : .negative
  }

  private func descriptor() throws(CommandFailure) -> CInt {
    let path = context.command.argument("FILE") ?? "-"
    if path == "-" {
      try MessageInput(context: context).checkStandardInput()
      return 0
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let error = SystemError(call: "open", subject: path)
      throw CommandFailure(
        error.number == ENOENT ? .noInput : .io, "file_unreadable", "\(path): \(error.reason)")
    }
    return descriptor
  }

  /// A key that nobody filled in makes every line invalid; that is said before a long run.
  private func checkKey(_ subjects: [BulkSubject]) throws(CommandFailure) {
    guard subjects.count == 1, subjects[0].profile.key?.isPlaceholder != false else { return }
    let finding = ProfileCheck.unusableKey(subjects[0].profile)
    throw CommandFailure(.config, "unusable_key", finding.reason, hint: finding.hint)
  }

  private func progressLine() -> @Sendable (BulkSummary) -> Void {
    guard context.environment.isTerminal.error, !context.command.flag("quiet") else {
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

/// Decides one line the long way: as the message that most lines are, or as any capture.
struct LineJudge: Sendable {
  private let plain: MessageJudge
  private let vocabulary: CaptureVocabulary

  init(subjects: [BulkSubject], knownNames: Set<String>) {
    plain = MessageJudge(subjects: subjects)
    vocabulary = CaptureVocabulary(knownNames)
  }

  func verdict(on line: Bytes) -> LineVerdict {
    if let nul = line.firstIndex(of: 0) {
      return LineVerdict(.unreadable, code: "capture_nul", place: "byte \(nul + 1)")
    }
    if Self.beginsLikeAMessage(line) {
      let verdict = plain.verdict(on: line)
      if verdict.outcome == .valid { return verdict }
      if verdict.outcome != .unreadable, !MessageJudge.hasOtherReadings(line) { return verdict }
    }
    do throws(CaptureError) { return try found(in: line) } catch {
      return LineVerdict(.unreadable, code: error.code, place: "byte \(error.offset + 1)")
    }
  }

  /// The verdict on what a line holds in whatever shape: what `verify` says of the line alone.
  private func found(in line: Bytes) throws(CaptureError) -> LineVerdict {
    let judge = plain
    let captures = try CaptureReader.readLine(
      line, vocabulary, accepts: { judge.judge($0)?.isSigned ?? false })
    // A log line may hold a query and a body; the one that is a message counts.
    let verdicts = captures.compactMap { judge.judge($0.fields) }.map { LineVerdict($0.report) }
    return verdicts.first { $0.outcome != .valid } ?? verdicts.first
      ?? LineVerdict(
        .unreadable, code: "unknown_message",
        place: "byte \((captures.first?.offset(in: line) ?? 0) + 1)")
  }

  /// Whether a line begins with an object, or with a name and an equals sign, and was not escaped by
  /// a log. Almost any text can be read as a form whose first name is long and strange.
  private static func beginsLikeAMessage(_ line: Bytes) -> Bool {
    if line.first == UInt8(ascii: "{") { return true }
    if line.contains(UInt8(ascii: "\\")) { return false }
    let name = line.prefix { $0 != UInt8(ascii: "=") }
    return name.count < line.count
      && name.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "%"):
          true
        default: false
        }
      }
  }
}
