/// One positional argument.
package struct ArgumentSpec: Sendable, Equatable {
  /// The name in help and in `ParsedCommand.argument`, such as `FILE`.
  package var name: String
  /// The shape of the value; a payload takes any bytes.
  package var kind: ValueKind
  /// One line.
  package var help: Text
  /// What `--help` says beyond the line.
  package var detail: Text?
  /// Whether the command cannot run without it.
  package var isRequired: Bool
  /// Whether it takes all remaining words; only the last argument may.
  package var isList: Bool
  /// What a shell offers.
  package var completion: CompletionKind

  /// An argument.
  package init(
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
package struct Example: Sendable, Equatable {
  /// The whole line, beginning with the program's name.
  package var line: String
  /// What it does.
  package var help: Text

  /// An example.
  package init(_ line: String, _ help: Text) {
    self.line = line
    self.help = help
  }
}

/// An exit status that a command gives, and when.
package struct ExitStatus: Sendable, Equatable {
  /// The status.
  package var code: Int
  /// What it means for this command.
  package var help: Text

  /// An exit status.
  package init(_ code: Int, _ help: Text) {
    self.code = code
    self.help = help
  }
}

/// A command that users expect and that does not exist.
package struct AbsentCommand: Sendable, Equatable {
  /// The words under which it is looked for.
  package var words: [String]
  /// Why it does not exist, and what does.
  package var reason: Text

  /// An absent command.
  package init(_ words: [String], _ reason: Text) {
    self.words = words
    self.reason = reason
  }
}

/// One command, or the program itself: the root of a tree.
///
/// The options of the root are valid at every command; those of any other command only there.
package struct CommandSpec: Sendable, Equatable {
  /// The word, ASCII; for the root the program's name.
  package var name: String
  /// Further words for it, shown in the help.
  package var aliases: [String]
  /// Words that users may try; they are only ever suggested from, never understood.
  package var synonyms: [String]
  /// One line.
  package var summary: Text
  /// What `--help` says beyond the line.
  package var detail: Text?
  /// The positional arguments in order.
  package var arguments: [ArgumentSpec]
  /// The options in the order of the help.
  package var options: [OptionSpec]
  /// Lines that work.
  package var examples: [Example]
  /// The commands under it, each made when it is asked for.
  package var branches: [CommandBranch]
  /// Whether it also does something without a subcommand.
  package var runsWithoutSubcommand: Bool
  /// Commands that do not exist, with the reason.
  package var absentCommands: [AbsentCommand]
  /// The exit statuses.
  package var exitStatuses: [ExitStatus]
  /// Pages to read next, such as `merchant help exit-codes`.
  package var seeAlso: [String]
  /// Whether only `--help-all` shows it.
  package var isHidden: Bool

  /// A command; only the name and the summary are always needed.
  package init(
    _ name: String, aliases: [String] = [], synonyms: [String] = [], summary: Text,
    detail: Text? = nil, arguments: [any ArgumentDeclaration] = [],
    options: [any OptionDeclaration] = [], examples: [Example] = [],
    subcommands: [CommandSpec] = [], branches: [CommandBranch] = [],
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
    self.branches = branches.isEmpty ? subcommands.map(CommandBranch.init) : branches
    self.runsWithoutSubcommand = runsWithoutSubcommand ?? self.branches.isEmpty
    self.absentCommands = absentCommands
    self.exitStatuses = exitStatuses
    self.seeAlso = seeAlso
    self.isHidden = isHidden
  }

  /// The commands under it, all of them made.
  package var subcommands: [CommandSpec] {
    get { branches.map(\.spec) }
    set { branches = newValue.map(CommandBranch.init) }
  }

  /// The subcommand that `word` names, by its name or an alias.
  package func subcommand(named word: String) -> CommandSpec? {
    branches.first { $0.words.contains(word) }?.spec
  }

  /// The command at `path`, a list of subcommand names below this one; nil if there is none.
  package func command(at path: some Sequence<String>) -> CommandSpec? {
    var node = self
    for word in path {
      guard let next = node.subcommand(named: word) else { return nil }
      node = next
    }
    return node
  }
}
