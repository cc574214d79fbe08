import Gateways
import PaymentValues

/// What else a diagnosis may try, and how long.
package struct DiagnosisContext: Sendable {
  /// A key of another profile, or an older one of this profile.
  package struct NamedKey: Sendable {
    /// The profile's name, or a word for the rotation.
    package var name: String
    /// The key.
    package var key: Secret

    /// Makes a pair of both.
    package init(_ name: String, _ key: Secret) {
      self.name = name
      self.key = key
    }
  }

  /// Keys of other profiles.
  package var otherKeys: [NamedKey]
  /// Keys that this profile had before.
  package var previousKeys: [NamedKey]
  /// Gateways whose rules are tried.
  package var gateways: [GatewaySpec]
  /// Most texts that are hashed. All that there is to try about a message with 14 fields is about
  /// 500,000 texts.
  package var maximumHashes: Int

  /// Makes a context.
  package init(
    otherKeys: [NamedKey] = [], previousKeys: [NamedKey] = [],
    gateways: [GatewaySpec] = GatewayCatalog.builtIn, maximumHashes: Int = 1_000_000
  ) {
    self.otherKeys = otherKeys
    self.previousKeys = previousKeys
    self.gateways = gateways
    self.maximumHashes = maximumHashes
  }
}
