import GatewayEngine
import Gateways
import PaymentValues
import Signing
import WireFormat

/// Decides what a message is: which profile's, which kind, whether signed, whether about our order.
/// Holds no state; safe on several threads.
struct CallbackJudge: Sendable {
  let profiles: [Profile]
  let lookup: OrderLookup?

  func judge(_ message: RawCallback) -> CallbackJudgement {
    do throws(CallbackFault) {
      let route = try CallbackRoute(path: message.path, profiles: profiles)
      return check(try CallbackParser.fields(message), route)
    } catch {
      return CallbackJudgement(error)
    }
  }

  private struct Attempt {
    var profile: Profile
    var candidate: MessageRecognizer.Candidate
    var report: MessageReport
  }

  private func check(_ fields: FieldList, _ route: CallbackRoute) -> CallbackJudgement {
    var unclear: Finding?
    var best: Attempt?
    for profile in route.profiles {
      switch recognise(fields, profile.gateway, route.kind) {
      case .failure(let reason): unclear = unclear ?? reason.finding
      case .success(let candidate):
        let report = MessageVerifier(gateway: profile.gateway, message: candidate.message)
          .verify(fields, profile: profile)
        let attempt = Attempt(profile: profile, candidate: candidate, report: report)
        if best.map({ isBetter(attempt, than: $0) }) ?? true { best = attempt }
      }
    }
    guard let best else {
      return CallbackJudgement(
        .unrecognised,
        [
          unclear
            ?? Finding(
              .error, "no_such_callback", "no profile's gateway sends a callback of these fields",
              hint: "check the path and which profiles are served")
        ])
    }
    return conclude(best)
  }

  private struct Unclear: Error { var finding: Finding }

  /// The kind follows from the names. Both kinds of one gateway may be signed by one rule, and the
  /// same number may mean paid in one and failed in the other (RELIABILITY.md 0.6, V7).
  private func recognise(_ fields: FieldList, _ gateway: GatewaySpec, _ wanted: MessageKind?)
    -> Result<MessageRecognizer.Candidate, Unclear>
  {
    let candidates = MessageRecognizer.candidates(for: fields, among: [gateway])
      .filter { $0.message.kind.isCallback }
    guard let first = candidates.first else {
      return .failure(
        Unclear(
          finding: Finding(
            .error, "no_such_callback", "gateway \(gateway.id) sends no callback of these fields")))
    }
    if let second = candidates.dropFirst().first, second.score == first.score {
      return .failure(
        Unclear(
          finding: Finding(
            .error, "kind_unclear", "the fields may be an order's or a payout's callback")))
    }
    if let wanted, wanted != first.message.kind {
      return .failure(
        Unclear(
          finding: Finding(
            .error, "wrong_kind",
            "the path is for a \(wanted.rawValue), the fields are a \(first.message.kind.rawValue)")
        ))
    }
    return .success(first)
  }

  private func isBetter(_ new: Attempt, than old: Attempt) -> Bool {
    func rank(_ attempt: Attempt) -> Int {
      switch attempt.report.verdict {
      case .valid: 4
      case .ambiguous: 3
      case .refused: attempt.report.check?.isValid == true ? 2 : 0
      case .invalid: 1
      case .unsigned: 0
      }
    }
    return rank(new) != rank(old)
      ? rank(new) > rank(old) : new.candidate.score > old.candidate.score
  }

  private func conclude(_ attempt: Attempt) -> CallbackJudgement {
    let report = attempt.report
    let verdict: CallbackVerdict =
      switch report.verdict {
      case .valid: .valid
      case .ambiguous: .ambiguous
      case .invalid: .invalid
      case .refused, .unsigned: .refused
      }
    var judgement = CallbackJudgement(verdict, report.findings)
    judgement.profile = attempt.profile
    judgement.message = report.message
    judgement.order = report.orderNumber
    if verdict == .invalid {
      judgement.findings.append(
        Finding(
          .error, "signature_mismatch", place: report.message.signatureField,
          "no rule of \(report.message.source) gives this signature",
          hint: "check the key of profile '\(attempt.profile.name)'; 'merchant verify' looks deeper"
        ))
    }
    guard verdict == .valid || verdict == .ambiguous, let check = report.check else {
      return judgement
    }
    judgement.signed = CallbackDigest([
      Array(attempt.profile.name.utf8), check.stringToSign.bytes(key: []),
    ])
    guard verdict == .valid else { return judgement }
    judgement.facts = CallbackFacts(report, profile: attempt.profile.name)
    refuseUnsignedFacts(report, &judgement)
    if judgement.verdict == .valid { compareWithOrder(report, &judgement) }
    return judgement
  }

  /// What decides must be signed (RELIABILITY.md V6): a tolerance may leave a field out.
  private func refuseUnsignedFacts(_ report: MessageReport, _ judgement: inout CallbackJudgement) {
    let deciding: Set<Role> = [
      .merchantID, .appID, .orderNumber, .gatewayOrderNumber, .amount, .paidAmount, .state,
    ]
    for row in report.rows where !row.isSigned && !row.value.isEmpty {
      guard let role = report.message.field(named: row.name)?.role, deciding.contains(role) else {
        continue
      }
      judgement.refuse(
        .refused,
        Finding(
          .error, "deciding_field_unsigned", place: row.name,
          "\(row.name) decides about money and the signature does not cover it"))
      judgement.facts = nil
    }
  }

  private func compareWithOrder(_ report: MessageReport, _ judgement: inout CallbackJudgement) {
    guard let lookup, let facts = judgement.facts else { return }
    let known: KnownOrder?
    do { known = try lookup(facts.profile, facts.kind, facts.order) } catch {
      judgement.refuse(
        .failed, Finding(.error, "journal_unreadable", "the journal cannot be read: \(error)"))
      return
    }
    guard let known else {
      judgement.refuse(
        .unknownOrder,
        Finding(
          .error, "unknown_order", place: report.message.field(.orderNumber)?.name,
          "the journal has no such order",
          hint: "somebody else may share the key, or the journal is not this account's"))
      return
    }
    guard let amount = known.amount, amount != facts.amount else { return }
    judgement.refuse(
      .amountDiffers,
      Finding(
        .error, "amount_differs", place: report.message.field(.amount)?.name,
        "the order is over \(amount.yuan) yuan, the callback says \(facts.amount?.yuan ?? "nothing")",
        hint: "do not deliver; ask the gateway with a query"))
  }
}
