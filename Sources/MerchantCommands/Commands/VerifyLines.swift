import BulkVerification
import Captures
import GatewayEngine
import Gateways
import Glibc
import PaymentValues
import Platform
import Synchronization
import TextLayout
import WireFormat

/// `merchant verify --lines`: one message a line, streaming, on all cores.
struct VerifyLines {
  let context: CommandContext

  func run() throws(CommandFailure) -> ExitCode {
    let input = try descriptor()
    defer { if input > 2 { close(input) } }
    var options = BulkOptions(subjects: try subjects())
    options.threads = context.command.integer("threads") ?? Processors.count
    options.printsEveryLine = context.command.flag("all")
    options.clock = context.environment.clock
    let judge = LineJudge(subjects: options.subjects, knownNames: knownNames(options.subjects))
    let environment = context.environment
    let closed = Atomic(false)
    let progress = progressLine()
    let summary: BulkSummary
    do {
      summary = try BulkVerification.run(
        input: input, options: options, slowPath: { judge.verdict(on: $0) },
        write: { bytes in
          do { try environment.writeOutput(bytes) } catch {
            closed.store(true, ordering: .relaxed)
            throw error
          }
        }, progress: progress,
        stop: { Signals.received != nil || closed.load(ordering: .relaxed) })
    } catch {
      if closed.load(ordering: .relaxed) {
        throw CommandFailure(.io, "output_closed", "standard output cannot be written")
      }
      throw CommandFailure(.io, "input_unreadable", "\(ErrorText.of(error))")
    }
    report(summary)
    if let signal = Signals.received { return ExitCode(rawValue: 128 + signal) ?? .interrupted }
    if summary.unreadable > 0 { return .data }
    return summary.valid == summary.lines ? .success : .negative
  }

  private func descriptor() throws(CommandFailure) -> CInt {
    let path = context.command.argument("FILE") ?? "-"
    if path == "-" { return 0 }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let error = SystemError(call: "open", subject: path)
      throw CommandFailure(
        error.number == ENOENT ? .noInput : .io, "file_unreadable", "\(path): \(error.reason)")
    }
    return descriptor
  }

  /// The named profile, or every profile of the configuration.
  private func subjects() throws(CommandFailure) -> [BulkSubject] {
    let builder = try context.profiles()
    let kind: MessageKind? = context.command.choice("message")
    let isNamed = ["profile", "gateway", "gateway-file"].contains { context.command.isGiven($0) }
    let profiles = isNamed ? [] : builder.all().map(\.profile).filter { $0.key != nil }
    guard profiles.isEmpty else { return profiles.map { BulkSubject(profile: $0, kind: kind) } }
    let profile = try builder.resolve().profile
    guard profile.key?.isPlaceholder == false else {
      throw CommandFailure(
        .config, "unusable_key", ProfileCheck.unusableKey(profile).reason,
        hint: ProfileCheck.unusableKey(profile).hint)
    }
    return [BulkSubject(profile: profile, kind: kind)]
  }

  private func knownNames(_ subjects: [BulkSubject]) -> Set<String> {
    Set(subjects.flatMap(\.profile.gateway.messages).flatMap(\.fields).flatMap(\.spellings))
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
      environment.writeError(
        Array(("\r\u{1B}[K" + line.text(width: environment.columns - 1)).utf8))
    }
  }

  private func report(_ summary: BulkSummary) {
    if context.environment.isTerminal.error {
      context.environment.writeError(Array("\r\u{1B}[K".utf8))
    }
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
  private let subjects: [BulkSubject]
  private let vocabulary: CaptureVocabulary

  init(subjects: [BulkSubject], knownNames: Set<String>) {
    plain = MessageJudge(subjects: subjects)
    self.subjects = subjects
    vocabulary = CaptureVocabulary(knownNames)
  }

  func verdict(on line: Bytes) -> LineVerdict {
    guard Self.beginsLikeAMessage(line) else {
      do throws(CaptureError) { return try found(in: line) } catch {
        return LineVerdict(.unreadable, code: error.code, place: "byte \(error.offset + 1)")
      }
    }
    let verdict = plain.verdict(on: line)
    return verdict.outcome == .unreadable ? (try? found(in: line)) ?? verdict : verdict
  }

  /// The verdict on what a line holds in some other shape.
  private func found(in line: Bytes) throws(CaptureError) -> LineVerdict {
    let captures = try CaptureReader.readLine(line, vocabulary)
    // A log line may hold a query and a body; the one that is a message counts.
    let verdicts = captures.compactMap { capture in judge(capture.fields) }
    return verdicts.first { $0.outcome != .valid } ?? verdicts.first
      ?? LineVerdict(.unreadable, code: "unknown_message")
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

  private func judge(_ fields: FieldList) -> LineVerdict? {
    var best: LineVerdict?
    for subject in subjects {
      let gateway = subject.profile.gateway
      let recognition = MessageRecognizer.recognise(fields, at: gateway, as: subject.kind)
      guard !recognition.best.isEmpty, let candidate = recognition.candidate else { continue }
      var report = MessageVerifier(gateway: gateway, message: candidate.message)
        .verify(fields, profile: subject.profile)
      if let finding = recognition.finding { report.add(finding) }
      if report.isValid { return LineVerdict(report) }
      best = best ?? LineVerdict(report)
    }
    return best
  }
}
