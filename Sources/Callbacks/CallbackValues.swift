import Gateways
import Messages
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
  func fields(_ message: MessageSpec, _ input: CallbackInput) throws(Refusal) -> FieldList {
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
    guard findings.isEmpty else { throw Refusal(.refused, findings) }
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
    if let text = profile.fieldValues[row.name] { return text }
    if let role = row.role, Self.echoed.contains(role), row.isDocumented {
      return sendsEmpties(row, message) ? "" : nil
    }
    guard isSent(row) else { return nil }
    if let text = row.role.flatMap({ profile.values[$0] }) { return text }
    return plausible(row, message) ?? (sendsEmpties(row, message) ? "" : needed(row))
  }

  /// Texts that a gateway gives back as it got them.
  private static let echoed: Set<Role> = [.attach, .extra1, .extra2]

  /// Whether a field without a value is sent as an empty one: as servers of the gateway do, and where
  /// the signature wants a text for it.
  private func sendsEmpties(_ row: FieldSpec, _ message: MessageSpec) -> Bool {
    if let role = row.role, Self.echoed.contains(role),
      profile.gateway.delivery(of: message.kind)?.sendsEmpties == true
    {
      return true
    }
    guard let rule = message.signing, case .listed(let names) = rule.selection else { return false }
    return rule.empties != .dropped && rule.empties != .droppedAsPHP && names.contains(row.name)
  }

  private func isSent(_ row: FieldSpec) -> Bool {
    row.isDocumented && row.requirement != .optional
  }

  /// The row of the request that the callback is about: what a field holds there comes back here.
  private func asked(_ row: FieldSpec, _ message: MessageSpec) -> FieldSpec? {
    let operation = profile.gateway.operations.first { $0.callback?.kind == message.kind }
    return operation?.request.field(named: row.name)
      ?? row.role.flatMap { operation?.request.field($0) }
  }

  /// What the gateway would send there, as far as document and tables tell; nil when nothing does.
  private func plausible(_ row: FieldSpec, _ message: MessageSpec) -> String? {
    let now = BeijingTime(unixMilliseconds: unixMilliseconds)
    switch row.role {
    case .orderNumber: return "T\(now.compact)\(padded)"
    case .gatewayOrderNumber: return "P\(now.compact)\(padded)"
    case .channelOrderNumber: return "C\(now.compact)\(padded)"
    case .state:
      let paid = message.states.first { $0.status == .succeeded && $0.isDocumented }
      return paid?.word ?? row.example ?? "1"
    case .noticeKind:
      if case .choice(let values) = row.kind { return values.last }
      return "2"
    default: break
    }
    let request = asked(row, message)
    if let value = row.fixedValue ?? request?.fixedValue { return value }
    switch row.kind {
    case .dateTime: return now.text
    case .compactDateTime: return now.compact
    case .milliseconds: return String(unixMilliseconds)
    default: break
    }
    if let example = row.example ?? request?.example { return example }
    if case .choice(let values) = row.kind { return values.first }
    for case .code(let kind)? in [row.kind, request?.kind] {
      if let code = profile.gateway.codeTable(kind)?.rows.first?.code { return code }
    }
    return byRole(row, message, now)
  }

  private func byRole(_ row: FieldSpec, _ message: MessageSpec, _ now: BeijingTime) -> String? {
    switch row.role {
    case .resultCode: message.success?.words.first
    case .merchantID: "10001"
    case .subject, .goodsDescription: "test"
    case .quantity: "1"
    case .currency: "CNY"
    case .clientIP: "127.0.0.1"
    case .paidAt, .createdAt, .submittedAt: now.text
    default: nil
    }
  }

  /// Something for a field that the document wants and of which nothing is known.
  private func needed(_ row: FieldSpec) -> String? {
    guard row.requirement == .required else { return nil }
    switch row.kind {
    case .integer, .amount, .code: return "1"
    case .boolean: return "true"
    case .url: return "http://127.0.0.1/"
    default: return "test"
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
