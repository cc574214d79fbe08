/// What a command line asks for.
public enum Request: Sendable, Equatable {
  /// How much help.
  public enum Help: Sendable {
    case short, long, all
  }

  /// Run the command.
  case run
  /// Show help; no value has been checked.
  case help(Help)
  /// Show the version.
  case version
  /// List commands and options, as JSON or as a tree.
  case map(json: Bool)
}

/// A command line that was understood: the command, and values whose shape has been checked.
public struct ParsedCommand: Sendable {
  /// What is asked for. Unless it is `.run`, values may be missing or malformed.
  public internal(set) var request: Request
  /// The names of the commands from the root down, the root's own excepted.
  public internal(set) var path: [String]
  /// The definition of the command.
  public internal(set) var command: CommandSpec
  /// Deprecated names that were used, each with the name to use.
  public internal(set) var deprecations: [Deprecation] = []

  var root: CommandSpec
  var words: [[UInt8]]
  var options: OptionTable
  var values: [String: [ParsedValue]] = [:]
  var switches: [String: SwitchState] = [:]
  var arguments: [String: [ParsedValue]] = [:]

  /// A deprecated name that was used.
  public struct Deprecation: Sendable, Equatable {
    /// What was given.
    public var old: String
    /// What to give.
    public var new: String
  }

  /// How an option that needs no value was given.
  struct SwitchState: Sendable, Equatable {
    var isOn: Bool
    var count: Int
    var origin: ValueOrigin
  }

  /// The values of an option in the order given, or its built-in default; never other words'.
  public func values(_ name: String) -> [ParsedValue] {
    if let given = values[name] { return given }
    guard switches[name] == nil, let text = options.option(named: name)?.defaultValue else {
      return []
    }
    return [ParsedValue(bytes: Array(text.utf8), origin: .builtIn)]
  }

  /// The value of an option as text; of a list the last.
  public func string(_ name: String) -> String? { values(name).last?.text }

  /// The values of a list as text.
  public func strings(_ name: String) -> [String] { values(name).map(\.text) }

  /// The value of an option as bytes.
  public func bytes(_ name: String) -> [UInt8]? { values(name).last?.bytes }

  /// Whether an option is on: a flag given and not negated, or any option with a value.
  public func flag(_ name: String) -> Bool {
    if let state = switches[name] { return state.isOn }
    if let option = options.option(named: name), !option.kind.takesValue {
      return option.defaultValue == "true"
    }
    return !values(name).isEmpty
  }

  /// How often a counted option was given, up to its maximum.
  public func count(_ name: String) -> Int { switches[name].map { $0.isOn ? $0.count : 0 } ?? 0 }

  /// The value of an integer option.
  public func integer(_ name: String) -> Int? { string(name).flatMap(ValueShape.integer) }

  /// The value of a duration option in milliseconds.
  public func durationMilliseconds(_ name: String) -> Int? {
    string(name).flatMap(ValueShape.durationMilliseconds)
  }

  /// The value of a choice option as a case of the caller's enum.
  public func choice<Value: RawRepresentable<String>>(
    _ name: String, as type: Value.Type = Value.self
  ) -> Value? {
    string(name).flatMap(Value.init(rawValue:))
  }

  /// Whether the option was given, on the command line or in the environment.
  public func isGiven(_ name: String) -> Bool { values[name] != nil || switches[name] != nil }

  /// Where the option's value came from; nil if it has none.
  public func origin(_ name: String) -> ValueOrigin? {
    values[name]?.last?.origin ?? switches[name]?.origin ?? values(name).last?.origin
  }

  /// The values of a positional argument.
  public func argumentValues(_ name: String) -> [ParsedValue] { arguments[name] ?? [] }

  /// The value of a positional argument as text.
  public func argument(_ name: String) -> String? { argumentValues(name).last?.text }

  /// The value of a positional argument as bytes.
  public func argumentBytes(_ name: String) -> [UInt8]? { argumentValues(name).last?.bytes }

  /// A failure that blames an option's value for a reason that only the command can know.
  ///
  /// - Parameters:
  ///   - name: the option's long name.
  ///   - reason: a clause such as `no such profile`.
  ///   - suggestions: values that may have been meant, best first.
  public func failure(option name: String, reason: Text, suggestions: [String] = [])
    -> ParseFailure
  {
    failure(value: values(name).last, of: "--" + name, reason: reason, suggestions: suggestions)
  }

  /// A failure that blames a positional argument's value.
  public func failure(argument name: String, reason: Text, suggestions: [String] = [])
    -> ParseFailure
  {
    failure(
      value: argumentValues(name).last, of: "<\(name)>", reason: reason, suggestions: suggestions)
  }

  private func failure(
    value: ParsedValue?, of name: String, reason: Text, suggestions: [String]
  ) -> ParseFailure {
    let line = CommandLineEcho(program: root.name, words: words, root: root)
    var failure = ParseFailure(
      .rejectedValue(name: name, value: value?.bytes ?? [], reason: reason), path: path, line: line)
    if case .word(let place)? = value?.origin { failure.place = place }
    if case .environment(let variable)? = value?.origin {
      failure.variable = EnvironmentValue(name: variable, value: value?.text ?? "")
    }
    failure.suggestions = suggestions
    return failure
  }
}
