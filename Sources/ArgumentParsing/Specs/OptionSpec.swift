import ByteText

/// The heading under which options stand in the help.
package struct OptionGroup: Sendable, Equatable {
  /// The name of the group in the machine-readable map.
  package var id: String
  /// The heading.
  package var title: Text

  /// A group.
  package init(id: String, title: Text) {
    self.id = id
    self.title = title
  }

  /// Options of one command that belong to no group of their own.
  package static let options = OptionGroup(id: "options", title: Text("OPTIONS", zh: "选项"))
  /// Options valid at every command.
  package static let global = OptionGroup(
    id: "global", title: Text("GLOBAL OPTIONS", zh: "全局选项"))
}

/// What a shell may offer after an option or for an argument.
package enum CompletionKind: Sendable, Equatable {
  /// What the value's kind tells: choices, files for a path, nothing else.
  case automatic
  /// Nothing.
  case none
  /// Files whose names end with one of these extensions (no dot); any file if empty.
  case files(extensions: [String])
  /// Folders.
  case folders
  /// Values that the program computes, by the name of the list: `profiles`, `orders`.
  case list(String)
}

/// The environment variable that stands in for an option.
package enum EnvironmentName: Sendable, Equatable {
  /// `MERCHANT_` and the option's name in capitals.
  case derived
  /// A name of its own.
  case named(String)
  /// None.
  case off
}

/// One option. Parsing, help, completions, man pages and the map all follow from it.
package struct OptionSpec: Sendable, Equatable {
  /// The long name without dashes, ASCII, at least two characters.
  package var name: String
  /// The letter of the short form.
  package var short: Character?
  /// Further long names, shown in the help.
  package var aliases: [String]
  /// Old long names, still understood, with a warning.
  package var deprecatedNames: [String]
  /// The shape of the value.
  package var kind: ValueKind
  /// What stands for the value in help, such as `FILE`; derived from the kind if empty.
  package var valueName: String
  /// The heading it stands under.
  package var group: OptionGroup
  /// One line.
  package var help: Text
  /// What `--help` says beyond the line.
  package var detail: Text?
  /// The variable read when the option is not given.
  package var environment: EnvironmentName
  /// The value when neither the option nor the variable is given; shown in help.
  package var defaultValue: String?
  /// What help says about the default when no fixed value can (`the profile's`).
  package var defaultNote: Text?
  /// Whether the command cannot run without it.
  package var isRequired: Bool
  /// Whether it may be given several times, each adding to a list.
  package var isList: Bool
  /// Whether the values of a list may also be separated by commas.
  package var splitsAtCommas: Bool
  /// Whether `--no-NAME` switches it off.
  package var isNegatable: Bool
  /// Makes the value optional and tells what the bare option means; a value then needs `=`.
  package var bareValue: String?
  /// Whether only `--help-all` shows it.
  package var isHidden: Bool
  /// Why the option is refused, and what to do instead. The option exists to say so.
  package var refusal: Text?
  /// Whether its value is masked wherever it would be shown.
  package var isSensitive: Bool
  /// Names of options that cannot be given together with this one.
  package var conflicts: [String]
  /// What a shell offers for the value.
  package var completion: CompletionKind

  /// An option; only the name, the kind and the line of help are always needed.
  package init(
    _ name: String, short: Character? = nil, kind: ValueKind, valueName: String = "",
    group: OptionGroup = .options, help: Text, detail: Text? = nil, aliases: [String] = [],
    deprecatedNames: [String] = [], environment: EnvironmentName = .derived,
    defaultValue: String? = nil, defaultNote: Text? = nil, isRequired: Bool = false,
    isList: Bool = false, splitsAtCommas: Bool = false, isNegatable: Bool = false,
    bareValue: String? = nil, isHidden: Bool = false, refusal: Text? = nil,
    isSensitive: Bool = false, conflicts: [String] = [], completion: CompletionKind = .automatic
  ) {
    self.name = name
    self.short = short
    self.kind = kind
    self.valueName = valueName
    self.group = group
    self.help = help
    self.detail = detail
    self.aliases = aliases
    self.deprecatedNames = deprecatedNames
    self.environment = environment
    self.defaultValue = defaultValue
    self.defaultNote = defaultNote
    self.isRequired = isRequired
    self.isList = isList
    self.splitsAtCommas = splitsAtCommas
    self.isNegatable = isNegatable
    self.bareValue = bareValue
    self.isHidden = isHidden
    self.refusal = refusal
    self.isSensitive = isSensitive
    self.conflicts = conflicts
    self.completion = completion
  }

  /// The name of the variable that stands in for the option, if one does.
  package var environmentName: String? {
    if refusal != nil { return nil }
    switch environment {
    case .off: return nil
    case .named(let name): return name
    case .derived:
      let letters = name.utf8.map { byte -> UInt8 in
        byte == .dash ? .underscore : UInt8.lowerLetters.contains(byte) ? byte & ~0x20 : byte
      }
      return "MERCHANT_" + String(decoding: letters, as: UTF8.self)
    }
  }

  /// Whether the option swallows the next word.
  var takesNextWord: Bool { kind.takesValue && bareValue == nil }

  /// Every long name that is understood, negations excepted.
  var longNames: [String] { [name] + aliases + deprecatedNames }

  /// Whether that is a long name of it, old ones included and negations excepted.
  func isNamed(_ word: String) -> Bool {
    name == word || aliases.contains(word) || deprecatedNames.contains(word)
  }
}
