import PaymentValues

/// Why nothing was started, made or sent; every fault at once.
public struct CallbackRefusal: Error, Sendable, Equatable {
  /// The faults.
  public var findings: [Finding]

  /// Makes a refusal.
  public init(findings: [Finding]) { self.findings = findings }
}
