import PaymentValues
import WireFormat

extension MessageSpec {
  private static let specKeys = [
    "kind", "source", "fields", "sign", "tolerances", "success", "states", "other-state",
    "implied-status",
  ]

  /// The message as JSON.
  var specJSON: JSONValue {
    var members = SpecMembers()
    members.add("kind", .string(kind.rawValue))
    members.add("source", source, unless: "")
    members.add("fields", .array(fields.map(\.specJSON)))
    if let signing { members.add("sign", signing.specJSON) }
    members.add("tolerances", list: tolerances.map(\.specJSON))
    if let success { members.add("success", success.specJSON) }
    members.add("states", list: states.map(\.specJSON))
    members.add("other-state", otherState, unless: .unknown)
    members.add("implied-status", impliedStatus?.rawValue)
    return members.json
  }

  /// Reads a message.
  init?(_ node: SpecNode) {
    guard node.isObject(with: Self.specKeys) else { return nil }
    let kind = node.needed("kind")?.word(MessageKind.self)
    self.init(
      kind ?? .order, source: node["source"]?.text ?? "",
      fields: node.needed("fields")?.elements.compactMap(FieldSpec.init) ?? [],
      signing: node["sign"].flatMap(SigningRule.init),
      tolerances: node["tolerances"]?.elements.compactMap(Tolerance.init) ?? [],
      success: node["success"].flatMap(SuccessRule.init),
      states: node["states"]?.elements.compactMap(StateWord.init) ?? [],
      otherState: node["other-state"]?.word(Status.self) ?? .unknown,
      impliedStatus: node["implied-status"]?.word(Status.self))
  }
}

extension SuccessRule {
  fileprivate var specJSON: JSONValue {
    var members = SpecMembers()
    members.add("role", role, unless: .resultCode)
    members.add("words", .array(words.map { .string($0) }))
    members.add("failure-words", texts: failureWords)
    members.add("pay-url-decides", payURLDecides, unless: false)
    if !failureMembers.isEmpty {
      members.add("failure-members", .object(failureMembers.map { ($0.name, $0.value) }))
    }
    return members.json
  }

  fileprivate init?(_ node: SpecNode) {
    let keys = ["role", "words", "failure-words", "pay-url-decides", "failure-members"]
    guard node.isObject(with: keys) else { return nil }
    let members = node["failure-members"]
    if let members, members.value.objectMembers == nil { members.wrongType("an object") }
    self.init(
      node["role"]?.word(Role.self) ?? .resultCode, node.needed("words")?.texts ?? [],
      failure: node["failure-words"]?.texts ?? [],
      payURLDecides: node["pay-url-decides"]?.bool ?? false,
      failureMembers: (members?.value.objectMembers ?? []).map { FailureMember($0.0, $0.1) })
  }
}

extension StateWord {
  fileprivate var specJSON: JSONValue {
    var members = SpecMembers()
    members.add("word", .string(word))
    members.add("status", .string(status.rawValue))
    members.add("label", label, unless: "")
    members.add("documented", isDocumented, unless: true)
    return members.json
  }

  fileprivate init?(_ node: SpecNode) {
    guard node.isObject(with: ["word", "status", "label", "documented"]) else { return nil }
    let word = node.needed("word")?.text
    let status = node.needed("status")?.word(Status.self)
    guard let word, let status else { return nil }
    self.init(
      word, status, node["label"]?.text ?? "", documented: node["documented"]?.bool ?? true)
  }
}
