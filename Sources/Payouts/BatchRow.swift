import Gateways
import PaymentValues

/// One row of a batch as the file has it, before the gateway's rules are applied.
public struct BatchRow: Sendable, Equatable {
  /// Line of the file on which it begins, from 1.
  public var line: Int
  /// The reference.
  public var reference: String
  /// The amount.
  public var amount: Money
  /// Texts by role.
  public var texts: [Role: String]
  /// The `bank` column.
  public var bank: String?
  /// Fields without a role, by the gateway's own names.
  public var named: [String: String]

  /// Makes a row: the single payout of the command line.
  public init(
    line: Int = 0, reference: String, amount: Money, texts: [Role: String], bank: String? = nil,
    named: [String: String] = [:]
  ) {
    self.line = line
    self.reference = reference
    self.amount = amount
    self.texts = texts
    self.bank = bank
    self.named = named
  }
}

/// What reading a batch file gave.
public struct BatchFile: Sendable {
  /// The rows; empty when there is an error.
  public var rows: [BatchRow]
  /// Everything that was noticed, errors and warnings, each with line and column.
  public var findings: [Finding]

  /// Whether the file may be planned.
  public var isGood: Bool { !findings.contains { $0.severity == .error } }
}
