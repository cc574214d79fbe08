import ArgumentParsing

/// `merchant help json` and docs/json.md: every JSON object that a command prints, with its members and
/// their units.
struct JSONPage {
  let language: Language

  /// The commands that print JSON, with their paths.
  static var commands: [(path: [String], definition: CommandDefinition)] {
    func all(_ list: [CommandDefinition], _ path: [String])
      -> [(path: [String], definition: CommandDefinition)]
    {
      list.flatMap { definition in
        let own = path + [definition.spec.name]
        return [(own, definition)] + all(definition.subcommands, own)
      }
    }
    return all(CommandTree.commands, []).filter { !$0.definition.results.isEmpty }
  }

  /// Every object, each once, in the order in which it is first met.
  static var shapes: [JSONShape] {
    var seen: Set<String> = []
    var found: [JSONShape] = []
    func add(_ shape: JSONShape) {
      guard seen.insert(shape.name).inserted else { return }
      found.append(shape)
      for member in shape.members { member.type.shapes.forEach(add) }
    }
    for (_, definition) in commands {
      for result in definition.results {
        if let object = result.object { add(object) }
        add(result.line)
      }
    }
    add(.failure)
    return found
  }

  /// The commands: what their objects and lines are called.
  var commandRows: [[String]] {
    Self.commands.flatMap { path, definition in
      definition.results.map { result in
        [
          path.joined(separator: " "), result.when?[language] ?? "",
          result.object?.name ?? "–", result.line.name,
        ]
      }
    }
  }

  /// The members of an object.
  func rows(_ shape: JSONShape) -> [[String]] {
    shape.members.map { member in
      let words = member.type.words.joined(separator: ", ")
      return [
        member.name, member.type.label[language] + note(member.presence),
        member.meaning[language] + (words.isEmpty ? "" : ": \(words)"),
      ]
    }
  }

  private func note(_ presence: JSONMember.Presence) -> String {
    switch presence {
    case .always: ""
    case .orNull: Text(", or null", zh: "，可为 null")[language]
    case .orAbsent: Text(", where it applies", zh: "，可缺省")[language]
    case .orNullOrAbsent: Text(", or null, or absent", zh: "，可为 null 或缺省")[language]
    }
  }

  /// For a terminal.
  var text: String {
    let head = Text(
      """
      JSON

      -o json prints one object with a member "schema"; -o ndjson prints one object a line.
      Amounts are whole fen and named …_fen; times are RFC 3339. --fields leaves the rest out.
      A JSON Schema of a command: merchant COMMAND --json=schema
      """,
      zh: """
        JSON

        -o json 输出一个对象（含 "schema"）；-o ndjson 每行一个对象。
        金额为整数分，名称以 _fen 结尾；时间为 RFC 3339。--fields 只留所选成员。
        某命令的 JSON Schema：merchant 命令 --json=schema
        """)[language]
    let commands = Layout.table(
      [
        Text("command", zh: "命令")[language], Text("when", zh: "条件")[language],
        "-o json", "-o ndjson",
      ], commandRows)
    let objects = Self.shapes.flatMap { shape in
      ["", "\(shape.name): \(shape.meaning[language])"]
        + Layout.table(heads, rows(shape)).map { "  " + $0 }
    }
    return ([head, ""] + commands + objects).joined(separator: "\n")
  }

  private var heads: [String] {
    [
      Text("member", zh: "成员")[language], Text("type or unit", zh: "类型或单位")[language],
      Text("meaning", zh: "含义")[language],
    ]
  }
}
