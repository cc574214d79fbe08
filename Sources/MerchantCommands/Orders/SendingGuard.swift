import HTTP
import Journal
import Messages
import PaymentValues
import Payouts

/// What must be as it was when the account sent something last: the clock and the address.
struct SendingGuard {
  let context: CommandContext
  let profile: Profile
  let journal: JournalFile

  /// Passes when the clock can be relied on, or a person says so. Times decide about repeats.
  func clock() throws(Refusal) {
    let fault = try refusing { try ClockFault.find(journal, context.environment.clock) }
    guard let fault else { return }
    let code: String
    let words: String
    switch fault {
    case .wentBack(let milliseconds):
      code = "clock_went_back"
      words =
        "the clock shows \(Self.span(milliseconds)) less than at the newest record of the journal"
    case .jumpedAhead(let milliseconds):
      code = "clock_jumped"
      words =
        "the clock went on \(Self.span(milliseconds)) more than the machine did since the last sending"
    }
    if context[PayoutOptions.clockOK] {
      context.output.note("warning: \(words)")
      return
    }
    throw Refusal(
      .refused, code, "\(words); nothing was sent",
      hint: "set the clock right; if it is right now, add --clock-ok")
  }

  /// Passes when payouts and orders of the account went to this address last, or a person says that
  /// another one is meant. Between addresses of this machine, as rehearsals have, nobody is asked.
  func address() throws(Refusal) {
    guard let base = profile.baseURL.flatMap({ try? HTTPURL($0) }) else { return }
    let last = try refusing { try journal.note(AccountNote.address) }?.detail("address")
    guard last != base.origin else { return }
    if let last, (try? HTTPURL(last))?.isLoopback != true || !base.isLoopback {
      try confirm(last, base)
    }
    let note = JournalRecord(
      note: AccountNote.address, profile: profile.name, [.init("address", base.origin)])
    try refusing { try journal.append([note], durable: false) }
  }

  private func confirm(_ last: String, _ base: HTTPURL) throws(Refusal) {
    let words = "the account sent to \(last) last, the profile says \(base.origin)"
    if context[SendingOptions.baseURLChanged] { return context.output.note("warning: \(words)") }
    if context.environment.isTerminal.input, !context[GlobalOptions.noInput],
      let answer = context.environment.prompt("\(words). Send there? [y/N] ", true)
    {
      if ["y", "yes", "是"].contains(answer.lowercased()) { return }
      throw Refusal(.cancelled, "cancelled", "not confirmed; nothing was sent")
    }
    throw Refusal(
      .refused, "base_url_changed", "\(words); nothing was sent", place: "base-url",
      hint:
        "what the journal calls paid was paid there; if the account moved, add --base-url-changed")
  }

  private static func span(_ milliseconds: Int64) -> String {
    let minutes = milliseconds / 60_000
    switch minutes {
    case ..<120: return "\(minutes) minutes"
    case ..<2880: return "\(minutes / 60) hours"
    default: return "\(minutes / 1440) days"
    }
  }
}
