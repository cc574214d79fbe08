import Gateways
import Messages
import PaymentValues

/// Whose a recorded callback is, by what it says and not by what the profile was called then.
package enum CallbackAccount {
  /// Whether the message names that profile's account. One that names none may be anybody's who has
  /// the key, and counts.
  package static func isOf(_ profile: Profile, _ message: RawCallback) -> Bool {
    guard let account = profile.account, let fields = try? CallbackParser.fields(message),
      let candidate = MessageRecognizer.candidates(for: fields, among: [profile.gateway]).first
    else { return false }
    let reader = FieldReader(fields, message: candidate.message)
    return [(Role.merchantID, account.merchant), (.appID, account.app)].allSatisfy { role, ours in
      reader.text(role).map { $0 == ours } ?? true
    }
  }
}
