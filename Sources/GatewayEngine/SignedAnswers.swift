import Gateways
import PaymentValues
import Synchronization

/// Remembers which kinds of answers an account got signed. What was once signed must stay signed: else
/// whoever sits on the way could leave the signature out and write what he likes. Safe on several
/// threads.
public final class SignedAnswers: Sendable {
  private let state = Mutex((known: Set<MessageKind>(), new: [MessageKind]()))

  /// Nothing seen yet.
  public init() {}

  /// Whether an answer of that kind was signed before.
  public func contains(_ kind: MessageKind) -> Bool { state.withLock { $0.known.contains(kind) } }

  /// Takes in what is on the disk already.
  public func recall(_ kind: MessageKind) { state.withLock { _ = $0.known.insert(kind) } }

  /// Notes that an answer of that kind was signed just now.
  func note(_ kind: MessageKind) {
    state.withLock { if $0.known.insert(kind).inserted { $0.new.append(kind) } }
  }

  /// The kinds that were signed for the first time since the last call; to be kept.
  public func takeNew() -> [MessageKind] {
    state.withLock { state in
      defer { state.new = [] }
      return state.new
    }
  }
}

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
