import Gateways
import PaymentValues
import Signing
import WireFormat

/// Everything that is to be said of a message that was checked.
public struct MessageReport: Sendable {
  /// The verdict. Only `valid` may be acted upon.
  public enum Verdict: String, Sendable, CaseIterable {
    /// The signature is good and the message can be read in one way only.
    case valid
    /// No rule of the message gives the signature.
    case invalid
    /// The signature is good, and the text that it covers can be read in two ways.
    case ambiguous
    /// Something that decides about money is missing, doubled, malformed or not ours.
    case refused
    /// There is no signature; nothing proves who wrote it.
    case unsigned
  }

  /// One field for display.
  public struct Row: Sendable {
    /// Name on the wire.
    public var name: String
    /// The document's label; empty for a field that the table lacks.
    public var label: String
    /// The value; masked where it is personal.
    public var value: String
    /// Whether the signature covers it.
    public var isSigned: Bool
  }

  /// The gateway.
  public var gateway: GatewaySpec
  /// The message's table.
  public var message: MessageSpec
  /// The profile whose key was used; nil when none was.
  public var profileName: String?
  /// The verdict.
  public var verdict: Verdict
  /// The signature check; nil when the message was refused before, or has no rule or key.
  public var check: SignatureCheck?
  /// The fields in the order in which they came.
  public var rows: [Row] = []
  /// The merchant's order number.
  public var orderNumber: String?
  /// The gateway's order number.
  public var gatewayOrderNumber: String?
  /// The gateway's word for the state.
  public var state: String?
  /// Our status; nil when the message says nothing about it.
  public var status: Status?
  /// The amount that was ordered.
  public var orderedAmount: Money?
  /// The amount that was paid, where the gateway says it apart.
  public var paidAmount: Money?
  /// What was noticed.
  public var findings: [Finding] = []
  /// Other readings of an ambiguous message.
  public var readings: [Ambiguity.Reading] = []

  /// What was ordered. `amount` is that everywhere in the program; what was paid is told beside it.
  public var amount: Money? { orderedAmount }

  /// What was paid where that is another amount than the ordered one; nil for an order that is not paid.
  public var differingPaidAmount: Money? {
    guard status?.isPaid != false, let paid = paidAmount, paid != orderedAmount else { return nil }
    return paid
  }

  /// Whether the message may be acted upon.
  public var isValid: Bool { verdict == .valid }

  /// A value for display: masked where its field's role makes it personal.
  static func shown(_ text: String, as role: Role?) -> String {
    switch role {
    case .accountNumber: Masking.account(text)
    case .accountName, .payer: Masking.name(text)
    default: text
    }
  }

  /// Takes in what is to be said of the message's kind; an error refuses a message that would have
  /// been believed.
  public mutating func add(_ finding: Finding) {
    findings.append(finding)
    if finding.severity == .error, verdict == .valid || verdict == .unsigned { verdict = .refused }
  }
}

/// What the caller knows of the order that a message should be about; a difference refuses it.
public struct Expectation: Sendable, Equatable {
  /// The merchant's order number.
  public var orderNumber: String?
  /// The ordered amount.
  public var amount: Money?
  /// The status.
  public var status: Status?

  /// Nothing known.
  public init() {}
}
