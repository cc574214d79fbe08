import Gateways
import PaymentValues

/// One row of a batch as the file has it, before the gateway's rules are applied.
package struct BatchRow: Sendable, Equatable {
  /// Line of the file on which it begins, from 1.
  package var line: Int
  /// The reference.
  package var reference: String
  /// The amount.
  package var amount: Money
  /// Texts by role.
  package var texts: [Role: String]
  /// The `bank` column.
  package var bank: String?
  /// Fields without a role, by the gateway's own names.
  package var named: [String: String]

  /// Makes a row: the single payout of the command line.
  package init(
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
package struct BatchFile: Sendable {
  /// The rows; empty when there is an error.
  package var rows: [BatchRow]
  /// Everything that was noticed, errors and warnings, each with line and column.
  package var findings: [Finding]

  /// Whether the file may be planned.
  package var isGood: Bool { !findings.contains { $0.severity == .error } }
}
