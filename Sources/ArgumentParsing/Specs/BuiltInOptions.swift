/// The options that the parser itself answers, at every command.
///
/// They are added to the root's options, so that help, completions and suggestions know them.
package enum BuiltInOptions {
  /// `-h`, `--help`, `--help-all`, `-V`, `--version`, `--map`.
  package static let all: [OptionSpec] = [
    OptionSpec(
      "help", short: "h", kind: .flag, group: .global,
      help: Text("Show help; -h is one screen", zh: "显示帮助；-h 为一屏简版"), environment: .off),
    OptionSpec(
      "help-all", kind: .flag, group: .global,
      help: Text("Show help with hidden options", zh: "显示包括隐藏选项的帮助"), environment: .off,
      isHidden: true),
    OptionSpec(
      "version", short: "V", kind: .flag, group: .global,
      help: Text("Show the version", zh: "显示版本"), environment: .off),
    OptionSpec(
      "map",
      kind: .choice([
        Choice("tree", Text("an indented tree", zh: "缩进的树")),
        Choice("json", Text("for programs", zh: "供程序读取")),
      ]),
      valueName: "FORM", group: .global,
      help: Text("List every command and option", zh: "列出全部命令和选项"), environment: .off,
      bareValue: "tree", isHidden: true),
  ]
}
