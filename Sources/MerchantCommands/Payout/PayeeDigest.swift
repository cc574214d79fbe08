import Journal
import PaymentValues
import Payouts

/// The digest by which payees are recognised, held against the journal before it is used.
struct PayeeDigest {
  let session: PayoutSession

  private var context: CommandContext { session.context }

  /// - Throws: `digest_key_missing` or `digest_key_differs`, when repeats of earlier payouts would go
  ///   unseen and nobody allowed repeats.
  func function() throws -> (String) -> String {
    let directory = try JournalStore.directory(context.environment)
    let check = DigestCheck(session.journal, gateway: session.profile.gateway)
    let isMissing = try !AccountDigest.exists(in: directory)
    let hasDigests = try isMissing && check.hasDigests()
    if hasDigests { try accept("digest_key_missing", "is not in \(directory) any more") }
    let digest = try AccountDigest(directory: directory)
    let finding = try check.judge(
      digest, now: context.environment.clock.unixMilliseconds(),
      days: PlanBuilder.Options().repeatDays)
    if !hasDigests {
      switch finding {
      case .fits: break
      case .differs: try accept("digest_key_differs", "in \(directory) is another one")
      case .replacedLately: try accept("digest_key_differs", "was replaced less than 7 days ago")
      }
    }
    try check.note(
      digest, profile: session.profile.name, replaced: hasDigests || finding == .differs)
    return { digest.digest($0) }
  }

  private func accept(_ code: String, _ words: String) throws(Refusal) {
    let words =
      "account-digest.key, by which the journal's payees are recognised, \(words): "
      + "payouts to an account that was paid already would not be noticed"
    if context[PayoutOptions.allowRepeat] {
      context.output.note("warning: \(words)")
      return
    }
    throw Refusal(
      .data, code, "\(words); nothing was sent",
      hint:
        "put account-digest.key back from a backup of the journal's directory; if there is none, "
        + "make sure by hand that nobody in the batch was paid, then add --allow-repeat")
  }
}
