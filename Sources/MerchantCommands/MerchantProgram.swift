import ArgumentParsing
import PaymentValues
import WireFormat

/// The program: words in, exit code out. Everything it touches comes in with the environment.
public enum MerchantProgram {
  /// Runs one command line.
  public static func run(_ environment: CommandEnvironment) -> Int32 {
    let language = Language.preferred(
      words: environment.words, environment: environment.variable)
    let root = CommandTree.root
    if let code = CompleteCommand.answer(environment, root: root) { return code.rawValue }
    switch Parser.parse(
      words: environment.words, environment: environment.variable, root: root)
    {
    case .failure(let failure):
      return report(failure, environment, language)
    case .success(let command):
      let context = CommandContext(
        environment: environment, command: command, language: language)
      do throws(CommandFailure) {
        let code = try perform(context, root)
        return context.command.flag("exit-zero") ? 0 : code.rawValue
      } catch {
        return report(error, context)
      }
    }
  }

  private static func perform(_ context: CommandContext, _ root: CommandSpec) throws(CommandFailure)
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
    if path == ["help"] { return try HelpCommand.run(context, root: root) }
    guard let definition = CommandTree.definitions[path.joined(separator: " ")] else {
      throw CommandFailure(.internalError, "no_command", "command \(path) has no definition")
    }
    return try definition.run(context)
  }

  private static func help(
    _ context: CommandContext, _ root: CommandSpec, path: [String], depth: Request.Help
  ) throws(CommandFailure) -> ExitCode {
    let page = HelpPage(
      root: root, path: path, depth: depth, language: context.language,
      width: min(context.environment.columns, 100))
    try context.output.write(page.lines.map { $0 + "\n" }.joined())
    return .success
  }

  private static func report(
    _ failure: ParseFailure, _ environment: CommandEnvironment, _ language: Language
  ) -> Int32 {
    let report = FailureReport(failure)
    let wantsJSON = environment.words.contains { word in
      let text = String(decoding: word, as: UTF8.self)
      return text == "--json" || text.hasPrefix("--json=") || text == "--output=json"
        || text == "-ojson"
    }
    let text =
      wantsJSON
      ? report.json(language: language)
      : report.lines(language: language, width: environment.columns).joined(separator: "\n")
    environment.writeError(Array((text + "\n").utf8))
    return Int32(failure.exitStatus)
  }

  private static func report(_ failure: CommandFailure, _ context: CommandContext) -> Int32 {
    // Nobody reads the output any more: that is the reader's choice, not an error.
    if failure.code == "output_closed" { return ExitCode.success.rawValue }
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
      context.environment.writeError(Array((JSONWriter().string(error) + "\n").utf8))
      return failure.exit.rawValue
    }
    let error = Output(environment: context.environment, command: nil)
    error.note("error: \(failure.place.map { "\($0): " } ?? "")\(failure.message)")
    for line in FindingText.lines(failure.findings) { error.note("  " + line) }
    if let hint = failure.hint { error.note("  \(hint)") }
    return failure.exit.rawValue
  }
}
