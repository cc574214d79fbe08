import Gateways

/// What a column of a batch file holds.
enum BatchColumn: Hashable, Sendable {
  /// The row's reference.
  case reference
  /// A bank by code or name, whichever the gateway wants.
  case bank
  /// A field by its gateway-neutral meaning. Amounts are in yuan.
  case role(Role)
  /// A field without a role, by the gateway's own name.
  case named(String)

  /// Names of the column that holds the reference.
  static let referenceNames = ["ref", "reference", "id"]
  /// Name of the column that holds a bank.
  static let bankName = "bank"

  /// Roles that a row cannot set: the program makes them, or the profile has them.
  private static let reserved: Set<Role> = [
    .orderNumber, .signature, .merchantID, .appID, .submittedAt,
  ]

  /// The column of that heading: a role's name, the gateway's own name for the field, or its label.
  static func named(_ heading: String, message: MessageSpec) -> BatchColumn? {
    if referenceNames.contains(heading) { return .reference }
    if heading == bankName { return .bank }
    let row =
      message.fields.first { $0.role?.rawValue == heading } ?? message.field(named: heading)
      ?? message.fields.first { $0.label == heading }
    guard let row, row.parent == nil else { return nil }
    guard let role = row.role else { return .named(row.name) }
    return reserved.contains(role) ? nil : .role(role)
  }

  /// Whether the heading names a field that a row cannot set.
  static func isReserved(_ heading: String, message: MessageSpec) -> Bool {
    let row =
      message.fields.first { $0.role?.rawValue == heading } ?? message.field(named: heading)
    return row?.role.map(reserved.contains) ?? false
  }
}
