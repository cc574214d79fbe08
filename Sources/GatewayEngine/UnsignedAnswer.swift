import Gateways
import Messages
import PaymentValues

/// What an answer without a signature is worth. The one place for it: queries, payouts, resolving and
/// reconciling all go by the verdict that follows (decision 9).
enum UnsignedAnswer {
  /// The code of the finding; it makes what the answer says a claim.
  static let code = "signature_absent"

  /// Why an unsigned answer that says yes decides nothing; nil when it may be believed.
  static func objection(_ report: MessageReport, isQuestion: Bool, profile: Profile) -> Finding? {
    let message = report.message
    guard message.signing != nil, report.verdict == .unsigned else { return nil }
    let reason: String
    if profile.signedAnswers.contains(message.kind) {
      reason = "earlier answers of this account were signed, this one is not"
    } else if message.field(.signature).map({ $0.isDocumented && $0.requirement != .optional })
      ?? false
    {
      reason = "the document has a signature here, the answer has none"
    } else if isQuestion, !profile.allowsUnsignedAnswers, report.status?.isFinal ?? false {
      reason = "servers of this gateway sign, the answer has no signature"
    } else {
      return nil
    }
    let claim = report.status.map { "; that it is \($0.rawValue) is only a claim" } ?? ""
    return Finding(
      .error, code, place: message.signatureField, reason + claim,
      hint: profile.signedAnswers.contains(message.kind)
        ? "anybody on the way may have left it out: ask again, or wait for the callback"
        : "if this gateway never signs its answers, set unsigned-answers = allow in the profile")
  }
}
