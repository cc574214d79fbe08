import WireFormat

extension SigningRule {
  static let specKeys = [
    "select", "except", "fields", "empties", "order", "names", "name-value-separator",
    "pair-separator", "key", "digest", "case", "either-case", "transforms", "field-transforms",
    "nested", "numbers",
  ]

  /// The rule as JSON.
  var specJSON: JSONValue {
    let standard = SigningRule(.marked)
    var members = SpecMembers()
    switch selection {
    case .allExcept(let names):
      members.add("select", .string("all-except"))
      members.add("except", texts: names)
    case .marked: members.add("select", .string("marked"))
    case .listed(let names):
      members.add("select", .string("listed"))
      members.add("fields", texts: names)
    }
    members.add("empties", empties, unless: standard.empties)
    members.add("order", order, unless: standard.order)
    members.add("names", includesNames, unless: true)
    members.add("name-value-separator", nameValueSeparator, unless: standard.nameValueSeparator)
    members.add("pair-separator", pairSeparator, unless: standard.pairSeparator)
    if key != standard.key { members.add("key", key.specJSON) }
    members.add("digest", digest, unless: standard.digest)
    members.add("case", letterCase, unless: standard.letterCase)
    members.add("either-case", acceptsEitherCase, unless: false)
    members.add("transforms", texts: transforms.map(\.rawValue))
    members.add(
      "field-transforms",
      list: fieldTransforms.map {
        ["field": .string($0.field), "transform": .string($0.transform.rawValue)]
      })
    members.add("nested", nested, unless: standard.nested)
    members.add("numbers", numbers, unless: standard.numbers)
    return members.json
  }

  /// Reads a rule, or the name of one of the file's `signing-rules`.
  init?(_ node: SpecNode) {
    if let name = node.value.stringValue {
      guard let rule = node.problems.rules[name] else {
        node.problems.add(
          "spec_rule_unknown", at: node.place, "There is no signing rule named `\(name)`.",
          hint: "Name it under `signing-rules`, or write the rule here.")
        return nil
      }
      self = rule
      return
    }
    guard node.isObject(with: Self.specKeys), let selection = Self.selection(node) else {
      return nil
    }
    self.init(selection)
    if let word = node["empties"]?.word(Empties.self) { empties = word }
    if let word = node["order"]?.word(Order.self) { order = word }
    if let value = node["names"]?.bool { includesNames = value }
    if let text = node["name-value-separator"]?.text { nameValueSeparator = text }
    if let text = node["pair-separator"]?.text { pairSeparator = text }
    if let value = node["key"].flatMap(KeyPlacement.init) { key = value }
    if let word = node["digest"]?.word(Digest.self) { digest = word }
    if let word = node["case"]?.word(LetterCase.self) { letterCase = word }
    if let value = node["either-case"]?.bool { acceptsEitherCase = value }
    transforms = node["transforms"]?.elements.compactMap { $0.word(Transform.self) } ?? []
    fieldTransforms = node["field-transforms"]?.elements.compactMap(FieldTransform.init) ?? []
    if let word = node["nested"]?.word(Nested.self) { nested = word }
    if let word = node["numbers"]?.word(Numbers.self) { numbers = word }
  }

  private static func selection(_ node: SpecNode) -> Selection? {
    let word = node.needed("select")?.word(of: ["all-except", "marked", "listed"])
    let owner = ["except": "all-except", "fields": "listed"]
    for (key, select) in owner where word != nil && word != select && node[key] != nil {
      node.problems.add(
        "spec_key_unknown", at: "\(node.place).\(key)", "`\(key)` belongs to `select: \(select)`.")
    }
    switch word {
    case "all-except": return .allExcept(node["except"]?.texts ?? [])
    case "listed": return .listed(node.needed("fields")?.texts ?? [])
    case "marked": return .marked
    default: return nil
    }
  }
}

extension SigningRule.FieldTransform {
  fileprivate init?(_ node: SpecNode) {
    guard node.isObject(with: ["field", "transform"]), let field = node.needed("field")?.text,
      let transform = node.needed("transform")?.word(SigningRule.Transform.self)
    else { return nil }
    self.init(field, transform)
  }
}

extension SigningRule.KeyPlacement {
  private static let words = ["append", "prepend", "surround", "sorted"]

  fileprivate var specJSON: JSONValue {
    switch self {
    case .appended(let text): ["append": .string(text)]
    case .prepended(let text): ["prepend": .string(text)]
    case .surrounding(let before, let after):
      ["surround": ["before": .string(before), "after": .string(after)]]
    case .sorted(let name): ["sorted": .string(name)]
    case .outside: "outside"
    }
  }

  fileprivate init?(_ node: SpecNode) {
    if node.value.stringValue != nil {
      guard node.word(of: ["outside"]) != nil else { return nil }
      self = .outside
      return
    }
    guard node.isObject(with: Self.words), let members = node.value.objectMembers else {
      return nil
    }
    guard members.count == 1 else {
      node.problems.add(
        "spec_key_missing", at: node.place,
        "The key stands in exactly one way: append, prepend, surround or sorted.")
      return nil
    }
    if let node = node["surround"] {
      guard node.isObject(with: ["before", "after"]) else { return nil }
      self = .surrounding(
        before: node.needed("before")?.text ?? "", after: node.needed("after")?.text ?? "")
    } else if let text = node["append"]?.text {
      self = .appended(text)
    } else if let text = node["prepend"]?.text {
      self = .prepended(text)
    } else if let text = node["sorted"]?.text {
      self = .sorted(text)
    } else {
      return nil
    }
  }
}

extension Tolerance {
  var specJSON: JSONValue {
    ["name": .string(name), "reason": .string(reason), "sign": rule.specJSON]
  }

  init?(_ node: SpecNode) {
    guard node.isObject(with: ["name", "reason", "sign"]) else { return nil }
    let name = node.needed("name")?.text
    let reason = node.needed("reason")?.text
    let rule = node.needed("sign").flatMap(SigningRule.init)
    guard let name, let reason, let rule else { return nil }
    self.init(name, reason, rule)
  }
}
