import Gateways
import HTTP
import PaymentValues

/// An account at a gateway: where it is, who we are there, and the key.
public struct Profile: Sendable {
  /// Whether requests move real money.
  public enum Mode: String, Sendable, CaseIterable {
    /// Real money; asks before it moves.
    case live
    /// A test account or the sandbox.
    case test
  }

  /// The name of the section in the configuration.
  public var name: String
  /// The gateway.
  public var gateway: GatewaySpec
  /// What stands in front of every endpoint's path; nil until a command needs it.
  public var baseURL: String?
  /// What the profile says of a role: merchant id, notify URL, …
  public var values: [Role: String]
  /// Values of single fields by name, for fields without a role or to override one.
  public var fieldValues: [String: String]
  /// The signing key; nil when the command needs none.
  public var key: Secret?
  /// Keys of older rotations: never accepted, only recognised.
  public var previousKeys: [Secret]
  /// Live or test.
  public var mode: Mode
  /// Refuses whatever moves money.
  public var isProtected: Bool
  /// Deadlines, certificate authority, proxy.
  public var transport: TransportOptions
  /// Whether an answer without a signature may tell how an order or payout ended, at a gateway that
  /// signs: the operator's word, for as long as no answer of the account was signed.
  public var allowsUnsignedAnswers: Bool
  /// Which answers of the account were signed; shared by every copy of the profile.
  public let signedAnswers = SignedAnswers()
  /// Whether plain http to a host that is not this machine is allowed.
  public var allowsPlainHTTP: Bool

  /// Makes a profile; everything but name and gateway may be filled in later.
  public init(name: String, gateway: GatewaySpec, key: Secret? = nil, values: [Role: String] = [:])
  {
    self.name = name
    self.gateway = gateway
    self.key = key
    self.values = values
    baseURL = nil
    fieldValues = [:]
    previousKeys = []
    mode = .live
    isProtected = false
    transport = TransportOptions()
    allowsPlainHTTP = false
    allowsUnsignedAnswers = false
  }
}
