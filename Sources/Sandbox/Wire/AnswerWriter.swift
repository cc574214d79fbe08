import Gateways
import HTTP
import PaymentValues
import WireFormat

/// Writes the answers of one message: the good one from its rows, refusals in the gateway's words.
struct AnswerWriter: Sendable {
  let gateway: GatewaySpec
  /// Nil for a gateway that answers with pages only.
  let message: MessageSpec?
  let account: SandboxAccount

  /// The good answer.
  func answer(
    _ booking: Booking, status: Status, payURL: String, isSigned: Bool, breaksSignature: Bool
  ) -> HTTPResponse {
    guard let message else {
      return Reply.text("The document shows no answer.\n", status: 501)
    }
    let values = MessageValues(
      booking: booking, message: message, account: account, status: status, payURL: payURL)
    let fields = MessageWriter(message: message, account: account)
      .fields(values, isSigned: isSigned, breaksSignature: breaksSignature)
    return Reply.json(MessageWriter.json(fields))
  }

  /// A refusal, with the members that the document gives it and no others. It is never signed: no
  /// document and no server of these families signs one.
  func refusal(_ complaint: Complaint) -> HTTPResponse {
    guard let message else {
      return Reply.text(
        ComplaintWords(complaint, gateway: gateway, answer: .orderAnswer).words + "\n", status: 400)
    }
    let words = ComplaintWords(complaint, gateway: gateway, answer: message.kind)
    // Where the message has no word for no, another answer of the gateway may: pay-index refuses
    // questions as it refuses orders.
    let form = Self.refuses(message) ? message : other(message) ?? message
    var list = FieldList()
    let hasCodeRow = form.field(.errorCode) != nil
    if let (name, word) = failure(form, code: hasCodeRow ? nil : words.code) {
      list.append(Field(name: Array(name.utf8), value: word))
    }
    let rows = rows(of: form)
    if let row = rows.first(where: { $0.role == .message }) { list.append(row.name, words.words) }
    if let row = rows.first(where: { $0.role == .errorCode }), let code = words.code {
      list.append(row.name, code)
    }
    if let row = rows.first(where: { $0.role == .errorDetail }) {
      list.append(row.name, words.words)
    }
    for member in form.success?.failureMembers ?? [] {
      list.append(Field(name: Array(member.name.utf8), value: .nested(Self.bytes(member.value))))
    }
    return Reply.json(MessageWriter.json(list))
  }

  private static func bytes(_ value: JSONValue) -> Bytes { JSONWriter().bytes(value) }

  /// The documented rows; all of them where the document shows nothing of the message.
  private func rows(of message: MessageSpec) -> [FieldSpec] {
    let documented = message.fields.filter(\.isDocumented)
    return documented.isEmpty ? message.fields : documented
  }

  /// Whether a message can say no by itself.
  private static func refuses(_ message: MessageSpec) -> Bool {
    guard let rule = message.success, let row = message.field(rule.role) else { return true }
    return row.kind == .boolean || !rule.failureWords.isEmpty
      || message.fields.contains { $0.role == .message && $0.isDocumented }
  }

  private func other(_ message: MessageSpec) -> MessageSpec? {
    guard let rule = message.success, let row = message.field(rule.role) else { return nil }
    return gateway.messages.first { other in
      guard let otherRule = other.success, !otherRule.failureWords.isEmpty,
        let name = other.field(otherRule.role)?.name
      else { return false }
      return row.spellings.contains(name)
    }
  }

  /// The field that says no, and how.
  private func failure(_ message: MessageSpec, code: String?) -> (String, FieldValue)? {
    guard let rule = message.success, let row = message.field(rule.role) else { return nil }
    if row.kind == .boolean { return (row.name, .boolean(false)) }
    if let word = rule.failureWords.first { return (row.name, Self.word(word, row)) }
    if let code { return (row.name, .text(Array(code.utf8))) }
    let isUpper = rule.words.first.map { $0 == $0.uppercased() } ?? false
    return (row.name, .text(Array((isUpper ? "FAIL" : "fail").utf8)))
  }

  private static func word(_ word: String, _ row: FieldSpec) -> FieldValue {
    let bytes = Array(word.utf8)
    return row.isJSONLiteral && JSONNumber.isValid(bytes) ? .number(bytes) : .text(bytes)
  }
}
