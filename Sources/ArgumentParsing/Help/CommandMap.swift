/// Every command and option of the program, for people and for programs.
package enum CommandMap {
  /// The tree of visible commands with their options, two spaces a level.
  package static func tree(_ root: CommandSpec, language: Language) -> [String] {
    var lines: [String] = []
    func visit(_ node: CommandSpec, _ depth: Int) {
      let indent = String(repeating: "  ", count: depth)
      lines.append("\(indent)\(Label.command(node))  \(node.summary[language])")
      for argument in node.arguments { lines.append("\(indent)  \(Label.argument(argument))") }
      for option in visibleOptions(node) {
        lines.append("\(indent)  \(Label.option(option, hasLetterColumn: false))")
      }
      for child in node.subcommands where !child.isHidden { visit(child, depth + 1) }
    }
    visit(root, 0)
    return lines
  }

  /// The same as one line of JSON, names and kinds untranslated, texts in both languages.
  package static func json(_ root: CommandSpec) -> String { describe(root).text }

  private static func visibleOptions(_ node: CommandSpec) -> [OptionSpec] {
    node.options.filter { !$0.isHidden && $0.refusal == nil }
  }

  private static func describe(_ node: CommandSpec) -> JSONTree {
    .object([
      ("name", .string(node.name)),
      ("aliases", .array(node.aliases.map { .string($0) })),
      ("summary", describe(node.summary)),
      ("arguments", .array(node.arguments.map(describe))),
      ("options", .array(visibleOptions(node).map(describe))),
      ("examples", .array(node.examples.map { .string($0.line) })),
      ("exit_statuses", .array(node.exitStatuses.map { .integer($0.code) })),
      ("commands", .array(node.subcommands.filter { !$0.isHidden }.map(describe))),
    ])
  }

  private static func describe(_ text: Text) -> JSONTree {
    .object([("en", .string(text.en)), ("zh", .string(text.zh))])
  }

  private static func describe(_ argument: ArgumentSpec) -> JSONTree {
    .object([
      ("name", .string(argument.name)), ("kind", .string(argument.kind.id)),
      ("help", describe(argument.help)), ("required", .bool(argument.isRequired)),
      ("list", .bool(argument.isList)),
    ])
  }

  private static func describe(_ option: OptionSpec) -> JSONTree {
    var fields: [(String, JSONTree)] = [
      ("name", .string(option.name)), ("kind", .string(option.kind.id)),
      ("group", .string(option.group.id)), ("help", describe(option.help)),
      ("required", .bool(option.isRequired)), ("list", .bool(option.isList)),
      ("negatable", .bool(option.isNegatable)),
      ("value_optional", .bool(option.bareValue != nil)),
    ]
    if let short = option.short { fields.append(("short", .string(String(short)))) }
    if let name = option.environmentName { fields.append(("env", .string(name))) }
    if let value = option.defaultValue { fields.append(("default", .string(value))) }
    if case .choice(let choices) = option.kind {
      fields.append(("choices", .array(choices.map { .string($0.name) })))
    }
    return .object(fields)
  }
}

extension ValueKind {
  /// The stable name of the kind in the map.
  var id: String {
    switch self {
    case .flag: "flag"
    case .count: "count"
    case .text: "text"
    case .payload: "payload"
    case .integer: "integer"
    case .choice: "choice"
    case .path: "path"
    case .duration: "duration"
    case .money: "money"
    case .date: "date"
    case .url: "url"
    case .identifier: "identifier"
    case .field: "field"
    }
  }
}
