import ArgumentParsing
import TextLayout
import WireFormat

/// `merchant help [COMMAND | TOPIC]` and `merchant version`.
enum HelpCommand {
  static let spec = CommandSpec(
    "help", synonyms: ["帮助"],
    summary: Text("Show help on a command or a topic", zh: "显示命令或主题的帮助"),
    arguments: [
      ArgumentSpec(
        "WORDS", help: Text("Command or topic", zh: "命令或主题"), isRequired: false, isList: true)
    ],
    examples: [
      Example("merchant help exit-codes", Text("What exit codes mean", zh: "退出码")),
      Example("merchant help create-order", Text("A command's manual", zh: "命令手册")),
    ])

  static let version = CommandDefinition(
    spec: CommandSpec("version", summary: Text("Show the version", zh: "显示版本")),
    run: { (context) throws(CommandFailure) in
      try context.output.emit(
        Document(
          object: [
            ("version", .string(Version.number)), ("swift", .string(Version.swift)),
            ("platform", .string(Version.platform)),
            (
              "gateways",
              .object(
                context.gateways.all().map {
                  ($0.id, .string("\($0.document), \($0.messages.count) messages"))
                })
            ),
          ], lines: ["merchant \(Version.number)"], value: Version.number))
      return .success
    })

  static func run(_ context: CommandContext, root: CommandSpec) throws(CommandFailure) -> ExitCode {
    let words = context.command.argumentValues("WORDS").map(\.text)
    if words.count == 1, let topic = HelpTopics.all.first(where: { $0.name == words[0] }) {
      try context.output.write(topic.text(context.language) + "\n")
      return .success
    }
    guard let node = root.command(at: words) else {
      let known = root.subcommands.filter { !$0.isHidden }.map(\.name) + HelpTopics.all.map(\.name)
      throw CommandFailure(
        .usage, "unknown_topic", "there is no command or topic '\(words.joined(separator: " "))'",
        hint: Suggester.nearest(to: words.last ?? "", among: known).first.map {
          "did you mean '\($0)'?"
        }
          ?? "topics: \(HelpTopics.all.map(\.name).joined(separator: ", "))")
    }
    _ = node
    let page = HelpPage(
      root: root, path: words, depth: .long, language: context.language,
      width: min(context.environment.columns, 100))
    try context.output.write(page.lines.map { $0 + "\n" }.joined())
    return .success
  }
}

/// What this program is.
enum Version {
  /// Semantic version of the program.
  static let number = "0.1.0"

  static var swift: String {
    #if swift(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  static var platform: String {
    #if arch(x86_64)
      "linux-x86_64"
    #else
      "linux-aarch64"
    #endif
  }
}
