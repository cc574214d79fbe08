import PaymentValues

/// Why nothing was sent. Every fault is listed at once.
public struct PayoutRefusal: Error, Sendable {
  /// What the command ends with: `.data` for malformed input, `.refused` where a rule forbids it,
  /// `.config` where profile or gateway cannot do it, `.internalError` where the program contradicts
  /// itself and nothing it says may be believed.
  public var exit: ExitCode
  /// The faults, with the warnings found on the way.
  public var findings: [Finding]

  /// Makes a refusal.
  public init(_ exit: ExitCode, _ findings: [Finding]) {
    self.exit = exit
    self.findings = findings
  }

  /// Makes a refusal of one fault.
  init(_ exit: ExitCode, _ code: String, place: String? = nil, _ text: String, hint: String? = nil)
  {
    self.init(exit, [Finding(.error, code, place: place, text, hint: hint)])
  }
}
