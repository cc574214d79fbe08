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

/// A command: what it is, and what it does.
struct CommandDefinition: Sendable {
  let spec: CommandSpec
  let run: @Sendable (CommandContext) throws(CommandFailure) -> ExitCode
}

/// Findings as lines and as JSON.
enum FindingText {
  /// Every error; of warnings with the same code the first three, and how many more there are.
  /// - Parameter heading: the severity that the line above them names already.
  static func lines(_ findings: [Finding], under heading: Finding.Severity? = nil) -> [String] {
    var seen: [String: Int] = [:]
    var lines: [String] = []
    for finding in findings {
      seen[finding.code, default: 0] += 1
      if finding.severity == .error || seen[finding.code, default: 0] <= 3 {
        lines.append(line(finding, under: heading))
      }
    }
    let warnings = Set(findings.filter { $0.severity != .error }.map(\.code))
    for code in warnings.sorted() where seen[code, default: 0] > 3 {
      lines.append("… and \(seen[code, default: 0] - 3) more of \(code)")
    }
    return lines
  }

  static func line(_ finding: Finding, under heading: Finding.Severity? = nil) -> String {
    let severity = finding.severity == heading ? "" : finding.severity.rawValue + ": "
    let place = finding.place.map { "\($0): " } ?? ""
    let hint = finding.hint.map { " (\($0))" } ?? ""
    return "\(severity)\(place)\(finding.reason)\(hint)"
  }
}
