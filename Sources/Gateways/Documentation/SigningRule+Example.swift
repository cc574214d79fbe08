extension SigningRule {
  /// An example of a string to sign over a message's fields, their printed examples as values and
  /// `KEY` for the key; `…` stands for a value without an example.
  package func exampleText(for message: MessageSpec) -> String {
    var pairs = names(in: message).map { name in
      (name: name, value: message.fields.first { $0.name == name }?.exampleValue ?? "…")
    }
    if case .sorted(let name) = key { pairs.append((name, "KEY")) }
    switch order {
    case .nameBytes: pairs.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    case .namesIgnoringCase: pairs.sort { $0.name.lowercased() < $1.name.lowercased() }
    case .pairsIgnoringCase: pairs.sort { text($0).lowercased() < text($1).lowercased() }
    case .valueBytes: pairs.sort { $0.value.utf8.lexicographicallyPrecedes($1.value.utf8) }
    case .asGiven: break
    }
    let body = pairs.map(text).joined(separator: pairSeparator)
    return switch key {
    case .appended(let text): body + text + "KEY"
    case .prepended(let text): "KEY" + text + body
    case .surrounding(let before, let after): "KEY" + before + body + after + "KEY"
    case .sorted, .outside: body
    }
  }

  /// Whether a field of the message takes part.
  func signs(_ field: FieldSpec) -> Bool {
    guard field.parent == nil else { return false }
    return switch selection {
    case .allExcept(let names): !names.contains(field.name)
    case .marked: field.signed == true
    case .listed(let names): names.contains(field.name)
    }
  }

  private func names(in message: MessageSpec) -> [String] {
    if case .listed(let names) = selection { return names }
    // The example of a good answer: its optional words are those of a refusal, which is not signed.
    func isOfRefusals(_ field: FieldSpec) -> Bool {
      message.success != nil && field.role == .message && field.requirement == .optional
    }
    return message.fields.filter { $0.isDocumented && signs($0) && !isOfRefusals($0) }.map(\.name)
  }

  private func text(_ pair: (name: String, value: String)) -> String {
    includesNames ? pair.name + nameValueSeparator + pair.value : pair.value
  }
}

extension FieldSpec {
  fileprivate var exampleValue: String { example ?? (kind == .object ? "{…}" : "…") }
}
