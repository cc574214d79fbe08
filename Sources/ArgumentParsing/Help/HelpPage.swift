import TextLayout

/// The help of one command, made from its definition.
package struct HelpPage: Sendable {
  /// The commands from the root to the one explained.
  let path: [CommandSpec]
  let language: Language
  let depth: Request.Help
  let width: Int
  let measure: DisplayWidth

  /// The help of the command at `path` below `root`; of the root if there is no such command.
  ///
  /// - Parameters:
  ///   - depth: `.short` is one screen, `.long` the full text, `.all` with hidden options.
  ///   - width: the columns of the terminal; no more than 100 are used.
  package init(
    root: CommandSpec, path: [String], depth: Request.Help, language: Language, width: Int = 80,
    measure: DisplayWidth = DisplayWidth()
  ) {
    var nodes = [root]
    for name in path {
      guard let next = nodes[nodes.count - 1].subcommand(named: name) else { break }
      nodes.append(next)
    }
    self.path = nodes
    self.depth = depth
    self.language = language
    self.width = min(max(width, 30), 100)
    self.measure = measure
  }

  /// The page as lines without line feeds.
  package var lines: [String] {
    var lines = wrap(command.summary[language], indent: 0)
    if depth != .short, let detail = command.detail {
      lines += [""] + wrap(detail[language], indent: 0)
    }
    for section in sections where !section.lines.isEmpty {
      lines += ["", section.title[language]] + section.lines
    }
    if depth == .short {
      let long = (path.map(\.name) + ["--help"]).joined(separator: " ")
      lines += ["", Text("More: \(long)", zh: "详见：\(long)")[language]]
    }
    return lines
  }

  struct Section {
    var title: Text
    var lines: [String]
  }

  var command: CommandSpec { path[path.count - 1] }
  private var isRoot: Bool { path.count == 1 }

  private var sections: [Section] {
    var sections = [Section(title: Text("USAGE", zh: "用法"), lines: usage)]
    if depth != .short || isRoot {
      sections.append(Section(title: Text("EXAMPLES", zh: "示例"), lines: examples))
    }
    sections.append(Section(title: Text("COMMANDS", zh: "命令"), lines: commands))
    sections.append(Section(title: Text("ARGUMENTS", zh: "参数"), lines: arguments))
    sections += optionSections
    guard depth != .short else { return sections }
    sections.append(Section(title: Text("ENVIRONMENT", zh: "环境变量"), lines: environment))
    sections.append(Section(title: Text("EXIT STATUS", zh: "退出码"), lines: exitStatuses))
    sections.append(
      Section(title: Text("SEE ALSO", zh: "另见"), lines: command.seeAlso.map { "  " + $0 }))
    return sections
  }

  private var usage: [String] {
    let line = UsageLine(path: path)
    let wrapping = WordWrap(width: width, indent: 2, hangingIndent: 4, measure: measure)
    return line.forms.flatMap { wrapping.lines(joining: $0) }
  }

  private var examples: [String] {
    let shown = depth == .short ? Array(command.examples.prefix(2)) : command.examples
    return shown.flatMap { wrap("# " + $0.help[language], indent: 2) + ["  " + $0.line] }
  }

  private var commands: [String] {
    let visible = command.subcommands.filter { depth == .all || !$0.isHidden }
    return column(visible.map { (Label.command($0), $0.summary[language]) })
  }

  private var arguments: [String] {
    column(
      command.arguments.map { argument in
        let detail = depth == .short ? nil : argument.detail?[language]
        let text = [argument.help[language], detail].compactMap(\.self).joined(separator: "\n")
        return (Label.argument(argument), text)
      })
  }

  /// One section for each group, in the order in which the groups first occur, the global last.
  private var optionSections: [Section] {
    let visible = visibleOptions
    var groups: [OptionGroup] = []
    for option in visible where !groups.contains(where: { $0.id == option.group.id }) {
      groups.append(option.group)
    }
    let isGlobal = { (group: OptionGroup) in group.id == OptionGroup.global.id }
    groups = groups.filter { !isGlobal($0) } + groups.filter(isGlobal)
    let text = OptionText(depth: depth, language: language)
    return groups.map { group in
      let options = visible.filter { $0.group.id == group.id }
      let hasLetters = options.contains { $0.short != nil }
      let rows = options.map {
        (Label.option($0, hasLetterColumn: hasLetters), text.describe($0))
      }
      return Section(title: group.title, lines: column(rows))
    }
  }

  private var visibleOptions: [OptionSpec] {
    OptionTable(path: path).options.filter { option in
      option.refusal == nil && (depth == .all || !option.isHidden)
    }
  }

  private var environment: [String] {
    column(
      visibleOptions.compactMap { option in
        option.environmentName.map { ($0, "--" + option.name) }
      })
  }

  private var exitStatuses: [String] {
    column(command.exitStatuses.map { (String($0.code), $0.help[language]) })
  }

  private func wrap(_ text: String, indent: Int) -> [String] {
    WordWrap(width: width, indent: indent, measure: measure).lines(text)
  }

  /// Labels and texts in two columns; a label too long for its column stands on its own line.
  private func column(_ rows: [(label: String, text: String)]) -> [String] {
    let longest = rows.map { measure.columns(of: $0.label) }.max() ?? 0
    // A narrow terminal has no room for two columns.
    let start = 2 + min(longest + 2, width < 60 ? 8 : 28)
    var lines: [String] = []
    for row in rows {
      var texts = wrap(row.text, indent: start)
      if measure.columns(of: row.label) + 2 <= start - 2, let first = texts.first {
        texts[0] = measure.pad("  " + row.label, to: start) + first.dropFirst(start)
        lines += texts
      } else {
        lines += ["  " + row.label] + texts
      }
    }
    return lines
  }
}
