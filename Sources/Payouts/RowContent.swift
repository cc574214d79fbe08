import ByteText
import Digests
import GatewayEngine
import Gateways
import WireFormat

/// What a row says, as a hash: the same reference with another hash is another payout.
enum RowContent {
  /// Fields that may differ between two requests for the same payout: the signature changes with the
  /// key, the rest with the profile and the machine. None of them says who gets how much.
  private static let indifferent: Set<Role> = [
    .signature, .submittedAt, .notifyURL, .returnURL, .clientIP, .device,
  ]

  /// SHA-256 in hex over the fields of a request that say who gets how much, by name.
  static func hash(_ request: PreparedRequest) -> String {
    let counted = request.fields.fields.filter { field in
      guard let role = request.message.field(named: field.displayName)?.role else { return true }
      return !indifferent.contains(role)
    }
    var hash = SHA256()
    for field in counted.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
      // Lengths in front keep two fields from reading like one.
      hash.update(Array("\(field.name.count):\(field.value.literal.count):".utf8))
      hash.update(field.name)
      hash.update(field.value.literal)
    }
    return String(decoding: Hex.encode(hash.finish()), as: UTF8.self)
  }
}
