import GatewayEngine
import Gateways
import PaymentValues
import WireFormat

/// Finds a value for each row of a callback's table: named, by role, from the profile, or plausible.
struct CallbackValues: Sendable {
  let profile: Profile
  let unixMilliseconds: Int64
  /// Below a million; tells made numbers apart.
  let digits: UInt64

  /// What is asked and nothing said of the sum: one yuan.
  private static let defaultAmount = Money(fen: 100)

  /// Every field but the signature, in the table's order, then the ones that the table lacks.
  func fields(_ message: MessageSpec, _ input: CallbackInput) throws(CallbackRefusal) -> FieldList {
    var fields = FieldList()
    var findings: [Finding] = []
    let rows = message.fields.filter { $0.parent == nil }
    for row in rows where row.role != .signature && !input.removed.contains(row.name) {
      if let (name, value) = named(row, input) {
        fields.append(Field(name: Array(name.utf8), value: value))
      } else if let text = text(row, message, input, &findings) {
        fields.append(Field(name: Array(row.name.utf8), value: literal(text, row, input)))
      }
    }
    let known = Set(rows.flatMap(\.spellings))
    for (name, value) in input.named where !known.contains(name) {
      fields.append(Field(name: Array(name.utf8), value: value))
    }
    findings += unused(rows, input)
    guard findings.isEmpty else { throw CallbackRefusal(findings: findings) }
    return fields
  }

  private func named(_ row: FieldSpec, _ input: CallbackInput) -> (String, FieldValue)? {
    input.named.last { row.spellings.contains($0.name) }.map { ($0.name, $0.value) }
  }

  private func text(
    _ row: FieldSpec, _ message: MessageSpec, _ input: CallbackInput, _ findings: inout [Finding]
  ) -> String? {
    if let role = row.role, let text = input.texts[role] { return text }
    if let role = row.role, case .amount(let unit) = row.kind,
      input.money[role] != nil || isSent(row)
    {
      let money = input.money[role] ?? input.money[.amount] ?? Self.defaultAmount
      do throws(MoneyError) { return try unit.text(of: money) } catch {
        findings.append(
          Finding(.error, "amount_unit", place: row.name, "\(money.yuan) yuan: \(error.reason)"))
        return nil
      }
    }
    if let text = profile.fieldValues[row.name] ?? row.role.flatMap({ profile.values[$0] }) {
      return text
    }
    return isSent(row) ? plausible(row, message) : nil
  }

  private func isSent(_ row: FieldSpec) -> Bool {
    row.isDocumented && row.requirement != .optional
  }

  private func plausible(_ row: FieldSpec, _ message: MessageSpec) -> String {
    let now = BeijingTime(unixMilliseconds: unixMilliseconds)
    switch row.role {
    case .orderNumber: return "T\(now.compact)\(padded)"
    case .gatewayOrderNumber: return "P\(now.compact)\(padded)"
    case .state:
      let paid = message.states.first { $0.status == .succeeded && $0.isDocumented }
      return paid?.word ?? row.example ?? "1"
    case .noticeKind: return "2"
    case .attach, .extra1, .extra2: return ""
    default: break
    }
    switch row.kind {
    case .dateTime: return now.text
    case .compactDateTime: return now.compact
    case .milliseconds: return String(unixMilliseconds)
    case .code(let kind):
      return row.example ?? profile.gateway.codeTable(kind)?.rows.first?.code ?? "1"
    case .choice(let values): return row.example ?? values.first ?? "1"
    case .boolean: return "true"
    case .text, .integer, .amount, .url, .object: return row.example ?? "10001"
    }
  }

  private var padded: String {
    let text = String(digits)
    return String(repeating: "0", count: max(0, 6 - text.count)) + text
  }

  private func literal(_ text: String, _ row: FieldSpec, _ input: CallbackInput) -> FieldValue {
    let bytes = Array(text.utf8)
    guard input.body == .json, row.isJSONLiteral, JSONNumber.isValid(bytes) else {
      return .text(bytes)
    }
    return .number(bytes)
  }

  private func unused(_ rows: [FieldSpec], _ input: CallbackInput) -> [Finding] {
    let roles = Set(rows.compactMap(\.role))
    return Set(input.texts.keys).union(input.money.keys).subtracting(roles)
      .sorted { $0.rawValue < $1.rawValue }
      .map { role in
        Finding(
          .error, "role_not_supported", place: "--\(role.rawValue)",
          "this callback of gateway \(profile.gateway.id) has no field for it")
      }
  }
}
