/// The forms that a command may take, in mdoc.
struct ManualSynopsis {
  let path: [CommandSpec]

  var lines: [String] {
    guard let command = path.last else { return [] }
    let name = ".Nm \(Roff.argument(path.map(\.name).joined(separator: " ")))"
    var lines: [String] = []
    if command.runsWithoutSubcommand {
      lines += [name] + options(command) + command.arguments.map(argument)
    }
    if !command.branches.isEmpty { lines += [name, ".Ar COMMAND", ".Op Ar OPTIONS"] }
    return lines
  }

  private func options(_ command: CommandSpec) -> [String] {
    let visible = command.options.filter { !$0.isHidden && $0.refusal == nil }
    let required = visible.filter { $0.isRequired && $0.defaultValue == nil }
    return required.map { "." + ManualOption.long($0) } + [".Op Ar OPTIONS"]
  }

  private func argument(_ argument: ArgumentSpec) -> String {
    let name = "Ar \(Roff.argument(argument.name))" + (argument.isList ? " ..." : "")
    return argument.isRequired ? "." + name : ".Op \(name)"
  }
}

/// One option of a manual page.
struct ManualOption {
  let option: OptionSpec
  let language: Language

  /// The head and the text of the option in a list.
  var row: (head: String, text: [String]) {
    let letter = option.short.map { "Fl \(Roff.argument(String($0))) , " } ?? ""
    let text = OptionText(depth: .long, language: language).describe(option)
    var lines: [String] = []
    for (index, part) in text.split(separator: "\n").enumerated() {
      if index > 0 { lines.append(".Pp") }
      lines += Roff.prose(String(part))
    }
    return (letter + Self.long(option), lines)
  }

  /// The long form with its value.
  static func long(_ option: OptionSpec) -> String {
    let name = "Fl \(Roff.text("-" + option.name))"
    guard option.kind.takesValue else { return name }
    let value = "Ar \(Roff.argument(Label.valueName(option)))"
    if option.bareValue != nil { return "\(name) Ns Oo Ns = Ns \(value) Oc" }
    return "\(name) \(value)" + (option.isList ? " ..." : "")
  }
}
