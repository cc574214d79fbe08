/// One positional argument.
public struct ArgumentSpec: Sendable, Equatable {
  /// The name in help and in `ParsedCommand.argument`, such as `FILE`.
  public var name: String
  /// The shape of the value; a payload takes any bytes.
  public var kind: ValueKind
  /// One line.
  public var help: Text
  /// What `--help` says beyond the line.
  public var detail: Text?
  /// Whether the command cannot run without it.
  public var isRequired: Bool
  /// Whether it takes all remaining words; only the last argument may.
  public var isList: Bool
  /// What a shell offers.
  public var completion: CompletionKind

  /// An argument.
  public init(
    _ name: String, kind: ValueKind = .payload, help: Text, detail: Text? = nil,
    isRequired: Bool = true, isList: Bool = false, completion: CompletionKind = .automatic
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    self.detail = detail
    self.isRequired = isRequired
    self.isList = isList
    self.completion = completion
  }
}

/// A command line that works, and what it does.
public struct Example: Sendable, Equatable {
  /// The whole line, beginning with the program's name.
  public var line: String
  /// What it does.
  public var help: Text

  /// An example.
  public init(_ line: String, _ help: Text) {
    self.line = line
    self.help = help
  }
}

/// An exit status that a command gives, and when.
public struct ExitStatus: Sendable, Equatable {
  /// The status.
  public var code: Int
  /// What it means for this command.
  public var help: Text

  /// An exit status.
  public init(_ code: Int, _ help: Text) {
    self.code = code
    self.help = help
  }
}

/// A command that users expect and that does not exist.
public struct AbsentCommand: Sendable, Equatable {
  /// The words under which it is looked for.
  public var words: [String]
  /// Why it does not exist, and what does.
  public var reason: Text

  /// An absent command.
  public init(_ words: [String], _ reason: Text) {
    self.words = words
    self.reason = reason
  }
}

/// One command, or the program itself: the root of a tree.
///
/// The options of the root are valid at every command; those of any other command only there.
public struct CommandSpec: Sendable, Equatable {
  /// The word, ASCII; for the root the program's name.
  public var name: String
  /// Further words for it, shown in the help.
  public var aliases: [String]
  /// Words that users may try; they are only ever suggested from, never understood.
  public var synonyms: [String]
  /// One line.
  public var summary: Text
  /// What `--help` says beyond the line.
  public var detail: Text?
  /// The positional arguments in order.
  public var arguments: [ArgumentSpec]
  /// The options in the order of the help.
  public var options: [OptionSpec]
  /// Lines that work.
  public var examples: [Example]
  /// The commands under it.
  public var subcommands: [CommandSpec]
  /// Whether it also does something without a subcommand.
  public var runsWithoutSubcommand: Bool
  /// Commands that do not exist, with the reason.
  public var absentCommands: [AbsentCommand]
  /// The exit statuses.
  public var exitStatuses: [ExitStatus]
  /// Pages to read next, such as `merchant help exit-codes`.
  public var seeAlso: [String]
  /// Whether only `--help-all` shows it.
  public var isHidden: Bool

  /// A command; only the name and the summary are always needed.
  public init(
    _ name: String, aliases: [String] = [], synonyms: [String] = [], summary: Text,
    detail: Text? = nil, arguments: [any ArgumentDeclaration] = [],
    options: [any OptionDeclaration] = [], examples: [Example] = [],
    subcommands: [CommandSpec] = [],
    runsWithoutSubcommand: Bool? = nil, absentCommands: [AbsentCommand] = [],
    exitStatuses: [ExitStatus] = [], seeAlso: [String] = [], isHidden: Bool = false
  ) {
    self.name = name
    self.aliases = aliases
    self.synonyms = synonyms
    self.summary = summary
    self.detail = detail
    self.arguments = arguments.map(\.spec)
    self.options = options.map(\.spec)
    self.examples = examples
    self.subcommands = subcommands
    self.runsWithoutSubcommand = runsWithoutSubcommand ?? subcommands.isEmpty
    self.absentCommands = absentCommands
    self.exitStatuses = exitStatuses
    self.seeAlso = seeAlso
    self.isHidden = isHidden
  }

  /// The subcommand that `word` names, by its name or an alias.
  public func subcommand(named word: String) -> CommandSpec? {
    subcommands.first { $0.name == word || $0.aliases.contains(word) }
  }

  /// The command at `path`, a list of subcommand names below this one; nil if there is none.
  public func command(at path: some Sequence<String>) -> CommandSpec? {
    var node = self
    for word in path {
      guard let next = node.subcommand(named: word) else { return nil }
      node = next
    }
    return node
  }
}
