import Gateways
import Messages
import PaymentValues
import WireFormat

/// Finds the value of each field: named on the command line, then by role, then the endpoint's own,
/// then the profile's, then what the program can make itself, then the row's default.
struct ValueSource {
  let profile: Profile
  let input: RequestInput
  let message: MessageSpec
  let unixMilliseconds: Int64
  let random: @Sendable () -> UInt64

  func value(of row: FieldSpec, endpoint: Endpoint, _ findings: inout [Finding]) -> FieldValue? {
    if let named = input.named.last(where: { row.spellings.contains($0.name) }) {
      return named.value
    }
    if let role = row.role, let money = input.money[role], case .amount(let unit) = row.kind {
      do throws(MoneyError) { return literal(try unit.text(of: money), row) } catch {
        findings.append(
          Finding(
            .error, "amount_unit", place: "--\(role.rawValue) (\(row.name))",
            "\(money.yuan) yuan: \(error.reason)"))
        return nil
      }
    }
    if let role = row.role, let text = input.texts[role] { return literal(text, row) }
    if let fixed = endpoint.fixed.first(where: { $0.name == row.name }) {
      return fixed.value.map { literal($0, row) }
    }
    if let text = profile.fieldValues[row.name] ?? row.role.flatMap({ profile.values[$0] }) {
      return literal(text, row)
    }
    return (made(row) ?? row.defaultValue).map { literal($0, row) }
  }

  /// Appends fields that the table lacks, when that is allowed.
  func appendUnknown(to fields: inout FieldList, _ findings: inout [Finding]) {
    let known = Set(message.fields.flatMap(\.spellings))
    let signature = Set(message.field(.signature)?.spellings ?? [])
    for (name, _) in input.named where signature.contains(name) {
      findings.append(
        Finding(
          .error, "signature_is_made", place: name,
          "\(name) is computed from the other fields and cannot be given",
          hint: "'merchant sign' shows how it is computed"))
    }
    for (name, value) in input.named where !known.contains(name) {
      if input.allowsUnknownFields {
        fields.append(Field(name: Array(name.utf8), value: value))
      } else {
        findings.append(
          Finding(
            .error, "unknown_field", place: name, "\(message.source) has no field '\(name)'",
            hint: "add --allow-unknown-field to send it all the same"))
      }
    }
    let roles = Set(message.fields.compactMap(\.role))
    let unused = Set(input.texts.keys).union(input.money.keys).subtracting(roles)
    for role in unused.sorted(by: { $0.rawValue < $1.rawValue }) {
      findings.append(
        Finding(
          .error, "role_not_supported", place: "--\(role.rawValue)",
          "gateway \(profile.gateway.id) has no field for it in \(message.kind.rawValue)"))
    }
  }

  private func made(_ row: FieldSpec) -> String? {
    switch row.role {
    case .submittedAt:
      let now = BeijingTime(unixMilliseconds: unixMilliseconds)
      switch row.kind {
      case .milliseconds: return String(unixMilliseconds)
      case .compactDateTime: return now.compact
      default: return now.text
      }
    case .orderNumber where message.kind == .order:
      return OrderNumberMaker.make(
        unixMilliseconds: unixMilliseconds, maximumLength: row.maximumLength, random: random)
    default:
      return nil
    }
  }

  private func literal(_ text: String, _ row: FieldSpec) -> FieldValue {
    let bytes = Array(text.utf8)
    guard row.isJSONLiteral else { return .text(bytes) }
    if text == "true" || text == "false" { return .boolean(text == "true") }
    return JSONNumber.isValid(bytes) ? .number(bytes) : .text(bytes)
  }
}
