import Gateways
import Messages

extension PreparedRequest {
  /// Whether the request names that account and no other: a field given by its own name may differ
  /// from the profile. A role that the request does not have cannot differ.
  package func isOf(_ account: AccountID) -> Bool {
    let reader = FieldReader(fields, message: message)
    return [(Role.merchantID, account.merchant), (.appID, account.app)].allSatisfy { role, ours in
      message.field(role) == nil || (reader.text(role) ?? "") == ours
    }
  }

  /// The account that the request names.
  package func account(at gateway: GatewaySpec) -> AccountID {
    let reader = FieldReader(fields, message: message)
    return AccountID(
      gateway: gateway.id, merchant: reader.text(.merchantID) ?? "",
      app: reader.text(.appID) ?? "")
  }
}
