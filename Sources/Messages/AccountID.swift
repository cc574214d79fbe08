import ByteText
import Digests
import Gateways
import PaymentValues
import WireFormat

/// Whose money it is: gateway, merchant id and, where the gateway's requests name one, app id. Letter
/// case counts. The name of a profile is a nickname and no part of it.
package struct AccountID: Sendable, Hashable {
  /// The gateway's identifier.
  package let gateway: String
  /// The merchant id; empty only at a gateway whose requests name none.
  package let merchant: String
  /// The app id; empty at a gateway whose requests name none.
  package let app: String

  /// Makes an account of its parts.
  package init(gateway: String, merchant: String, app: String = "") {
    self.gateway = gateway
    self.merchant = merchant
    self.app = app
  }

  /// The account's name among files: the gateway, a dash, and the first 16 hex digits of
  /// SHA-256(gateway ‖ 0 ‖ merchant ‖ 0 ‖ app). Letters, digits, `_` and `-`; at most 57 characters.
  package var fileName: String {
    let safe = gateway.utf8.prefix(40).map { Self.isSafe($0) ? $0 : .underscore }
    let start = safe.first == .dash ? [.underscore] + safe.dropFirst() : safe
    let hash = SHA256.digest(Array("\(gateway)\0\(merchant)\0\(app)".utf8))
    return String(decoding: start + [.dash] + Hex.encode(Array(hash.prefix(8))), as: UTF8.self)
  }

  /// Whether a name has the form of `fileName`, and so is no profile's name of an older version.
  package static func isFileName(_ name: String) -> Bool {
    let digits = name.utf8.suffix(16)
    return name.utf8.count > 17 && name.utf8.dropLast(16).last == .dash
      && digits.allSatisfy { $0.isDigit || (0x61...0x66).contains($0) }
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8.digits, UInt8.upperLetters, UInt8.lowerLetters, .underscore, .dash: true
    default: false
    }
  }
}

extension AccountID: CustomStringConvertible {
  /// The account for people.
  package var description: String {
    "\(gateway), merchant \(merchant)" + (app.isEmpty ? "" : ", app \(app)")
  }
}

extension Profile {
  /// The account that the profile speaks for, options and variables included; nil when it does not
  /// say which. Without one nothing may be sent.
  package var account: AccountID? {
    let merchant = identity(.merchantID)
    let app = identity(.appID)
    let isNamed = merchant == nil ? app?.isEmpty == false : merchant?.isEmpty == false
    guard isNamed else { return nil }
    return AccountID(gateway: gateway.id, merchant: merchant ?? "", app: app ?? "")
  }

  /// What requests say under a role; nil when the gateway's requests have no such field.
  private func identity(_ role: Role) -> String? {
    let rows = gateway.operations.compactMap { $0.request.field(role) }
    guard !rows.isEmpty else { return nil }
    return rows.compactMap { fieldValues[$0.name] }.first { !$0.isEmpty } ?? values[role] ?? ""
  }
}
