import GatewayEngine
import Gateways
import PaymentValues
import WireFormat

/// Refuses what two readers of the same fields could take for two messages, as the receiver of
/// callbacks refuses it (RELIABILITY.md V5, V6): the shop's own code reads the same bytes.
enum CarrierCheck {
  /// Adds to a callback's report what stands against believing it although its signature is good.
  static func refuse(_ fields: FieldList, _ report: inout MessageReport) {
    guard report.message.kind.comesFromGateway else { return }
    var faults = spellings(fields)
    if report.message.kind.isCallback, report.isValid { faults += unsigned(report) }
    guard !faults.isEmpty else { return }
    report.findings += faults
    if report.verdict == .valid { report.verdict = .refused }
  }

  /// Names that only their letter case tells apart, and the name of the secret itself.
  private static func spellings(_ fields: FieldList) -> [Finding] {
    var seen: [Bytes: Bytes] = [:]
    var faults: [Finding] = []
    for field in fields.fields {
      let folded = field.name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      if folded.elementsEqual("key".utf8) {
        faults.append(
          Finding(
            .error, "field_named_key", place: field.displayName,
            "a field has the name of the signing secret: a reader may hash it as the key",
            hint: "no gateway sends it; ask the gateway with a query"))
      }
      if let other = seen[folded], other != field.name {
        faults.append(
          Finding(
            .error, "field_twice", place: field.displayName,
            "\(field.displayName) and \(String(decoding: other, as: UTF8.self)) differ in letter "
              + "case only: two readers would see two values",
            hint: "ask the gateway with a query"))
      }
      seen[folded] = seen[folded] ?? field.name
    }
    return faults
  }

  /// A tolerance may leave a field out of the text that it signs; such a field decides nothing.
  private static func unsigned(_ report: MessageReport) -> [Finding] {
    report.rows.filter { row in
      !row.isSigned && !row.value.isEmpty
        && report.message.field(named: row.name)?.role.map(deciding.contains) ?? false
    }.map { row in
      Finding(
        .error, "deciding_field_unsigned", place: row.name,
        "\(row.name) decides about money and the signature does not cover it",
        hint: "ask the gateway with a query")
    }
  }

  /// Roles whose value a shop acts upon.
  static let deciding: Set<Role> = [
    .merchantID, .appID, .orderNumber, .gatewayOrderNumber, .amount, .paidAmount, .state,
  ]
}
