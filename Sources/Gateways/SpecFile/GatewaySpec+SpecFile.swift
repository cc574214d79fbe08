import WireFormat

extension GatewaySpec {
  private static let specKeys = [
    "format", "id", "title", "document", "base-url-example", "pay-url",
    "refuses-duplicate-payouts", "signing-rules", "operations", "codes", "errors", "notes",
  ]

  /// The gateway as JSON. Every message carries its rule in full; `signing-rules` is for hands.
  var specJSON: JSONValue {
    var members = SpecMembers()
    members.add("format", JSONValue(SpecFile.format))
    members.add("id", .string(id))
    members.add("title", title, unless: id)
    members.add("document", document, unless: "")
    members.add("base-url-example", baseURLExample, unless: "")
    members.add("pay-url", payURL, unless: .asIs)
    members.add("refuses-duplicate-payouts", refusesDuplicatePayouts, unless: false)
    members.add("operations", .array(operations.map(\.specJSON)))
    members.add("codes", list: codes.map(\.specJSON))
    members.add("errors", list: errors.map(\.specJSON))
    members.add("notes", texts: notes)
    return members.json
  }

  /// Reads a gateway.
  init?(_ node: SpecNode) {
    guard node.isObject(with: Self.specKeys) else { return nil }
    if let format = node.needed("format"), let number = format.count, number != SpecFile.format {
      node.problems.add(
        "spec_format_unknown", at: format.place, "This program reads format \(SpecFile.format).")
    }
    let id = node.needed("id")?.text ?? ""
    Self.readRules(node["signing-rules"])
    self.init(
      id: id, title: node["title"]?.text ?? id, document: node["document"]?.text ?? "",
      baseURLExample: node["base-url-example"]?.text ?? "",
      operations: node.needed("operations")?.elements.compactMap(OperationSpec.init) ?? [],
      codes: node["codes"]?.elements.compactMap(CodeTable.init) ?? [],
      errors: node["errors"]?.elements.compactMap(ErrorMeaning.init) ?? [],
      payURL: node["pay-url"]?.word(PayURLRule.self) ?? .asIs,
      refusesDuplicatePayouts: node["refuses-duplicate-payouts"]?.bool ?? false,
      notes: node["notes"]?.texts ?? [])
  }

  private static func readRules(_ node: SpecNode?) {
    guard let node else { return }
    guard let members = node.value.objectMembers else { return node.wrongType("an object") }
    for (name, _) in members {
      node.problems.rules[name] = node[name].flatMap(SigningRule.init)
    }
  }
}

extension CodeTable {
  fileprivate var specJSON: JSONValue {
    var members = SpecMembers()
    members.add("kind", .string(kind.rawValue))
    members.add("source", source, unless: "")
    members.add("detail-headings", texts: detailHeadings)
    let lines = rows.map { ([$0.code, $0.name] + $0.details).joined(separator: "|") }
    members.add("rows", .array(lines.map { .string($0) }))
    return members.json
  }

  fileprivate init?(_ node: SpecNode) {
    guard node.isObject(with: ["kind", "source", "detail-headings", "rows"]) else { return nil }
    let kind = node.needed("kind")?.word(Kind.self)
    var lines: [String] = []
    for row in node.needed("rows")?.elements ?? [] {
      guard let line = row.text else { continue }
      if line.isEmpty || line.hasPrefix("|") || line.contains(where: \.isNewline) {
        node.problems.add(
          "spec_code_row", at: row.place, "A row is one line that starts with its code.",
          hint: "Write it as `code|name`.")
      }
      lines.append(line)
    }
    guard let kind else { return nil }
    self.init(
      kind, source: node["source"]?.text ?? "",
      detailHeadings: node["detail-headings"]?.texts ?? [], lines.joined(separator: "\n"))
  }
}

extension ErrorMeaning {
  fileprivate var specJSON: JSONValue {
    var members = SpecMembers()
    members.add("verdict", .string(verdict.rawValue))
    members.add("messages", texts: messages.map(\.rawValue))
    members.add("code", code)
    members.add("words", wordsContain)
    members.add("advice", advice, unless: "")
    members.add("documented", isDocumented, unless: true)
    return members.json
  }

  fileprivate init?(_ node: SpecNode) {
    let keys = ["verdict", "messages", "code", "words", "advice", "documented"]
    guard node.isObject(with: keys) else { return nil }
    let verdict = node.needed("verdict")?.word(Verdict.self)
    let messages = node["messages"]?.elements.compactMap { $0.word(MessageKind.self) } ?? []
    guard let verdict else { return nil }
    self.init(
      verdict, in: messages, code: node["code"]?.text, wordsContain: node["words"]?.text,
      advice: node["advice"]?.text ?? "", documented: node["documented"]?.bool ?? true)
  }
}
