import Gateways
import PaymentValues

/// What else a diagnosis may try, and how long.
public struct DiagnosisContext: Sendable {
  /// A key of another profile, or an older one of this profile.
  public struct NamedKey: Sendable {
    /// The profile's name, or a word for the rotation.
    public var name: String
    /// The key.
    public var key: Secret

    /// Makes a pair of both.
    public init(_ name: String, _ key: Secret) {
      self.name = name
      self.key = key
    }
  }

  /// Keys of other profiles.
  public var otherKeys: [NamedKey]
  /// Keys that this profile had before.
  public var previousKeys: [NamedKey]
  /// Gateways whose rules are tried.
  public var gateways: [GatewaySpec]
  /// Most texts that are hashed. All that there is to try about a message with 14 fields is about
  /// 500,000 texts.
  public var maximumHashes: Int

  /// Makes a context.
  public init(
    otherKeys: [NamedKey] = [], previousKeys: [NamedKey] = [],
    gateways: [GatewaySpec] = GatewayCatalog.builtIn, maximumHashes: Int = 1_000_000
  ) {
    self.otherKeys = otherKeys
    self.previousKeys = previousKeys
    self.gateways = gateways
    self.maximumHashes = maximumHashes
  }
}
