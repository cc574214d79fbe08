/// How options, arguments and commands are named in help.
enum Label {
  /// `-n, --dry-run`, `--amount <AMOUNT>`, `--json[=<N>]`.
  static func option(_ option: OptionSpec, hasLetterColumn: Bool) -> String {
    let letter = option.short.map { "-\($0), " } ?? (hasLetterColumn ? "    " : "")
    return letter + long(option)
  }

  /// The long form with its value.
  static func long(_ option: OptionSpec) -> String {
    guard option.kind.takesValue else { return "--" + option.name }
    let value = "<\(valueName(option))>"
    if option.bareValue != nil { return "--\(option.name)[=\(value)]" }
    return "--\(option.name) \(value)" + (option.isList ? "..." : "")
  }

  /// What stands for the value of an option.
  static func valueName(_ option: OptionSpec) -> String {
    if !option.valueName.isEmpty { return option.valueName }
    switch option.kind {
    case .flag, .count: return ""
    case .text, .payload: return "TEXT"
    case .integer: return "N"
    case .choice: return option.name.uppercased()
    case .path: return "FILE"
    case .duration: return "TIME"
    case .money: return "AMOUNT"
    case .date: return "DATE"
    case .url: return "URL"
    case .identifier: return "ID"
    case .field: return "NAME=VALUE"
    }
  }

  /// `<FILE>`, `[FILE]`, `[FILE]...`.
  static func argument(_ argument: ArgumentSpec) -> String {
    let name = argument.isRequired ? "<\(argument.name)>" : "[\(argument.name)]"
    return name + (argument.isList ? "..." : "")
  }

  /// `create-order, order`.
  static func command(_ command: CommandSpec) -> String {
    ([command.name] + command.aliases).joined(separator: ", ")
  }
}
