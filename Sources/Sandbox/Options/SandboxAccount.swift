import ByteText
import Gateways
import PaymentValues
import Platform
import WireFormat

/// One merchant's account at a gateway of the sandbox.
package struct SandboxAccount: Sendable {
  /// The merchant number; digits only when it was generated.
  package var merchantID: String
  /// The application under it; nil where the gateway has none.
  package var appID: String?
  /// The signing key. Invented: it opens nothing outside the sandbox.
  package var key: String

  /// Makes an account of given values.
  package init(merchantID: String, appID: String? = nil, key: String) {
    self.merchantID = merchantID
    self.appID = appID
    self.key = key
  }

  /// Makes up an account. The same gateway and seed give the same one, so that a profile stays good
  /// when the sandbox is started again.
  package init(generatedFor gateway: GatewaySpec, seed: UInt64) {
    var mixed = seed
    for byte in gateway.id.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var random = SplitMix64(seed: mixed)
    merchantID = "2\(String(10_000_000 + random.next() % 10_000_000).dropFirst())"
    let hasApplications = gateway.messages.contains { message in
      message.kind.request == nil && !message.kind.isCallback && message.field(.appID) != nil
    }
    appID = hasApplications ? Self.digits(&random) : nil
    key = Self.digits(&random)
  }

  private static func digits(_ random: inout SplitMix64) -> String {
    let bits = [random.next(), random.next()]
    let bytes = bits.flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
    }
    return String(decoding: Hex.encode(bytes), as: UTF8.self)
  }

  var secret: Secret { Secret(Array(key.utf8)) }
}
