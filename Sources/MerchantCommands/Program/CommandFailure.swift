import PaymentValues

/// Why a command ends without a result: cause, place, next step, exit code.
public struct CommandFailure: Error, Sendable {
  /// The exit code.
  public var exit: ExitCode
  /// A stable code in snake case.
  public var code: String
  /// One sentence.
  public var message: String
  /// File and line, option or field.
  public var place: String?
  /// What to do.
  public var hint: String?
  /// More than one fault: all of them.
  public var findings: [Finding]

  /// Makes a failure.
  public init(
    _ exit: ExitCode, _ code: String, _ message: String, place: String? = nil, hint: String? = nil,
    findings: [Finding] = []
  ) {
    self.exit = exit
    self.code = code
    self.message = message
    self.place = place
    self.hint = hint
    self.findings = findings
  }
}
