/// The usage of a command: required options first, `[OPTIONS]` for more than five others.
struct UsageLine {
  let path: [CommandSpec]

  /// The forms the command may take, each as pieces that are not broken.
  var forms: [[String]] {
    guard let command = path.last else { return [] }
    let name = [path.map(\.name).joined(separator: " ")]
    var forms: [[String]] = []
    if command.runsWithoutSubcommand { forms.append(name + options(command) + arguments(command)) }
    if !command.branches.isEmpty {
      forms.append(name + ["<COMMAND>", "[OPTIONS]"])
    }
    return forms
  }

  private func arguments(_ command: CommandSpec) -> [String] {
    command.arguments.map(Label.argument)
  }

  private func options(_ command: CommandSpec) -> [String] {
    let visible = command.options.filter { !$0.isHidden && $0.refusal == nil }
    let required = visible.filter { $0.isRequired && $0.defaultValue == nil }.map(Label.long)
    let others = visible.filter { !$0.isRequired || $0.defaultValue != nil }
    if others.count > 5 || path.count == 1 { return required + ["[OPTIONS]"] }
    return required + others.map { "[\(Label.long($0))]" }
  }
}
