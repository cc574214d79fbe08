import ArgumentParsing
import GatewayEngine
import Journal
import PaymentValues
import Payouts

/// Opens the journal of a profile's account for commands.
struct JournalStore {
  let context: CommandContext
  let resolved: ResolvedProfile

  /// `$XDG_STATE_HOME/merchant/journal`, else `~/.local/state/merchant/journal`.
  static func directory(_ environment: CommandEnvironment) throws(Refusal) -> String {
    if let base = environment.variable("XDG_STATE_HOME"), base.hasPrefix("/") {
      return base + "/merchant/journal"
    }
    guard let home = environment.variable("HOME"), home.hasPrefix("/") else {
      throw Refusal(
        .io, "no_state_directory", "neither XDG_STATE_HOME nor HOME is set; nothing was sent",
        hint: "the journal needs a place: set XDG_STATE_HOME to a directory of yours")
    }
    return home + "/.local/state/merchant/journal"
  }

  /// Opens; a lock that another short command holds is waited for.
  func open(_ mode: JournalFile.Mode, waitMilliseconds: Int64 = 5000) throws(Refusal) -> JournalFile
  {
    let directory = try JournalStore.directory(context.environment)
    let clock = context.environment.clock
    let end = clock.monotonicMilliseconds() + waitMilliseconds
    while true {
      do {
        let journal = try open(mode, directory)
        journal.keys = context.keys.all
        report(journal.recovery)
        return journal
      } catch JournalError.locked where clock.monotonicMilliseconds() < end {
        clock.sleep(20)
      } catch {
        throw Refusal(error)
      }
    }
  }

  private func open(_ mode: JournalFile.Mode, _ directory: String) throws -> JournalFile {
    let clock = context.environment.clock
    let locator = JournalLocator(directory: directory, profile: resolved.profile, clock: clock)
    guard mode == .write else {
      return try JournalFile.open(
        directory: directory, name: try locator.forReading(), mode: .read, clock: clock)
    }
    let place = try locator.forWriting()
    let journal = try JournalFile.open(
      directory: directory, name: place.name, elder: locator.elderName, mode: .write, clock: clock)
    // An older version may have begun while nobody held the lock of its name.
    guard try locator.elderBytes() == place.elderBytes else {
      journal.close()
      throw JournalError.locked(path: "\(directory)/\(resolved.profile.name).lock", holder: nil)
    }
    try introduce(journal, place, locator)
    return journal
  }

  /// Every journal with payouts of the account, read only; more than one where an older version kept
  /// several and they cannot be gone on with.
  func openAll() throws(Refusal) -> [JournalFile] {
    let directory = try JournalStore.directory(context.environment)
    let clock = context.environment.clock
    return try refusing {
      try JournalLocator(directory: directory, profile: resolved.profile, clock: clock).all()
        .map { try JournalFile.open(directory: directory, name: $0, mode: .read, clock: clock) }
    }
  }

  /// Notes whose journal it is, and which others in the directory are not.
  private func introduce(
    _ journal: JournalFile, _ place: JournalLocator.Place, _ locator: JournalLocator
  )
    throws
  {
    guard let account = resolved.profile.account else { return }
    let known = try journal.note(AccountNote.account)
    let before = (known?.details ?? []).filter { $0.name == "stranger" }.map(\.value)
    let unjudged = place.unjudged.filter { !before.contains(JournalLocator.entry($0)) }
    let judged = try locator.judge(unjudged, place.name)
    guard known == nil || !judged.isEmpty || place.carried != nil else { return }
    let still = before.filter { entry in
      place.unjudged.contains { JournalLocator.entry($0) == entry }
    }
    var details: [JournalRecord.Detail] = [
      .init("gateway", account.gateway), .init("merchant", account.merchant),
      .init("app", account.app),
    ]
    if let carried = place.carried { details.append(.init("carried", carried)) }
    details += (still + place.strangers + judged).map { .init("stranger", $0) }
    var notes = [
      JournalRecord(note: AccountNote.account, profile: resolved.profile.name, details)
    ]
    if let address = place.address, place.carried != nil {
      notes.append(
        JournalRecord(
          note: AccountNote.address, profile: resolved.profile.name, [.init("address", address)]))
    }
    try journal.append(notes, durable: place.carried != nil)
    if let carried = place.carried, carried != resolved.profile.name {
      context.output.note(
        "note: the journal of profile '\(carried)' is this account's; it is used on")
    }
  }

