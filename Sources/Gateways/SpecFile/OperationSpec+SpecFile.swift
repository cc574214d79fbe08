import WireFormat

extension OperationSpec {
  /// The operation as JSON.
  var specJSON: JSONValue {
    var members = SpecMembers()
    members.add("endpoints", .array(endpoints.map(\.specJSON)))
    members.add("request", request.specJSON)
    if let answer { members.add("answer", answer.specJSON) }
    if let callback { members.add("callback", callback.specJSON) }
    if let delivery { members.add("delivery", delivery.specJSON) }
    members.add("browser-return", browserReturn?.rawValue)
    return members.json
  }

  /// Reads an operation.
  init?(_ node: SpecNode) {
    let keys = ["endpoints", "request", "answer", "callback", "delivery", "browser-return"]
    guard node.isObject(with: keys) else { return nil }
    let endpoints = node.needed("endpoints")?.elements.compactMap(Endpoint.init) ?? []
    let request = node.needed("request").flatMap(MessageSpec.init)
    let answer = node["answer"].flatMap(MessageSpec.init)
    let callback = node["callback"].flatMap(MessageSpec.init)
    let delivery = node["delivery"].flatMap(CallbackDelivery.init)
    guard let request else { return nil }
    self.init(
      endpoints: endpoints, request: request, answer: answer, callback: callback,
      delivery: delivery, browserReturn: node["browser-return"]?.word(BrowserReturn.self))
  }
}

extension Endpoint {
  fileprivate var specJSON: JSONValue {
    var members = SpecMembers()
    members.add("mode", mode, unless: .api)
    members.add("method", method, unless: "POST")
    members.add("path", .string(path))
    members.add("encoding", encoding.specJSON)
    if !fixed.isEmpty {
      members.add(
        "fixed", .object(fixed.map { ($0.name, $0.value.map(JSONValue.string) ?? .null) }))
    }
    return members.json
  }

  fileprivate init?(_ node: SpecNode) {
    guard node.isObject(with: ["mode", "method", "path", "encoding", "fixed"]) else { return nil }
    let path = node.needed("path")?.text
    let encoding = node.needed("encoding").flatMap(Encoding.init)
    let method = node["method"].map { $0.word(of: ["GET", "POST"]) } ?? "POST"
    var fixed: [FixedField] = []
    if let node = node["fixed"] {
      if node.value.objectMembers == nil { node.wrongType("an object") }
      for (name, value) in node.value.objectMembers ?? [] {
        fixed.append(FixedField(name, value.isNull ? nil : node[name]?.text))
      }
    }
    guard let path, let encoding, let method else { return nil }
    self.init(node["mode"]?.word(Mode.self) ?? .api, method, path, encoding, fixed: fixed)
  }
}

extension Encoding {
  private static let words: [(word: String, encoding: Encoding)] = [
    ("form", .form), ("json", .json), ("query", .query),
  ]

  fileprivate var specJSON: JSONValue {
    if case .formField(let name) = self { return ["form-field": .string(name)] }
    return .string(Self.words.first { $0.encoding == self }?.word ?? "form")
  }

  fileprivate init?(_ node: SpecNode) {
    if node.value.objectMembers != nil {
      guard node.isObject(with: ["form-field"]), let name = node.needed("form-field")?.text else {
        return nil
      }
      self = .formField(name)
    } else {
      guard let word = node.word(of: Self.words.map(\.word)),
        let encoding = Self.words.first(where: { $0.word == word })?.encoding
      else { return nil }
      self = encoding
    }
  }
}

extension CallbackDelivery {
  fileprivate var specJSON: JSONValue {
    var members = SpecMembers()
    members.add("method", method, unless: "POST")
    members.add("acknowledgement", .string(acknowledgement))
    members.add("match", match, unless: .exact)
    members.add("others", texts: otherAcknowledgements)
    if let status { members.add("status", JSONValue(status)) }
    members.add("sends-empties", sendsEmpties, unless: false)
    members.add("repeat-seconds", list: repeatSeconds.map { JSONValue($0) })
    members.add("appends-query", appendsQuery, unless: false)
    members.add("source", source, unless: "")
    return members.json
  }

  fileprivate init?(_ node: SpecNode) {
    let keys = [
      "method", "acknowledgement", "match", "others", "status", "sends-empties", "repeat-seconds",
      "appends-query", "source",
    ]
    guard node.isObject(with: keys) else { return nil }
    let method = node["method"].map { $0.word(of: ["GET", "POST"]) } ?? "POST"
    let acknowledgement = node.needed("acknowledgement")?.text
    let match = node["match"]?.word(Match.self) ?? .exact
    let seconds = node["repeat-seconds"]?.elements.compactMap(\.count) ?? []
    guard let method, let acknowledgement else { return nil }
    self.init(
      method, acknowledgement: acknowledgement, match: match, others: node["others"]?.texts ?? [],
      status: node["status"]?.count, sendsEmpties: node["sends-empties"]?.bool ?? false,
      repeatSeconds: seconds, appendsQuery: node["appends-query"]?.bool ?? false,
      source: node["source"]?.text ?? "")
  }
}
