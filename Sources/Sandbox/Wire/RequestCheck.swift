import Gateways
import Messages
import PaymentValues
import Signing
import WireFormat

/// Checks a request as its table wants it: who, what is missing, each value, then the signature.
struct RequestCheck: Sendable {
  let gateway: GatewaySpec
  let message: MessageSpec
  let account: SandboxAccount
  /// Whether what servers are known not to insist on may be missing or longer.
  var isLenient = false

  /// Faults that a gateway finds. The others that `FieldValidator` knows are advice to merchants.
  private static let refused: Set<String> = [
    "too_long", "control_character", "not_a_number", "not_a_boolean", "bad_amount",
    "amount_not_positive", "bad_time", "bad_url", "not_a_choice",
  ]

  /// Throws the first fault.
  func run(_ reader: FieldReader) throws(Complaint) {
    try checkSecrecy(reader)
    try checkPresence(reader)
    try checkAccount(reader)
    try checkValues(reader)
    try checkSignature(reader)
  }

  /// The key signs and is never sent. It would come back in callbacks and lie about in files.
  private func checkSecrecy(_ reader: FieldReader) throws(Complaint) {
    let keys = KeyGuard([account.secret])
    for field in reader.fields.fields where keys.holds(field.value.literal) {
      throw Complaint(.field, "\(field.displayName) holds the signing key")
    }
  }

  private func checkPresence(_ reader: FieldReader) throws(Complaint) {
    func isThere(_ row: FieldSpec) -> Bool { reader.value(of: row).map { !$0.isEmpty } ?? false }
    for row in message.fields where row.parent == nil && row.isDocumented {
      switch row.requirement {
      case .required where !isThere(row) && !(isLenient && !row.isEnforced):
        throw Complaint(kind(of: row), "\(row.name) is missing")
      case .oneOf(let group)
      where !message.fields.contains(where: { $0.requirement == .oneOf(group) && isThere($0) }):
        throw Complaint(kind(of: row), "\(row.name) is missing")
      default: continue
      }
    }
  }

  private func kind(of row: FieldSpec) -> Complaint.Kind {
    switch row.role {
    case .merchantID: .merchant
    case .amount: .amount
    case .orderNumber: .orderNumber
    case .signature: .signature
    default: .field
    }
  }

  private func checkAccount(_ reader: FieldReader) throws(Complaint) {
    for (role, ours) in [(Role.merchantID, account.merchantID), (.appID, account.appID ?? "")] {
      guard let row = message.field(role), let theirs = reader.text(role) else { continue }
      if theirs != ours { throw Complaint(.merchant, "\(row.name) is not of the sandbox") }
    }
  }

  private func checkValues(_ reader: FieldReader) throws(Complaint) {
    let validator = FieldValidator(gateway: gateway, message: message)
    for row in message.fields where row.parent == nil && row.role != .signature {
      guard let value = reader.value(of: row), !value.isEmpty else { continue }
      let findings = validator.check(value.display, for: row)
      let isLoose = isLenient && !row.isEnforced
      if let finding = findings.first(where: {
        Self.refused.contains($0.code) && !(isLoose && $0.code == "too_long")
      }) {
        throw Complaint(kind(of: row), "\(row.name): \(finding.reason)")
      }
      if case .amount(.wholeYuan) = row.kind, case .success(let money)? = reader.money(.amount),
        money.fen % 100 != 0
      {
        throw Complaint(.amount, "\(row.name): whole yuan only")
      }
    }
  }

  private func checkSignature(_ reader: FieldReader) throws(Complaint) {
    guard let rule = message.signing else { return }
    let check = Verifier.check(reader.fields, message: message, rule: rule, key: account.secret)
    if !check.isValid { throw Complaint(.signature) }
  }
}
