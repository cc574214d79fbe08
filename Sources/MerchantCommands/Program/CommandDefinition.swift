import ArgumentParsing
import PaymentValues

/// A command: what it is, and what it does.
struct CommandDefinition: Sendable {
  typealias Run = @Sendable (CommandContext) throws(Refusal) -> ExitCode

  let spec: CommandSpec
  let subcommands: [CommandDefinition]
  /// What it prints as JSON, the usual result first; empty for a command that prints no JSON.
  var results: [JSONResult] { makeResults() }
  private let makeResults: @Sendable () -> [JSONResult]
  /// Nil for a group, which is nothing without one of its subcommands.
  let run: Run?

  /// - Parameter spec: the command alone; its subcommands are added here.
  init(
    spec: CommandSpec, subcommands: [CommandDefinition] = [],
    results: @autoclosure @escaping @Sendable () -> [JSONResult] = [], run: Run? = nil
  ) {
    var spec = spec
    spec.subcommands = subcommands.map(\.spec)
    spec.runsWithoutSubcommand = run != nil
    self.spec = spec
    self.subcommands = subcommands
    makeResults = results
    self.run = run
  }
}
