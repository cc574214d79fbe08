import ArgumentParsing
import GatewayEngine
import Gateways
import PaymentValues

/// What a running command has at hand.
struct CommandContext {
  let environment: CommandEnvironment
  let command: ParsedCommand
  let language: Language
  let output: Output

  init(environment: CommandEnvironment, command: ParsedCommand, language: Language) {
    self.environment = environment
    self.command = command
    self.language = language
    output = Output(environment: environment, command: command)
  }

  /// The configuration, if there is one.
  func config() throws(CommandFailure) -> LoadedConfig? {
    try ConfigLoader(environment: environment).load(command)
  }

  /// Makes profiles of configuration, options and variables.
  func profiles() throws(CommandFailure) -> ProfileBuilder {
    ProfileBuilder(
      environment: environment, command: command, config: try config(),
      warn: { output.note("warning: \($0)") })
  }

  /// Finds gateways.
  var gateways: GatewayLoader { GatewayLoader(environment: environment) }

  /// Prints findings on standard error, one a line; plain notes stay in the JSON.
  func note(_ findings: [Finding]) {
    for finding in findings where finding.severity != .note {
      output.note(FindingText.line(finding))
    }
  }
}

/// A command: what it is, and what it does.
struct CommandDefinition: Sendable {
  let spec: CommandSpec
  let run: @Sendable (CommandContext) throws(CommandFailure) -> ExitCode
}

/// Findings as lines and as JSON.
enum FindingText {
  static func line(_ finding: Finding) -> String {
    let place = finding.place.map { "\($0): " } ?? ""
    let hint = finding.hint.map { " (\($0))" } ?? ""
    return "\(finding.severity.rawValue): \(place)\(finding.reason)\(hint)"
  }
}
