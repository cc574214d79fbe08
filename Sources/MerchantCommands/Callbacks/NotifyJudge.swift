import Callbacks
import PaymentValues

/// Says of a handler's answers whether they are right for what was sent.
struct NotifyJudge {
  /// What a handler is to do with a callback.
  enum Expectation: String {
    case acknowledged, refused
  }

  /// Whether the handler must refuse what was sent.
  let mustRefuse: Bool
  /// What is wrong with what was sent; nil when nothing is.
  let flaw: String?

  /// - Parameter expectation: nil for what the message itself asks for.
  init(made: MadeCallback, expectation: Expectation?) {
    mustRefuse = expectation.map { $0 == .refused } ?? (made.flaw != nil)
    flaw = made.flaw ?? (mustRefuse ? "you say so" : nil)
  }

  /// Whether the exit code is 0: one acknowledgement is enough; a forgery has to be refused each time.
  func isRight(_ attempts: [NotifyAttempt]) -> Bool {
    guard mustRefuse else { return attempts.contains { $0.verdict?.documentAccepts == true } }
    return !attempts.isEmpty && attempts.allSatisfy { $0.verdict?.forgery == .refused }
  }

  func faults(_ attempt: NotifyAttempt) -> [AcknowledgementFault] {
    (mustRefuse ? attempt.verdict?.forgeryFaults : attempt.verdict?.faults) ?? []
  }

  func words(_ attempt: NotifyAttempt) -> String {
    if let verdict = attempt.verdict {
      return mustRefuse ? verdict.forgerySummary : verdict.summary
    }
    switch attempt.outcome {
    case .notSent(let failure), .unknown(let failure): return "no answer: \(failure.reason)"
    case .answered: return "answered"
    }
  }

  /// What the shop has to mend.
  func findings(_ attempts: [NotifyAttempt]) -> [Finding] {
    guard mustRefuse else { return [] }
    if attempts.contains(where: { $0.verdict?.forgery == .taken }) {
      let fault = AcknowledgementFault.forgeryAccepted
      return [Finding(.error, fault.rawValue, fault.reason, hint: fault.fix)]
    }
    if isRight(attempts) {
      return [
        Finding(
          .note, "forgery_refused", "the handler refused what it had to refuse",
          hint: "see that it takes a good one: send it without the fault, too")
      ]
    }
    return [
      Finding(
        .error, "forgery_not_judged", "no handler answered, so nobody judged the callback",
        hint: "mend what the answer tells, and send it again")
    ]
  }
}
