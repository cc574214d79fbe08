import ArgumentParsing
import PaymentValues
import WireFormat

/// The JSON Schema (draft 2020-12) of a command's results: `merchant COMMAND --json=schema`.
///
/// The root is the object of `-o json`; `$defs/line` is a line of `-o ndjson`, `$defs/failure` what
/// standard error has. With `--fields` an output has only the members that were asked for.
struct JSONSchema {
  let command: String
  let results: [JSONResult]
  let language: Language

  /// The whole schema.
  var value: JSONValue {
    let objects = results.compactMap(\.object).map { Self.object($0.versioned, language) }
    let lines = results.map { Self.object($0.line, language) }
    return .object([
      ("$schema", "https://json-schema.org/draft/2020-12/schema"),
      ("title", .string(command)),
      // A command that never ends has no object; nothing can be said of one.
      ("anyOf", .array(objects.isEmpty ? [.bool(false)] : objects)),
      (
        "$defs",
        .object([
          ("line", .object([("anyOf", .array(lines))])),
          ("failure", Self.object(.failure, language)),
        ])
      ),
    ])
  }

  private static func object(_ shape: JSONShape, _ language: Language) -> JSONValue {
    let required = shape.members.filter(\.isAlwaysThere).map(\.name)
    return .object([
      ("title", .string(shape.name)), ("description", .string(shape.meaning[language])),
      ("type", "object"),
      ("properties", .object(shape.members.map { ($0.name, member($0, language)) })),
      ("required", .array(required.map { .string($0) })),
      ("additionalProperties", false),
    ])
  }

  private static func member(_ member: JSONMember, _ language: Language) -> JSONValue {
    let type = type(member.type, language)
    guard member.mayBeNull else {
      return .object([("description", .string(member.meaning[language]))] + type)
    }
    return .object([
      ("description", .string(member.meaning[language])),
      ("anyOf", .array([.object(type), .object([("type", "null")])])),
    ])
  }

  private static func type(_ type: JSONType, _ language: Language) -> Document.Members {
    switch type {
    case .text: [("type", "string")]
    case .word(let words): [("enum", .array(words.map { .string($0) }))]
    case .flag: [("type", "boolean")]
    case .count, .milliseconds: [("type", "integer"), ("minimum", .number("0"))]
    case .fen: [("type", "integer"), ("$comment", "fen")]
    case .yuan: [("type", "string"), ("pattern", #"^-?[0-9]+(\.[0-9]+)?$"#), ("$comment", "yuan")]
    case .time: [("type", "string"), ("format", "date-time")]
    case .constant(let number): [("const", JSONValue(number))]
    // Where it stands in a member, that one's description is nearer.
    case .object(let shape):
      (object(shape, language).objectMembers ?? []).filter { $0.0 != "description" }
    case .list(let item):
      [("type", "array"), ("items", .object(self.type(item, language)))]
    case .map(let item):
      [("type", "object"), ("additionalProperties", .object(self.type(item, language)))]
    case .any: [("type", "object")]
    }
  }

  /// The command whose schema `--json=schema` asks for. It asks for no result, and so for no option that
  /// one needs; nil where the words do not ask for it.
  static func asked(_ environment: CommandEnvironment, root: CommandSpec) -> ParsedCommand? {
    let words = environment.words
    guard let place = words.firstIndex(of: Array("--json=schema".utf8)),
      !words[..<place].contains(Array("--".utf8)),
      case .success(let command) = Parser.parse(
        words: words.prefix(place) + [Array("--help".utf8)], environment: environment.variable,
        root: root)
    else { return nil }
    return command.path.isEmpty ? nil : command
  }

  /// Prints the schema of the context's command.
  /// - Throws: `no_json_result` for a command that prints no JSON.
  static func emit(_ context: CommandContext, root: CommandSpec) throws(Refusal) {
    let path = context.command.path
    let name = ([root.name] + path).joined(separator: " ")
    guard let results = CommandTree.command(at: path)?.results, !results.isEmpty else {
      throw Refusal(
        .usage, "no_json_result", "'\(name)' prints no JSON",
        hint: "'\(root.name) help json' lists the commands that do")
    }
    let schema = JSONSchema(command: name, results: results, language: context.language)
    try context.output.write(JSONWriter(layout: .pretty).string(schema.value) + "\n")
  }
}
