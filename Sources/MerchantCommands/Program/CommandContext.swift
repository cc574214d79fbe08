import ArgumentParsing
import PaymentValues

/// What a running command has at hand.
struct CommandContext {
  let environment: CommandEnvironment
  let command: ParsedCommand
  let language: Language
  let output: Output
  private let cache = ProfileCache()
  /// Keys that were read so far.
  let keys: KnownKeys

  init(environment: CommandEnvironment, command: ParsedCommand, language: Language) {
    self.environment = environment
    self.command = command
    self.language = language
    keys = KnownKeys()
    output = Output(environment: environment, command: command, keys: keys)
  }

  /// What an option of the command line gives.
  subscript<Value>(option: Option<Value>) -> Value { command[option] }

  /// What an argument of the command line gives.
  subscript<Value>(argument: Argument<Value>) -> Value { command[argument] }

  /// The configuration, if there is one.
  func config() throws(CommandFailure) -> LoadedConfig? {
    try cache.config { () throws(CommandFailure) in
      let config = try ConfigLoader(environment: environment).load(command)
      for section in config?.file.sections ?? [] {
        for name in ["key", "previous-key"] {
          if let entry = section.entry(name) { keys.add(Secret(Array(entry.value.utf8))) }
        }
      }
      return config
    }
  }

  /// Makes profiles of configuration, options and variables.
  func profiles() throws(CommandFailure) -> ProfileBuilder {
    ProfileBuilder(
      environment: environment, command: command, config: try config(),
      cache: cache, keys: keys, warn: { output.note("warning: \($0)") })
  }

  /// Finds gateways.
  var gateways: GatewayLoader { GatewayLoader(environment: environment) }

  /// Prints findings on standard error, one a line; plain notes stay in the JSON.
  func note(_ findings: [Finding]) {
    for line in FindingText.lines(findings.filter { $0.severity != .note }) { output.note(line) }
  }
}
