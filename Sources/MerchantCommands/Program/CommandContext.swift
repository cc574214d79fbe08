import ArgumentParsing
import PaymentValues

/// What a running command has at hand.
struct CommandContext {
  let environment: CommandEnvironment
  let command: ParsedCommand
  let language: Language
  let output: Output
  /// Whom it may speak for.
  let accounts: AccountBook
  /// Keys that were read so far.
  let keys: KnownKeys

  init(environment: CommandEnvironment, command: ParsedCommand, language: Language) {
    self.environment = environment
    self.command = command
    self.language = language
    keys = KnownKeys()
    let output = Output(environment: environment, command: command, keys: keys)
    self.output = output
    accounts = AccountBook(
      environment: environment, command: command, keys: keys,
      warn: { output.note("warning: \($0)") })
  }

  /// What an option of the command line gives.
  subscript<Value>(option: Option<Value>) -> Value { command[option] }

  /// What an argument of the command line gives.
  subscript<Value>(argument: Argument<Value>) -> Value { command[argument] }

  /// Finds gateways.
  var gateways: GatewayLoader { GatewayLoader(environment: environment) }

  /// Prints findings on standard error, one a line; plain notes stay in the JSON.
  func note(_ findings: [Finding]) {
    for line in FindingText.lines(findings.filter { $0.severity != .note }) { output.note(line) }
  }
}
