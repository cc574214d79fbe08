import Gateways
import Messages
import PaymentValues
import Signing
import WireFormat

/// Decides what a message is: which profile's, which kind, whether signed, whether about our order.
/// Holds no state; safe on several threads.
struct CallbackJudge: Sendable {
  let profiles: [Profile]
  let lookup: OrderLookup?
  /// What is known of each profile's gateway.
  private let books: [String: MessageBook]
  /// The same for readers of callbacks, and of all gateways for a path that names no profile.
  private let names: [String: CallbackNames]
  private let allNames: CallbackNames

  init(profiles: [Profile], lookup: OrderLookup?) {
    self.profiles = profiles
    self.lookup = lookup
    books = Dictionary(profiles.map { ($0.name, MessageBook($0.gateway)) }) { first, _ in first }
    names = Dictionary(profiles.map { ($0.name, CallbackNames([$0.gateway])) }) { first, _ in
      first
    }
    allNames = CallbackNames(profiles.map(\.gateway))
  }

  func judge(_ message: RawCallback) -> CallbackJudgement {
    do throws(CallbackFault) {
      let route = try CallbackRoute(path: message.path, profiles: profiles)
      let own = route.profiles.count == 1 ? names[route.profiles[0].name] : nil
      return check(try CallbackParser.fields(message, names: own ?? allNames), route)
    } catch {
      return CallbackJudgement(error)
    }
  }

  private struct Attempt {
    var profile: Profile
    var candidate: MessageRecognizer.Candidate
    var report: MessageReport
    /// Why the message is no callback that this path takes, whatever its signature says.
    var refusal: Finding?
  }

  private func check(_ fields: FieldList, _ route: CallbackRoute) -> CallbackJudgement {
    var best: Attempt?
    for profile in route.profiles {
      let book = books[profile.name] ?? MessageBook(profile.gateway)
      // All kinds of the gateway are compared before a callback is wanted: an answer or a request
      // may be signed by the same rule, and its words mean something else (docs/decisions/0008).
      let recognition = book.recognise(fields, as: route.kind)
      guard !recognition.best.isEmpty, let candidate = recognition.candidate else { continue }
      let report = book.verifier(of: candidate.message).verify(fields, profile: profile)
      let attempt = Attempt(
        profile: profile, candidate: candidate, report: report,
        refusal: refusal(recognition, candidate.message))
      if best.map({ isBetter(attempt, than: $0) }) ?? true { best = attempt }
    }
    guard let best else {
      return CallbackJudgement(
        .unrecognised,
        [
          Finding(
            .error, "no_such_callback", "no profile's gateway sends a callback of these fields",
            hint: "check the path and which profiles are served")
        ])
    }
    return conclude(best)
  }

  private func refusal(_ recognition: Recognition, _ message: MessageSpec) -> Finding? {
    let hasCallback = recognition.best.contains { $0.message.kind.isCallback }
    if let finding = recognition.finding, hasCallback || finding.code == "wrong_kind" {
      return finding
    }
    guard !message.kind.isCallback else { return nil }
    return Finding(
      .error, "wrong_kind", place: message.signatureField,
      "the fields are those of \(message.kind.rawValue) (\(message.source)), no callback's",
      hint: "nobody sends that here in good faith; ask the gateway with a query")
  }

  private func isBetter(_ new: Attempt, than old: Attempt) -> Bool {
    func rank(_ attempt: Attempt) -> Int {
      if attempt.refusal != nil { return attempt.report.check?.isValid == true ? 2 : 0 }
      return switch attempt.report.verdict {
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
    let isSigned = report.check?.isValid == true
    if let refusal = attempt.refusal {
      var judgement = CallbackJudgement(.unrecognised, [refusal])
      if isSigned { attribute(&judgement, attempt) }
      return judgement
    }
    let verdict: CallbackVerdict =
      switch report.verdict {
      case .valid: .valid
      case .ambiguous: .ambiguous
      case .invalid: .invalid
      case .refused, .unsigned: .refused
      }
    var judgement = CallbackJudgement(verdict, report.findings)
    attribute(&judgement, attempt)
    if verdict == .invalid {
      judgement.findings.append(
        Finding(
          .error, "signature_mismatch", place: report.message.signatureField,
          "no rule of \(report.message.source) gives this signature",
          hint: "check the key of profile '\(attempt.profile.name)'; 'merchant verify' looks deeper"
        ))
    }
    guard verdict == .valid else { return judgement }
    judgement.facts = CallbackFacts(report, profile: attempt.profile.name)
    compareWithOrder(report, &judgement)
    return judgement
  }

  /// Says whose the message is. One that a holder of the key signed is evidence, refused or not: its
  /// signed text gets a name, under which it is recorded once.
  private func attribute(_ judgement: inout CallbackJudgement, _ attempt: Attempt) {
    judgement.profile = attempt.profile
    judgement.message = attempt.report.message
    judgement.order = attempt.report.orderNumber
    guard let check = attempt.report.check, check.isValid else { return }
    judgement.signed = CallbackDigest([
      Array(attempt.profile.name.utf8), check.stringToSign.bytes(key: []),
    ])
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
