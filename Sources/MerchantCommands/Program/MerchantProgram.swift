import ArgumentParsing
import PaymentValues
import WireFormat

/// The program: words in, exit code out. Everything it touches comes in with the environment.
package enum MerchantProgram {
  /// Runs one command line.
  package static func run(_ environment: CommandEnvironment) -> Int32 {
    let streams = OutputGuard(environment)
    return streams.ending(verdict(streams.guarding(environment))).rawValue
  }

  private static func verdict(_ environment: CommandEnvironment) -> ExitCode {
    let language = Language.preferred(
      words: environment.words, environment: environment.variable)
    let root = CommandTree.root
    if let code = CompleteCommand.answer(environment, root: root) { return code }
    if let command = JSONSchema.asked(environment, root: root) {
      let context = CommandContext(environment: environment, command: command, language: language)
      do throws(Refusal) {
        try JSONSchema.emit(context, root: root)
        return .success
      } catch {
        return report(error, context)
      }
    }
    switch Parser.parse(
      words: environment.words, environment: environment.variable, root: root)
    {
    case .failure(let failure):
      return report(failure, environment, language)
    case .success(let command):
      let context = CommandContext(
        environment: environment, command: command, language: language)
      do throws(Refusal) {
        try checkExitZero(context)
        let code = try perform(context, root)
        return context[GlobalOptions.exitZero] && code.isPlainAnswer ? .success : code
      } catch {
        return report(error, context)
      }
    }
  }

  /// Without JSON there would be nothing left that tells the verdict.
  private static func checkExitZero(_ context: CommandContext) throws(Refusal) {
    guard context[GlobalOptions.exitZero], !context.output.isForPrograms else { return }
    throw Refusal(
      .usage, "exit_zero_needs_json",
      "--exit-zero is for programs that read the verdict in the JSON",
      hint: "add --json or -o ndjson, or leave --exit-zero out and go by the exit code")
  }

  private static func perform(_ context: CommandContext, _ root: CommandSpec) throws(Refusal)
    -> ExitCode
  {
    for old in context.command.deprecations where context.environment.isTerminal.error {
      context.output.note("warning: \(old.old) is now \(old.new)")
    }
    switch context.command.request {
    case .help(let depth):
      return try help(context, root, path: context.command.path, depth: depth)
    case .version:
      try context.output.write("merchant \(Version.number)\n")
      return .success
    case .map(let json):
      let text =
        json
        ? CommandMap.json(root)
        : CommandMap.tree(root, language: context.language).joined(separator: "\n")
      try context.output.write(text + "\n")
      return .success
    case .run:
      break
    }
    let path = context.command.path
    if path.isEmpty { return try help(context, root, path: [], depth: .short) }
    guard let run = CommandTree.command(at: path)?.run else {
      throw Refusal(.internalError, "no_command", "command \(path) does nothing")
    }
    return try run(context)
  }

  private static func help(
    _ context: CommandContext, _ root: CommandSpec, path: [String], depth: Request.Help
  ) throws(Refusal) -> ExitCode {
    let page = HelpPage(
      root: root, path: path, depth: depth, language: context.language,
      width: min(context.environment.columns, 100))
    try context.output.write(page.lines.map { $0 + "\n" }.joined())
    return .success
  }

  private static func report(
    _ failure: ParseFailure, _ environment: CommandEnvironment, _ language: Language
  ) -> ExitCode {
    let report = FailureReport(failure)
    let text =
      JSONWish.isIn(environment.words, environment.variable)
      ? report.json(language: language)
      : report.lines(language: language, width: environment.columns).joined(separator: "\n")
    environment.writeError(Array((text + "\n").utf8))
    return ExitCode(rawValue: Int32(failure.exitStatus)) ?? .usage
  }

  private static func report(_ failure: Refusal, _ context: CommandContext) -> ExitCode {
    if context.output.isForPrograms {
      let error = JSONValue.object([
        (
          "error",
          .object([
            ("code", .string(failure.code)), ("message", .string(failure.message)),
            ("place", .optional(failure.place)), ("hint", .optional(failure.hint)),
            ("findings", .array(failure.findings.map(\.json))),
            ("exit", JSONValue(failure.exit.rawValue)),
          ])
        )
      ])
      let text = context.keys.all.covered(JSONWriter().string(error))
      context.environment.writeError(Array((text + "\n").utf8))
      return failure.exit
    }
    let output = context.output
    output.insist("error: \(failure.place.map { "\($0): " } ?? "")\(failure.message)")
    for line in FindingText.lines(failure.findings, under: .error) { output.insist("  " + line) }
    if let hint = failure.hint { output.insist("  \(hint)") }
    return failure.exit
  }
}
