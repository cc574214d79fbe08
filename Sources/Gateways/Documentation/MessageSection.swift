import WireFormat

/// The part of a gateway's page that is about one message.
enum MessageSection {
  static func markdown(_ message: MessageSpec) -> String {
    var text = "## \(message.kind.rawValue)\n\nSource: \(message.source).\n\n"
    text += fields(message)
    if let success = message.success { text += "\n" + sentence(success, in: message) + "\n" }
    if let status = message.impliedStatus {
      text += "\nIt has no state field: to arrive means `\(status.rawValue)`.\n"
    }
    text += states(message) + signing(message)
    return text
  }

  private static func fields(_ message: MessageSpec) -> String {
    let rows = message.fields.map { field in
      [
        "`\(field.name)`", field.label, field.requirement.words,
        message.signing.map { $0.signs(field) ? "yes" : "no" } ?? "", field.kind.words,
        field.maximumLength.map(String.init) ?? "", field.role?.rawValue ?? "",
        field.example.map(MarkdownTable.code) ?? "", remarks(field),
      ]
    }
    return MarkdownTable.text(
      ["Field", "Label", "Required", "Signed", "Value", "Most", "Role", "Example", "Remarks"], rows)
  }

  private static func remarks(_ field: FieldSpec) -> String {
    var remarks: [String] = []
    if !field.isDocumented { remarks.append("Not in the document.") }
    if let parent = field.parent { remarks.append("Inside `\(parent)`.") }
    if let note = field.note { remarks.append(note) }
    if field.isJSONLiteral { remarks.append("Without quotes in JSON.") }
    if !field.isEnforced { remarks.append("Servers do not insist on it.") }
    if let value = field.defaultValue { remarks.append("`\(value)` when nothing else is given.") }
    if !field.aliases.isEmpty {
      let names = field.aliases.map(MarkdownTable.code).joined(separator: ", ")
      remarks.append("Also spelled \(names).")
    }
    return remarks.joined(separator: " ")
  }

  private static func sentence(_ success: SuccessRule, in message: MessageSpec) -> String {
    let name = message.field(success.role)?.name ?? success.role.rawValue
    func list(_ words: [String]) -> String {
      words.map(MarkdownTable.code).joined(separator: " or ")
    }
    var text = "Accepted when `\(name)` is \(list(success.words))"
    if success.payURLDecides { text += ", or whatever it is when a pay URL came" }
    if !success.failureWords.isEmpty {
      text += "; refused when it is \(list(success.failureWords))"
    }
    if !success.failureMembers.isEmpty {
      let members = success.failureMembers.map { member in
        "`\"\(member.name)\":\(JSONWriter().string(member.value))`"
      }
      text += "; a refusal also carries \(members.joined(separator: ", "))"
    }
    return text + "."
  }

  private static func states(_ message: MessageSpec) -> String {
    guard let field = message.field(.state) else { return "" }
    let rows = message.states.map { state in
      [
        MarkdownTable.code(state.word), state.status.rawValue, state.label,
        state.isDocumented ? "printed" : "seen",
      ]
    }
    return "\nWords of `\(field.name)`; any other is `\(message.otherState.rawValue)`:\n\n"
      + MarkdownTable.text(["Word", "Status", "Label", "Source"], rows)
  }

  /// What an answer without a signature is worth (decision 9).
  private static func missing(_ message: MessageSpec) -> String {
    let row = message.field(.signature)
    let isPrinted = row.map { $0.isDocumented && $0.requirement != .optional } ?? false
    return isPrinted
      ? "Without a signature it decides nothing (decision 9)."
      : "Without a signature a final state is only a claim, unless `unsigned-answers = allow`; and once "
        + "an answer was signed, every later one must be (decision 9)."
  }

  private static func signing(_ message: MessageSpec) -> String {
    guard let rule = message.signing else {
      let failed = message.states.contains { $0.status == .failed } && message.kind.isAboutPayout
      return "\nNot signed.\n"
        + (failed
          ? "\nA failed payout is only this answer's word: it keeps counting in the guard against "
            + "repeated payouts (decision 9).\n" : "")
    }
    var text = "\n" + rule.sentences.joined(separator: " ") + "\n\n"
    if message.kind.request != nil { text += missing(message) + "\n\n" }
    text += "```\n" + rule.exampleText(for: message) + "\n```\n"
    for tolerance in message.tolerances {
      text += "\nAlso valid, and reported, as `\(tolerance.name)`: \(tolerance.reason)\n\n"
      text += "```\n" + tolerance.rule.exampleText(for: message) + "\n```\n"
    }
    return text
  }
}

extension FieldSpec.Requirement {
  fileprivate var words: String {
    switch self {
    case .required: "yes"
    case .optional: "no"
    case .oneOf(let group): "one of \(group)"
    case .unstated: ""
    }
  }
}

extension FieldSpec.Kind {
  fileprivate var words: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .boolean: "true or false"
    case .amount(let unit): "amount in \(unit.rawValue)"
    case .dateTime: "date and time"
    case .compactDateTime: "compact date and time"
    case .milliseconds: "milliseconds"
    case .url: "URL"
    case .code(let table): "\(table.rawValue) code"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .object: "object"
    }
  }
}
