import ArgumentParsing
import PaymentValues

/// `merchant help [COMMAND | TOPIC]` and `merchant version`.
enum HelpCommand {
  private static let man = Option(
    "man",
    .choice([
      (ManualSection.command, Text("a command", zh: "命令")),
      (.file, Text("the configuration file: help --man=5 config", zh: "配置文件")),
    ]).bare(ManualSection.command.rawValue), valueName: "SECTION",
    help: Text("Print the manual page (mdoc)", zh: "输出手册页（mdoc）"), environment: .off)

  private static let manList = Option(
    "man-list", .flag, help: Text("List every manual page: file, section, words", zh: "列出全部手册页"),
    environment: .off, isHidden: true, conflicts: ["man"])

  private static let words = Argument.list(
    "WORDS", help: Text("Command or topic", zh: "命令或主题"), completion: .list("help-pages"))

  /// The sections of the manual that have pages.
  enum ManualSection: String {
    case command = "1"
    case file = "5"
  }

  static let definition = CommandDefinition(
    spec: CommandSpec(
      "help", synonyms: ["帮助"],
      summary: Text("Show help on a command or a topic", zh: "显示命令或主题的帮助"),
      arguments: [words],
      options: [man, manList],
      examples: [
        Example("merchant help exit-codes", Text("What exit codes mean", zh: "退出码")),
        Example("merchant help create-order", Text("A command's manual", zh: "命令手册")),
        Example(
          "merchant help --man create-order",
          Text("The same as a manual page, for 'man -l -'", zh: "输出手册页")),
      ]), run: run)

  static let version = CommandDefinition(
    spec: CommandSpec("version", summary: Text("Show the version", zh: "显示版本")),
    results: [JSONResult(.version)],
    run: { (context) throws(Refusal) in
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

  private static func run(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let root = CommandTree.root
    let words = context[Self.words].map(\.text)
    if context[manList] || context[man] != nil {
      return try manual(context, root: root, words: words)
    }
    if words.count == 1, let topic = HelpTopics.all.first(where: { $0.name == words[0] }) {
      var text = topic.text(context.language) + "\n"
      if root.subcommand(named: words[0]) != nil {
        let command = "\(root.name) \(words[0]) --help"
        let note = Text("The command of this name: \(command)", zh: "同名命令的手册：\(command)")
        text += "\n" + note[context.language] + "\n"
      }
      try context.output.write(text)
      return .success
    }
    guard root.command(at: words) != nil else { throw unknown(words, root) }
    let page = HelpPage(
      root: root, path: words, depth: .long, language: context.language,
      width: min(context.environment.columns, 100))
    try context.output.write(page.lines.map { $0 + "\n" }.joined())
    return .success
  }

  private static func unknown(_ words: [String], _ root: CommandSpec) -> Refusal {
    let known = root.subcommands.filter { !$0.isHidden }.map(\.name) + HelpTopics.all.map(\.name)
    let near = Suggester.nearest(to: words.last ?? "", among: known).first
    return Refusal(
      .usage, "unknown_topic", "there is no command or topic '\(words.joined(separator: " "))'",
      hint: near.map { "did you mean '\($0)'?" }
        ?? "topics: \(HelpTopics.all.map(\.name).joined(separator: ", "))")
  }

  /// `--man` and `--man-list`.
  private static func manual(_ context: CommandContext, root: CommandSpec, words: [String])
    throws(Refusal) -> ExitCode
  {
    let manuals = Manuals(root: root, language: context.language)
    if context[manList] {
      let lines = manuals.entries.map { entry in
        ([entry.file, String(entry.section)] + entry.words).joined(separator: " ") + "\n"
      }
      try context.output.write(lines.joined())
      return .success
    }
    let section = context[man] == .file ? 5 : 1
    guard let page = manuals.page(words, section: section) else {
      guard root.command(at: words) != nil else { throw unknown(words, root) }
      throw Refusal(
        .usage, "unknown_page", "there is no such page in section \(section)",
        hint: "section 5 has one page: 'merchant help --man=5 config'")
    }
    if context.environment.isTerminal.output {
      context.output.note("note: to read it, append '| man -l -'")
    }
    try context.output.write(page.text)
    return .success
  }
}
