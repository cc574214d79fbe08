import Gateways
import HTTP
import PaymentValues
import WireFormat

/// Writes the answers of one message: the good one from its rows, refusals in the gateway's words.
struct AnswerWriter: Sendable {
  let gateway: GatewaySpec
  let message: MessageSpec
  let account: SandboxAccount

  /// The good answer.
  func answer(
    _ booking: Booking, status: Status, payURL: String, isSigned: Bool, breaksSignature: Bool
  ) -> HTTPResponse {
    let values = MessageValues(
      booking: booking, message: message, account: account, status: status, payURL: payURL)
    let fields = MessageWriter(message: message, account: account)
      .fields(values, isSigned: isSigned, breaksSignature: breaksSignature)
    return Reply.json(MessageWriter.json(fields))
  }

  /// A refusal. It is never signed: no document and no server of these families signs one.
  func refusal(_ complaint: Complaint) -> HTTPResponse {
    let words = ComplaintWords(complaint, gateway: gateway, answer: message.kind)
    var list = FieldList()
    let hasCodeRow = message.field(.errorCode) != nil
    if let (name, word) = failure(code: hasCodeRow ? nil : words.code) {
      list.append(Field(name: Array(name.utf8), value: word))
    }
    if let row = message.field(.message) { list.append(row.name, words.words) }
    if let row = message.field(.errorCode), let code = words.code { list.append(row.name, code) }
    if let row = message.field(.errorDetail) { list.append(row.name, words.words) }
    return Reply.json(MessageWriter.json(list))
  }

  /// The field that says no, and how. Where the message has no word for it, another answer of the
  /// gateway may: pay-index refuses questions with the `status` of its orders.
  private func failure(code: String?) -> (String, FieldValue)? {
    guard let rule = message.success, let row = message.field(rule.role) else { return nil }
    if row.kind == .boolean { return (row.name, .boolean(false)) }
    if let code { return (row.name, .text(Array(code.utf8))) }
    if let word = rule.failureWords.first { return (row.name, .text(Array(word.utf8))) }
    for other in gateway.messages {
      guard let otherRule = other.success, let word = otherRule.failureWords.first,
        let name = other.field(otherRule.role)?.name, row.spellings.contains(name)
      else { continue }
      return (name, .text(Array(word.utf8)))
    }
    let isUpper = rule.words.first.map { $0 == $0.uppercased() } ?? false
    return (row.name, .text(Array((isUpper ? "FAIL" : "fail").utf8)))
  }
}
