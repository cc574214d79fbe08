/// What a command line asks for.
package enum Request: Sendable, Equatable {
  /// How much help.
  package enum Help: Sendable {
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
package struct ParsedCommand: Sendable {
  /// What is asked for. Unless it is `.run`, values may be missing or malformed.
  package internal(set) var request: Request
  /// The names of the commands from the root down, the root's own excepted.
  package internal(set) var path: [String]
  /// The definition of the command.
  package internal(set) var command: CommandSpec
  /// Deprecated names that were used, each with the name to use.
  package internal(set) var deprecations: [Deprecation] = []

  var root: CommandSpec
  var words: [[UInt8]]
  var options: OptionTable
  var values: [String: [ParsedValue]] = [:]
  var switches: [String: SwitchState] = [:]
  var arguments: [String: [ParsedValue]] = [:]

  /// A deprecated name that was used.
  package struct Deprecation: Sendable, Equatable {
    /// What was given.
    package var old: String
    /// What to give.
    package var new: String
  }

  /// How an option that needs no value was given.
  struct SwitchState: Sendable, Equatable {
    var isOn: Bool
    var count: Int
    var origin: ValueOrigin
  }

  /// What the option gives: what the line or a variable holds, else its default.
  package subscript<Value>(option: Option<Value>) -> Value { option.read(given(option.spec.name)) }

  /// What the argument gives. Only of a command that is to be run: one that must be there is.
  package subscript<Value>(argument: Argument<Value>) -> Value {
    argument.read(arguments[argument.spec.name] ?? [])
  }

  /// Whether the option was given, on the command line or in the environment.
  package func isGiven(_ option: some OptionDeclaration) -> Bool { origin(option) != nil }

  /// Where the option's value was given; nil if it was not.
  package func origin(_ option: some OptionDeclaration) -> ValueOrigin? {
    values[option.spec.name]?.last?.origin ?? switches[option.spec.name]?.origin
  }

  /// The value given for the option that has the name of a setting of the configuration and stands in
  /// for it; nil when there is none.
  package func value(inPlaceOf setting: String) -> ParsedValue? { values[setting]?.last }

  private func given(_ name: String) -> GivenOption {
    let state = switches[name]
    return GivenOption(values: values[name] ?? [], isOn: state?.isOn, count: state?.count ?? 0)
  }

  /// A failure that blames an option's value for a reason that only the command can know.
  ///
  /// - Parameters:
  ///   - option: the option.
  ///   - reason: a clause such as `no such profile`.
  ///   - suggestions: values that may have been meant, best first.
  package func failure(
    _ option: some OptionDeclaration, reason: Text, suggestions: [String] = []
  ) -> ParseFailure {
    failure(
      value: values[option.spec.name]?.last, of: "--" + option.spec.name, reason: reason,
      suggestions: suggestions)
  }

  /// A failure that blames a positional argument's value.
  package func failure(
    _ argument: some ArgumentDeclaration, reason: Text, suggestions: [String] = []
  ) -> ParseFailure {
    failure(
      value: arguments[argument.spec.name]?.last, of: "<\(argument.spec.name)>", reason: reason,
      suggestions: suggestions)
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
