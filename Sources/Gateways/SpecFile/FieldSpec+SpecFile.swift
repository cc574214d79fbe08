import PaymentValues
import WireFormat

extension FieldSpec {
  private static let specKeys = [
    "name", "label", "required", "type", "choices", "role", "signed", "max-length", "example",
    "note", "parent", "aliases", "documented", "json-literal", "default", "enforced",
  ]

  /// The row as JSON.
  var specJSON: JSONValue {
    var members = SpecMembers()
    members.add("name", .string(name))
    members.add("label", label, unless: "")
    switch requirement {
    case .required: members.add("required", true)
    case .optional: members.add("required", false)
    case .oneOf(let group): members.add("required", ["one-of": .string(group)])
    case .unstated: break
    }
    if let type = Kind.words.first(where: { $0.kind == kind }), kind != .text {
      members.add("type", .string(type.word))
    }
    if case .choice(let words) = kind { members.add("choices", .array(words.map { .string($0) })) }
    members.add("role", role?.rawValue)
    if let signed { members.add("signed", .bool(signed)) }
    if let maximumLength { members.add("max-length", JSONValue(maximumLength)) }
    members.add("example", example)
    members.add("note", note)
    members.add("parent", parent)
    members.add("aliases", texts: aliases)
    members.add("documented", isDocumented, unless: true)
    members.add("json-literal", isJSONLiteral, unless: false)
    members.add("default", defaultValue)
    members.add("enforced", isEnforced, unless: true)
    return members.json
  }

  /// Reads a row.
  init?(_ node: SpecNode) {
    guard node.isObject(with: Self.specKeys) else { return nil }
    let name = node.needed("name")?.text
    let kind = Self.kind(node)
    self.init(
      name ?? "", node["label"]?.text ?? "", Requirement(node["required"]), kind,
      role: node["role"]?.word(Role.self), signed: node["signed"]?.bool,
      max: node["max-length"]?.count, example: node["example"]?.text, note: node["note"]?.text,
      parent: node["parent"]?.text, aliases: node["aliases"]?.texts ?? [],
      documented: node["documented"]?.bool ?? true,
      jsonLiteral: node["json-literal"]?.bool ?? false, defaultValue: node["default"]?.text,
      enforced: node["enforced"]?.bool ?? true)
  }

  private static func kind(_ node: SpecNode) -> Kind {
    let type = node["type"]?.word(of: Kind.words.map(\.word))
    guard let choices = node["choices"] else {
      return Kind.words.first { $0.word == type }?.kind ?? .text
    }
    if type != nil {
      node.problems.add(
        "spec_key_unknown", at: choices.place, "A field has either `type` or `choices`.",
        hint: "Leave out `type`.")
    }
    return .choice(choices.texts)
  }
}

extension FieldSpec.Kind {
  /// The words of the key `type`; `choice` has a key of its own.
  fileprivate static let words: [(word: String, kind: FieldSpec.Kind)] =
    [
      ("text", .text), ("integer", .integer), ("boolean", .boolean), ("date-time", .dateTime),
      ("compact-date-time", .compactDateTime), ("milliseconds", .milliseconds), ("url", .url),
      ("object", .object),
    ] + AmountUnit.allCases.map { ($0.rawValue, .amount($0)) }
    + CodeTable.Kind.allCases.map { ($0.rawValue + "-code", .code($0)) }
}

extension FieldSpec.Requirement {
  fileprivate init(_ node: SpecNode?) {
    guard let node else {
      self = .unstated
      return
    }
    if let value = node.value.boolValue {
      self = value ? .required : .optional
    } else if node.value.objectMembers != nil {
      guard node.isObject(with: ["one-of"]) else {
        self = .unstated
        return
      }
      self = .oneOf(node.needed("one-of")?.text ?? "")
    } else {
      node.wrongType("true, false or {\"one-of\": \"group\"}")
      self = .unstated
    }
  }
}
