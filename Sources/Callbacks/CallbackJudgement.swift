import Gateways
import Messages
import PaymentValues

/// What a message turned out to be, before it is held against what came earlier.
struct CallbackJudgement: Sendable {
  /// The verdict.
  var verdict: CallbackVerdict
  /// The status of the answer.
  var httpStatus: Int
  /// What was noticed; the decisive finding last when there was no report.
  var findings: [Finding]
  /// The profile that fits best, if any.
  var profile: Profile?
  /// The message's table.
  var message: MessageSpec?
  /// What the message says about money; only of a signed one.
  var facts: CallbackFacts?
  /// Names the text that was signed; only of a signed one.
  var signed: CallbackDigest?
  /// The merchant's order number as far as it could be read.
  var order: String?

  init(_ verdict: CallbackVerdict, _ findings: [Finding], httpStatus: Int? = nil) {
    self.verdict = verdict
    self.findings = findings
    self.httpStatus = httpStatus ?? verdict.httpStatus
  }

  init(_ fault: CallbackFault) {
    self.init(
      .malformed, [Finding(.error, fault.code, fault.reason)], httpStatus: fault.status)
  }

  /// Changes a valid message's verdict for one more reason.
  mutating func refuse(_ verdict: CallbackVerdict, _ finding: Finding) {
    self.verdict = verdict
    httpStatus = verdict.httpStatus
    findings.append(finding)
  }
}
