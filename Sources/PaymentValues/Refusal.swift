import ByteText

/// Why something was not done: cause, place, next step, and how the program ends.
public struct Refusal: Error, Sendable, Equatable {
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
  /// More than one fault: all of them, with the warnings found on the way.
  public var findings: [Finding]

  /// What is said when the findings say the rest.
  public static let nothingSent = "nothing was sent"

  /// What stands in its place once something was.
  public static let sentBefore =
    "this run sent payouts before, and nothing more after this; ask about them before anything else"

  /// Makes a refusal.
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

  /// Makes a refusal of one fault.
  public static func fault(
    _ exit: ExitCode, _ code: String, place: String? = nil, _ reason: String, hint: String? = nil
  ) -> Refusal {
    Refusal(exit, [Finding(.error, code, place: place, reason, hint: hint)])
  }

  /// Makes a refusal of its findings; the code is that of the first error.
  public init(_ exit: ExitCode, _ findings: [Finding], message: String = nothingSent) {
    let first = findings.first { $0.severity == .error } ?? findings.first
    self.init(exit, first?.code ?? "refused", message, findings: findings)
  }
}

/// An error that knows how a command ends with it.
public protocol Refusing: Error {
  /// The error as a refusal.
  var refusal: Refusal { get }
}

extension Refusal: Refusing {
  /// Itself.
  public var refusal: Refusal { self }

  /// The same of a run that sent something before: whoever reads it must not believe that nothing went.
  public var afterSending: Refusal {
    var refusal = self
    refusal.message = message.replacing(Self.nothingSent, with: Self.sentBefore)
    return refusal
  }
}
