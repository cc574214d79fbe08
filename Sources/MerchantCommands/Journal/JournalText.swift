import Journal

/// Journal errors as failures of a command.
enum JournalText {
  static func failure(_ error: JournalError) -> CommandFailure {
    let exit = error.exitCode
    let code: String
    switch error {
    case .locked: code = "journal_locked"
    case .damaged, .shortened: code = "journal_damaged"
    case .newerFormat, .unknownKind: code = "journal_newer"
    case .insecure: code = "journal_insecure"
    case .system(let reason) where reason.number == 2: code = "journal_missing"
    case .twoJournals: code = "two_journals"
    default: code = "journal_unusable"
    }
    return CommandFailure(
      exit, code, error.description,
      hint: exit == .temporary ? "wait for the other command to end, then run this one again" : nil)
  }
}
