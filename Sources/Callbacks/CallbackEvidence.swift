import Gateways
import Messages
import PaymentValues

/// What the record of `listen` proves about a profile's orders or payouts.
///
/// `listen` keeps a record of its own, because a batch may hold the journal's lock for hours and no
/// callback can wait for that; whoever asks about an order takes both into account (docs/rules.md M3).
package struct CallbackEvidence: Sendable {
  /// A statement that a holder of the profile's key signed.
  package struct Statement: Sendable {
    /// What it says.
    package var facts: CallbackFacts
    /// When it came, in milliseconds since 1970 UTC.
    package var time: Int64
    /// Its place in the record.
    package var sequence: UInt64
    /// What `listen` made of it then, with the journal at hand.
    package var verdict: CallbackVerdict?

    /// What it says, for whoever does not care how it came.
    package var word: GatewayWord {
      GatewayWord(
        order: facts.order, status: facts.status, state: facts.state, amount: facts.amount,
        paid: facts.paid, gatewayOrder: facts.gatewayOrder, time: time)
    }
  }

  /// The statements, oldest first.
  package let statements: [Statement]

  /// Reads the record of that path. Every message is checked anew with the profile's key: what the
  /// record says of it is not relied on.
  /// - Parameters:
  ///   - kind: which callbacks count.
  ///   - isWanted: whether an order's statements matter; the others are not checked.
  /// - Throws: `JournalError` for a record that was changed or cannot be read.
  package init(
    _ path: String, profile: Profile, kind: MessageKind, isWanted: (String) -> Bool = { _ in true }
  ) throws {
    let judge = CallbackJudge(profiles: [profile], lookup: nil)
    var filter = ReplayFilter()
    filter.gateway = profile.gateway.id
    var statements: [Statement] = []
    try Replayer(path).forEach(filter) { record, message in
      guard record.kind == kind, let order = record.order, isWanted(order) else { return }
      // The path may name the profile as it was called then; key and merchant id say whose it is.
      var message = message
      message.path = "/"
      let judgement = judge.judge(message)
      guard judgement.verdict == .valid, let facts = judgement.facts, facts.kind == kind,
        facts.order == order
      else { return }
      statements.append(
        Statement(
          facts: facts, time: record.time, sequence: record.sequence, verdict: record.verdict))
    }
    self.statements = statements
  }
}
