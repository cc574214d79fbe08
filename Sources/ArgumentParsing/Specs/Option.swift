/// Whatever declares an option: a definition alone, or one that knows the type of its value, too.
package protocol OptionDeclaration: Sendable {
  /// The definition from which parsing, help and completion follow.
  var spec: OptionSpec { get }
}

extension OptionSpec: OptionDeclaration {
  /// Itself.
  package var spec: OptionSpec { self }
}

/// An option that is its own key: what a command line may hold, and the type of what a command reads
/// with it. An option that nobody declared cannot be read.
package struct Option<Value>: OptionDeclaration {
  /// The definition.
  package let spec: OptionSpec
  let read: @Sendable (GivenOption) -> Value

  /// An option; only the name, the type and the line of help are always needed. What the parameters
  /// mean stands at the members of `OptionSpec`.
  package init(
    _ name: String, short: Character? = nil, _ type: OptionType<Value>, valueName: String = "",
    group: OptionGroup = .options, help: Text, detail: Text? = nil, aliases: [String] = [],
    deprecatedNames: [String] = [], environment: EnvironmentName = .derived,
    defaultNote: Text? = nil, isRequired: Bool = false, isHidden: Bool = false,
    refusal: Text? = nil, isSensitive: Bool = false, conflicts: [String] = [],
    completion: CompletionKind = .automatic
  ) {
    spec = OptionSpec(
      name, short: short, kind: type.kind, valueName: valueName, group: group, help: help,
      detail: detail, aliases: aliases, deprecatedNames: deprecatedNames,
      environment: environment, defaultValue: type.defaultValue, defaultNote: defaultNote,
      isRequired: isRequired, isList: type.isList, splitsAtCommas: type.splitsAtCommas,
      isNegatable: type.isNegatable, bareValue: type.bareValue, isHidden: isHidden,
      refusal: refusal, isSensitive: isSensitive, conflicts: conflicts, completion: completion)
    read = type.read
  }
}

/// What a command line, or a variable in its place, held of one option.
package struct GivenOption: Sendable {
  /// The values in the order given; never the default.
  package let values: [ParsedValue]
  /// Whether it was switched on or off; nil for an option that was not given or has a value.
  package let isOn: Bool?
  /// How often a counted option was given, up to its maximum.
  package let count: Int

  /// The last value as text.
  package var text: String? { values.last?.text }
}