  private func report(_ recovery: JournalFile.Recovery) {
    if recovery.tornBytes > 0 {
      context.output.note(
        "note: the journal ended in \(recovery.tornBytes) bytes of an unfinished line; they were set aside, and \(recovery.suspects.count) rows they may be about count as unknown"
      )
    }
    if recovery.clockWentBack {
      context.output.note(
        "warning: the clock went back since the last run; order in the journal is by number")
    }
  }

  /// A journal for an order that is about to be placed.
  func forWriting() throws(Refusal) -> OrderJournal {
    let journal = try open(.write)
    try refusing { try SignedNotes.recall(journal, resolved.profile) }
    return OrderJournal(journal: journal, profile: resolved.profile)
  }

  /// Notes questions and their answers. A busy or missing journal does not keep anybody from asking.
  func record(_ exchanges: [Exchange]) throws(Refusal) {
    if context[JournalOptions.noJournal] { return }
    let records = exchanges.compactMap { exchange -> JournalRecord? in
      // Asked by the gateway's own number, only an answer that is believed tells whose it is.
      let told = exchange.outcome == .accepted ? exchange.answer?.report?.orderNumber : nil
      guard let order = exchange.request.orderNumber ?? told else { return nil }
      return JournalRecord(
        .query, subject: exchange.request.kind.isAboutPayout ? .payout : .order,
        profile: resolved.profile.name, id: order,
        amount: exchange.answer?.report?.orderedAmount?.fen, details: ExchangeDetails.of(exchange))
    }
    let signed = SignedNotes.records(resolved.profile)
    noteDown(records + signed, durable: !signed.isEmpty)
  }

  /// Tells the profile which answers of its account were signed. A journal that cannot be read keeps
  /// nobody from asking.
  func recallSigned() {
    let needsIt = resolved.profile.gateway.messages.contains {
      $0.kind.request != nil && $0.signing != nil
    }
    guard needsIt, !context[JournalOptions.noJournal], resolved.profile.account != nil else {
      return
    }
    do {
      let journal = try open(.read, waitMilliseconds: 200)
      defer { journal.close() }
      try SignedNotes.recall(journal, resolved.profile)
    } catch {
      let refusal = Refusal(error)
      guard refusal.code != "journal_missing" else { return }
      context.output.note(
        "note: whether earlier answers were signed is not known: \(refusal.message)")
    }
  }

  /// What the newest answer that was believed said of an order or payout; nil when there is none, or no
  /// journal to read.
  func lastKnown(_ exchange: Exchange) -> String? {
    guard !context[JournalOptions.noJournal], let order = exchange.request.orderNumber,
      let journal = try? open(.read, waitMilliseconds: 0)
    else { return nil }
    defer { journal.close() }
    let subject: RecordSubject = exchange.request.kind.isAboutPayout ? .payout : .order
    let records = (try? journal.list(JournalFile.Filter(id: order))) ?? []
    let last = records.last { record in
      guard record.subject == subject, let status = record.detail("status") else { return false }
      return !status.isEmpty && record.detail("outcome") == Exchange.Outcome.accepted.rawValue
    }
    return last.map { record in
      "\(record.detail("status") ?? "") at \(BeijingTime(unixMilliseconds: record.time).text), Beijing"
    }
  }

  /// Appends records that nothing depends on; says so when it cannot.
  func noteDown(_ records: [JournalRecord], durable: Bool = false) {
    do {
      let journal = try open(.write, waitMilliseconds: 200)
      try journal.append(records, durable: durable)
      journal.close()
    } catch {
      context.output.note("note: not written to the journal: \(Refusal(error).message)")
    }
  }
}
