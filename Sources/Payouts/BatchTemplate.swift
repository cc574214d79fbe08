import Gateways
import PaymentValues
import WireFormat

/// An empty batch file for a gateway.
package enum BatchTemplate {
  /// Roles that a profile usually has; rows may override them, but few do.
  private static let fromProfile: Set<Role> = [
    .orderNumber, .signature, .merchantID, .appID, .submittedAt, .notifyURL, .currency, .clientIP,
    .device,
  ]

  /// The header line: `ref`, `amount`, then the fields of the gateway's payout by role; required ones
  /// first. A gateway with a code table of banks gets the column `bank`.
  /// - Parameter style: `.excel` adds the byte order mark that Excel needs to see UTF-8.
  /// - Throws: `no_payouts` when the gateway has none.
  package static func csv(_ gateway: GatewaySpec, style: CSVWriter.Style = .plain) throws(Refusal)
    -> Bytes
  {
    guard let message = gateway.message(.payout) else {
      throw Refusal.fault(
        .config, "no_payouts", "gateway \(gateway.id) has no payouts")
    }
    var names = ["ref", "amount"]
    if message.field(.bankCode) != nil, gateway.codeTable(.payoutBank) != nil {
      names.append(BatchColumn.bankName)
    }
    let rows = message.fields.filter { $0.parent == nil && $0.isDocumented }
    for wanted in [true, false] {
      for row in rows where (row.requirement == .required) == wanted {
        guard let name = heading(row), !names.contains(name) else { continue }
        if names.contains(BatchColumn.bankName), row.role == .bankCode || row.role == .bankName {
          continue
        }
        names.append(name)
      }
    }
    let writer = CSVWriter(style: style)
    return writer.prelude + writer.row(names)
  }

  private static func heading(_ row: FieldSpec) -> String? {
    guard let role = row.role else { return row.name }
    return fromProfile.contains(role) ? nil : role.rawValue
  }
}
