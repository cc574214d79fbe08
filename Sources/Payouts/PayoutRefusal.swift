import PaymentValues

/// Why nothing was sent. Every fault is listed at once.
public struct PayoutRefusal: Error, Sendable {
  /// What kind of thing is wrong; decides the exit code.
  public enum Reason: Int32, Sendable {
    /// The input is malformed.
    case data = 65
    /// The program contradicts itself; nothing it says may be believed.
    case `internal` = 70
    /// A rule forbids it: a limit, a duplicate, changed content, a missing approval.
    case refused = 77
    /// The profile or the gateway cannot do it.
    case configuration = 78
  }

  /// What kind of thing is wrong.
  public var reason: Reason
  /// The faults, with the warnings found on the way.
  public var findings: [Finding]

  /// Makes a refusal.
  public init(_ reason: Reason, _ findings: [Finding]) {
    self.reason = reason
    self.findings = findings
  }

  /// Makes a refusal of one fault.
  init(_ reason: Reason, _ code: String, place: String? = nil, _ text: String, hint: String? = nil)
  {
    self.init(reason, [Finding(.error, code, place: place, text, hint: hint)])
  }

  /// The exit code of docs/rules.md exit-codes.
  public var exitCode: Int32 { reason.rawValue }
}
