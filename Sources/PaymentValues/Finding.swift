/// A diagnostic: what was noticed, where, why it matters, and what to do about it.
public struct Finding: Sendable, Equatable {
  /// How much it weighs.
  public enum Severity: String, Sendable, CaseIterable {
    /// Worth knowing.
    case note
    /// Somebody may lose money who does not look.
    case warning
    /// The message or input is refused.
    case error
  }

  /// A stable code in snake case.
  public var code: String
  /// How much it weighs.
  public var severity: Severity
  /// The field, row or option it is about; nil for the whole.
  public var place: String?
  /// One sentence: what is the case.
  public var reason: String
  /// One sentence: what to do; nil when there is nothing to do.
  public var hint: String?

  /// Makes a finding.
  public init(
    _ severity: Severity, _ code: String, place: String? = nil, _ reason: String,
    hint: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.place = place
    self.reason = reason
    self.hint = hint
  }
}
