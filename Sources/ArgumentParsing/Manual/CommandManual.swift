/// The manual page of one command, made from its definition.
package struct CommandManual: Sendable {
  private let path: [CommandSpec]
  private let language: Language
  private let edition: ManualPage.Edition

  /// What only the program knows of a command, for its page.
  package struct Extras: Sendable {
    /// Files that it reads or writes, and what they are.
    package var files: [(name: String, help: Text)]
    /// Its exit statuses, where its definition has none.
    package var exitStatuses: [ExitStatus]
    /// Pages to read next.
    package var references: [(name: String, section: Int)]

    /// Extras; none unless given.
    package init(
      files: [(name: String, help: Text)] = [], exitStatuses: [ExitStatus] = [],
      references: [(name: String, section: Int)] = []
    ) {
      self.files = files
      self.exitStatuses = exitStatuses
      self.references = references
    }
  }

  /// The manual of the command at `path` below `root`; nil if there is no such command.
  package init?(
    root: CommandSpec, path: [String], language: Language, edition: ManualPage.Edition
  ) {
    var nodes = [root]
    for word in path {
      guard let next = nodes[nodes.count - 1].subcommand(named: word) else { return nil }
      nodes.append(next)
    }
    self.path = nodes
    self.language = language
    self.edition = edition
  }

  /// The name of the page: the names of the commands joined by hyphens.
  package static func pageName(_ names: [String]) -> String { names.joined(separator: "-") }

  /// The page.
  package func page(_ extras: Extras = Extras()) -> ManualPage {
    var page = ManualPage(
      name: Self.pageName(path.map(\.name)), section: 1, summary: command.summary[language],
      edition: edition)
    page.heading("SYNOPSIS")
    page.raw(ManualSynopsis(path: path).lines)
    writeDescription(to: &page)
    writeOptions(to: &page)
    writeSurroundings(to: &page, extras)
    writeExamples(to: &page)
    writeReferences(to: &page, extras)
    return page
  }

  private var command: CommandSpec { path[path.count - 1] }
  private var isRoot: Bool { path.count == 1 }

  /// The command's own options; those of the root only on the root's page.
  private var options: [OptionSpec] {
    (command.options + (isRoot ? BuiltInOptions.all : [])).filter {
      !$0.isHidden && $0.refusal == nil
    }
  }

  private func writeDescription(to page: inout ManualPage) {
    page.heading("DESCRIPTION")
    page.paragraph(sentence(command.summary))
    if let detail = command.detail { page.paragraph(detail[language]) }
    if !command.aliases.isEmpty {
      let names = command.aliases.joined(separator: ", ")
      page.paragraph(Text("Also called \(names).", zh: "也可写作 \(names)。")[language])
    }
    let visible = command.subcommands.filter { !$0.isHidden }
    if !visible.isEmpty {
      page.heading("COMMANDS")
      page.list("Cm", visible.map { ($0.name, sentence($0.summary)) })
    }
    if !command.arguments.isEmpty {
      page.heading("ARGUMENTS")
      page.list(
        "Ar",
        command.arguments.map { argument in
          let detail = argument.detail.map { " " + $0[language] } ?? ""
          return (argument.name, sentence(argument.help) + detail)
        })
    }
  }

  private func writeOptions(to page: inout ManualPage) {
    page.heading("OPTIONS")
    var groups: [OptionGroup] = []
    for option in options where !groups.contains(where: { $0.id == option.group.id }) {
      groups.append(option.group)
    }
    for group in groups {
      if groups.count > 1 { page.subheading(group.title[language]) }
      let rows = options.filter { $0.group.id == group.id }
      page.list(rows.map { ManualOption(option: $0, language: language).row })
    }
    guard !isRoot else { return }
    let note = Text(
      "The options of \(path[0].name)(1) may be given here, too.",
      zh: "\(path[0].name)(1) 的选项在此也可使用。")
    page.paragraph(note[language])
  }

  private func writeSurroundings(to page: inout ManualPage, _ extras: Extras) {
    let variables = options.compactMap { option in
      option.environmentName.map { name in
        let help = Text(
          "Stands in for --\(option.name). \(option.help.en).",
          zh: "代替 --\(option.name)。\(option.help.zh)。")
        return (label: name, text: help[language])
      }
    }
    if !variables.isEmpty {
      page.heading("ENVIRONMENT")
      page.list("Ev", variables)
    }
    if !extras.files.isEmpty {
      page.heading("FILES")
      page.list("Pa", extras.files.map { ($0.name, sentence($0.help)) })
    }
    let statuses = command.exitStatuses.isEmpty ? extras.exitStatuses : command.exitStatuses
    if !statuses.isEmpty {
      page.heading("EXIT STATUS")
      page.list("", statuses.map { (String($0.code), sentence($0.help)) })
    }
  }

  private func writeExamples(to page: inout ManualPage) {
    guard !command.examples.isEmpty else { return }
    page.heading("EXAMPLES")
    for example in command.examples { page.example(example.line, example.help[language]) }
  }

  private func writeReferences(to page: inout ManualPage, _ extras: Extras) {
    let name = { (names: [CommandSpec]) in Self.pageName(names.map(\.name)) }
    var pages = command.subcommands.filter { !$0.isHidden }.map { (name(path + [$0]), 1) }
    if !isRoot { pages.append((name(Array(path.dropLast())), 1)) }
    pages += extras.references
    if pages.isEmpty, command.seeAlso.isEmpty { return }
    page.heading("SEE ALSO")
    // Section first, then the alphabet: what mandoc asks for.
    page.references(pages.sorted { ($0.1, $0.0) < ($1.1, $1.0) })
    if !command.seeAlso.isEmpty { page.paragraph(command.seeAlso.joined(separator: ", ") + ".") }
  }

  private func sentence(_ text: Text) -> String {
    let words = text[language]
    guard let last = words.last, !".?!。…".contains(last) else { return words }
    return words + (language == .zh ? "。" : ".")
  }
}
