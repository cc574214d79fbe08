import GatewayEngine
import Gateways
import Journal
import Messages

/// Whether the secret behind the account digests is still the one that the journal's digests were made
/// with. With another one no earlier payout to an account is found, and nothing would show it.
package struct DigestCheck {
  /// What the journal says of the secret.
  package enum Finding: Sendable, Equatable {
    /// It is the one, or the journal holds nothing that depends on it.
    case fits
    /// It is the one since a person accepted it, not yet for as long as repeats are looked for.
    case replacedLately
    /// Digests in the journal were made with another one.
    case differs
  }

  private static let name = ":digest"
  private static let check = "account-digest.key"

  private let journal: JournalFile
  private let gateway: GatewaySpec

  /// - Parameter gateway: the one whose payouts the journal holds.
  package init(_ journal: JournalFile, gateway: GatewaySpec) {
    self.journal = journal
    self.gateway = gateway
  }

  /// Whether the journal holds digests at all.
  package func hasDigests() throws -> Bool {
    if try journal.note(Self.name) != nil { return true }
    return try newest() != nil
  }

  /// Holds a secret against the journal: against its check value, else against the newest plan, whose
  /// request has the whole account number.
  package func judge(_ digest: AccountDigest, now: Int64, days: Int64) throws -> Finding {
    if let note = try journal.note(Self.name) {
      guard note.detail("check") == digest.digest(Self.check) else { return .differs }
      let isLate = now - note.time > days * 86_400_000
      return note.detail("replaced") == nil || isLate ? .fits : .replacedLately
    }
    guard let plan = try newest(), let account = account(of: plan) else { return .fits }
    return digest.digest(account) == plan.accountDigest ? .fits : .differs
  }

  /// Notes the secret's check value, once.
  /// - Parameter replaced: a person accepted that the secret is another one.
  package func note(_ digest: AccountDigest, profile: String, replaced: Bool) throws {
    let known = try journal.note(Self.name)
    guard known == nil || replaced else { return }
    let details: [JournalRecord.Detail] = [.init("check", digest.digest(Self.check))]
    try journal.append(
      [
        JournalRecord(
          note: Self.name, profile: profile, details + (replaced ? [.init("replaced", "yes")] : []))
      ], durable: replaced)
  }

  private func newest() throws -> JournalRecord? {
    var newest: JournalRecord?
    try journal.forEach(from: nil, kinds: [.plan, .carry]) {
      if $0.subject == .payout, !$0.accountDigest.isEmpty { newest = $0 }
    }
    return newest
  }

  private func account(of plan: JournalRecord) -> String? {
    guard let http = plan.request.flatMap({ StoredRequest.decode($0) }),
      let request = PreparedRequest(stored: http, kind: .payout, gateway: gateway, amount: nil)
    else { return nil }
    return FieldReader(request.fields, message: request.message).text(.accountNumber)
  }
}
