import ByteText
import Digests
import GatewayEngine
import PaymentValues
import WireFormat

/// A payout that is complete and checked, and may be sent when its plan is confirmed.
package struct PlannedRow: Sendable {
  /// Line of the file, from 1; 0 outside a file.
  package var line: Int
  /// The row's reference.
  package var reference: String
  /// The order number made from it.
  package var orderNumber: String
  /// The amount.
  package var amount: Money
  /// The payee's account with its middle hidden.
  package var maskedAccount: String
  /// The keyed digest of the account.
  package var accountDigest: String
  /// The payee's bank, by name.
  package var bank: String
  /// Hash of what the row says.
  package var contentHash: String
  /// The request, signed.
  package var request: PreparedRequest
  /// The earlier payouts, by order number, that it pays again by a person's word.
  package var paysAgain: [String] = []
  /// That person's reason.
  package var againReason = ""
}

/// A whole batch before anything is sent.
package struct PayoutPlan: Sendable {
  /// How much goes to one bank.
  package struct BankShare: Sendable, Equatable {
    /// The bank by name.
    package var bank: String
    /// How many payouts.
    package var count: Int
    /// Their sum.
    package var total: Money
  }

  /// Whose plan it is: the account, or the profile by which an older version named it. Part of the
  /// digest.
  package let owner: String
  /// The batch's name.
  package let batch: String
  /// The rows in the file's order.
  package let rows: [PlannedRow]
  /// Their sum.
  package let total: Money
  /// SHA-256 over the rows, in hex. Their order does not count.
  package let digest: String
  /// Warnings; with an error there would be no plan.
  package let warnings: [Finding]

  /// How many rows.
  package var count: Int { rows.count }
  /// The name that `approve` and `status` take: the batch and the beginning of the digest.
  package var id: String { "\(batch)-\(digest.prefix(Self.digestShown))" }
  private static let digestShown = 8

  /// The batch in a plan's name; nil for a text that is no such name.
  static func batch(ofID id: String) -> String? {
    let batch = id.dropLast(digestShown + 1)
    return !batch.isEmpty && id.dropFirst(batch.count).first == "-" ? String(batch) : nil
  }

  /// The row with the largest amount; nil in an empty plan.
  package var largest: PlannedRow? { rows.max { $0.amount < $1.amount } }

  /// Shares by bank, the largest sum first.
  package var banks: [BankShare] {
    var shares: [String: BankShare] = [:]
    for row in rows {
      let old = shares[row.bank] ?? BankShare(bank: row.bank, count: 0, total: .zero)
      // The sum of all rows fits, so every part of it does.
      shares[row.bank] = BankShare(
        bank: row.bank, count: old.count + 1, total: old.total.adding(row.amount) ?? old.total)
    }
    return shares.values.sorted { ($1.total, $0.bank) < ($0.total, $1.bank) }
  }

  /// Sums up rows.
  /// - Throws: `sum_too_large` when the sum does not fit.
  init(owner: String, batch: String, rows: [PlannedRow], warnings: [Finding]) throws(Refusal) {
    var total = Money.zero
    for row in rows {
      guard let sum = total.adding(row.amount) else {
        throw Refusal.fault(.data, "sum_too_large", "the sum of the batch is beyond any amount")
      }
      total = sum
    }
    self.owner = owner
    self.batch = batch
    self.rows = rows
    self.total = total
    self.warnings = warnings
    digest = Self.digest(owner: owner, batch: batch, rows)
  }

  private static func digest(owner: String, batch: String, _ rows: [PlannedRow]) -> String {
    var hash = SHA256()
    hash.update(Array("\(owner)\0\(batch)\0".utf8))
    for row in rows.sorted(by: { $0.orderNumber < $1.orderNumber }) {
      hash.update(Array("\(row.orderNumber)\0\(row.contentHash)\0\(row.amount.fen)\n".utf8))
    }
    return String(decoding: Hex.encode(hash.finish()), as: UTF8.self)
  }
}
