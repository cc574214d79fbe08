import ByteText
import Gateways
import PaymentValues
import WireFormat

/// Holds values against a table's rows before anything is sent, and names every fault at once.
package struct FieldValidator {
  let gateway: GatewaySpec
  let message: MessageSpec

  /// Checks against that message of that gateway.
  package init(gateway: GatewaySpec, message: MessageSpec) {
    self.gateway = gateway
    self.message = message
  }

  /// Findings for one value; empty when all is well.
  package func check(_ text: String, for row: FieldSpec) -> [Finding] {
    var findings: [Finding] = []
    if let maximum = row.maximumLength, text.utf16.count > maximum {
      findings.append(
        Finding(
          .error, "too_long", place: place(row),
          "it has \(text.utf16.count) characters; \(message.source) allows \(maximum)"))
    }
    if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      findings.append(
        Finding(.error, "control_character", place: place(row), "it has a control character"))
    }
    findings += kindFindings(text, row)
    findings += signingFindings(text, row)
    findings += addressFindings(text, row)
    return findings
  }

  /// A server that puts `?` behind an address which has one already spoils the last parameter.
  private func addressFindings(_ text: String, _ row: FieldSpec) -> [Finding] {
    guard row.role == .notifyURL, text.contains("?"),
      let callback = gateway.operation(message.kind)?.delivery, callback.appendsQuery
    else { return [] }
    return [
      Finding(
        .warning, "notify_url_with_query", place: place(row),
        "servers of this gateway put '?' and the result behind this address although it has a query, "
          + "so its last parameter arrives broken, as in uid=7?income=98",
        hint: "put the parameter into the path, or into a field that comes back")
    ]
  }

  private func place(_ row: FieldSpec) -> String {
    row.role.map { "--\($0.rawValue) (\(row.name))" } ?? row.name
  }

  private func kindFindings(_ text: String, _ row: FieldSpec) -> [Finding] {
    func bad(_ code: String, _ reason: String, hint: String? = nil) -> [Finding] {
      [Finding(.error, code, place: place(row), reason, hint: hint)]
    }
    let isWholeNumber = !text.isEmpty && text.utf8.allSatisfy { $0.isDigit }
    switch row.kind {
    case .text, .object: return []
    case .integer, .milliseconds:
      return isWholeNumber ? [] : bad("not_a_number", "it must be a whole number")
    case .boolean:
      return ["true", "false"].contains(text)
        ? [] : bad("not_a_boolean", "it must be true or false")
    case .amount(let unit):
      do throws(MoneyError) {
        let money = try unit.money(Array(text.utf8))
        return money.fen > 0 ? [] : bad("amount_not_positive", "the amount must be above zero")
      } catch { return bad("bad_amount", error.reason) }
    case .dateTime, .compactDateTime:
      return BeijingTime(text) != nil
        ? [] : bad("bad_time", "it must be a time such as 2016-12-26 18:18:18")
    case .url:
      let absolute = text.hasPrefix("http://") || text.hasPrefix("https://")
      return absolute && !text.contains(" ")
        ? [] : bad("bad_url", "it must be an absolute http or https URL")
    case .choice(let values):
      return values.contains(text)
        ? [] : bad("not_a_choice", "it must be one of \(values.joined(separator: ", "))")
    case .code(let kind):
      if row.isJSONLiteral, !isWholeNumber {
        return bad(
          "not_a_number", "'\(text)' is no whole number, and \(message.source) wants one here",
          hint: "'merchant bank-codes --gateway \(gateway.id)' lists the codes")
      }
      guard let table = gateway.codeTable(kind), !table.rows.contains(where: { $0.code == text })
      else { return [] }
      return [
        Finding(
          .warning, "unlisted_code", place: place(row),
          "'\(text)' is not among the codes of \(table.source)",
          hint:
            "codes change; 'merchant bank-codes --gateway \(gateway.id)' lists the documented ones")
      ]
    }
  }

  /// Refuses to create a message that two readers could read differently (docs/rules.md V4).
  private func signingFindings(_ text: String, _ row: FieldSpec) -> [Finding] {
    let echoed: Set<Role> = [.orderNumber, .attach, .extra1, .extra2]
    if let role = row.role, echoed.contains(role), text.contains("&") {
      return [
        Finding(
          .error, "ambiguous_value", place: place(row),
          "it contains '&'; the gateway gives this text back in its callback, where it can be read as another field",
          hint: "use another separator, for instance ';'")
      ]
    }
    let escapes = message.tolerances.contains { $0.rule.transforms.contains(.htmlEscaped) }
    if escapes, row.signed == true, text.contains(where: { "&<>\"'".contains($0) }) {
      return [
        Finding(
          .warning, "html_escaped_by_gateway", place: place(row),
          "servers of this family sign & < > \" as HTML entities, so this request may be refused",
          hint: "leave these characters out of signed fields; one query parameter in a URL is safe")
      ]
    }
    return []
  }
}
