/// What help says about one option.
struct OptionText {
  var depth: Request.Help
  var language: Language

  /// The text: one line for `-h`, the whole story for `--help`.
  func describe(_ option: OptionSpec) -> String {
    var first = option.help[language]
    for note in notes(option) { first += " (\(note[language]))" }
    guard depth != .short else { return first }
    if let name = option.environmentName { first += " [env:\u{A0}\(name)]" }
    var lines = [first]
    if let detail = option.detail { lines.append(detail[language]) }
    if case .choice(let choices) = option.kind {
      lines += choices.map { "\($0.name): \($0.help[language])" }
    }
    if option.isNegatable {
      lines.append(
        Text("--no-\(option.name) switches it off", zh: "--no-\(option.name) 关闭它")[language])
    }
    if !option.aliases.isEmpty {
      let names = option.aliases.map { "--" + $0 }.joined(separator: ", ")
      lines.append(Text("also \(names)", zh: "也可写作 \(names)")[language])
    }
    return lines.joined(separator: "\n")
  }

  private func notes(_ option: OptionSpec) -> [Text] {
    var notes: [Text] = []
    if option.isRequired { notes.append(Text("required", zh: "必需")) }
    if case .choice(let choices) = option.kind, depth == .short, choices.count <= 10 {
      let names = choices.map(\.name).joined(separator: ", ")
      notes.append(Text("values: \(names)", zh: "取值：\(names)"))
    }
    if let note = option.defaultNote {
      notes.append(Text("default: \(note.en)", zh: "默认：\(note.zh)"))
    } else if let value = option.defaultValue {
      notes.append(Text("default: \(value)", zh: "默认：\(value)"))
    }
    return notes
  }
}
