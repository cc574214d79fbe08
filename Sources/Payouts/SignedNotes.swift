import Gateways
import Journal
import Messages

/// Which answers of an account were signed, as notes in its journal.
package enum SignedNotes {
  /// The notes about answers that were signed for the first time since the last call.
  package static func records(_ profile: Profile) -> [JournalRecord] {
    profile.signedAnswers.takeNew().map { kind in
      JournalRecord(
        note: AccountNote.signed(kind.rawValue), profile: profile.name,
        [.init("signed", kind.rawValue)])
    }
  }

  /// Tells the profile what its journal knows.
  package static func recall(_ journal: JournalFile, _ profile: Profile) throws {
    for message in profile.gateway.messages where message.kind.request != nil {
      if message.signing != nil, try journal.note(AccountNote.signed(message.kind.rawValue)) != nil
      {
        profile.signedAnswers.recall(message.kind)
      }
    }
  }
}
