import ArgumentParsing
import GatewayEngine
import Messages
import Gateways
import Journal
import PaymentValues
import Payouts
import Platform

/// Opens the journal of a profile's account for commands.
struct JournalStore {
  let context: CommandContext
  let resolved: ResolvedProfile

  /// `$XDG_STATE_HOME/merchant/journal`, else `~/.local/state/merchant/journal`.
  static func directory(_ environment: CommandEnvironment) throws(CommandFailure) -> String {
    if let base = environment.variable("XDG_STATE_HOME"), base.hasPrefix("/") {
      return base + "/merchant/journal"
    }
    guard let home = environment.variable("HOME"), home.hasPrefix("/") else {
      throw CommandFailure(
        .io, "no_state_directory", "neither XDG_STATE_HOME nor HOME is set; nothing was sent",
        hint: "the journal needs a place: set XDG_STATE_HOME to a directory of yours")
    }
    return home + "/.local/state/merchant/journal"
  }

  /// Opens; a lock that another short command holds is waited for.
  func open(_ mode: JournalFile.Mode, waitMilliseconds: Int64 = 5000) throws(CommandFailure)
    -> JournalFile
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
        throw PayoutText.failure(error)
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
  func openAll() throws(CommandFailure) -> [JournalFile] {
    let directory = try JournalStore.directory(context.environment)
    let clock = context.environment.clock
    do {
      return try JournalLocator(directory: directory, profile: resolved.profile, clock: clock).all()
        .map { try JournalFile.open(directory: directory, name: $0, mode: .read, clock: clock) }
    } catch { throw PayoutText.failure(error) }
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
  func forWriting() throws(CommandFailure) -> OrderJournal {
    let journal = try open(.write)
    do { try SignedNotes.recall(journal, resolved.profile) } catch {
      throw PayoutText.failure(error)
    }
    return OrderJournal(journal: journal, profile: resolved.profile)
  }

  /// Notes questions and their answers. A busy or missing journal does not keep anybody from asking.
  func record(_ exchanges: [Exchange]) throws(CommandFailure) {
    if context.command.flag("no-journal") { return }
    let records = exchanges.map { exchange in
      JournalRecord(
        .query, subject: exchange.request.kind.isAboutPayout ? .payout : .order,
        profile: resolved.profile.name, id: exchange.request.orderNumber ?? "",
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
    guard needsIt, !context.command.flag("no-journal"), resolved.profile.account != nil else {
      return
    }
    do {
      let journal = try open(.read, waitMilliseconds: 200)
      defer { journal.close() }
      try SignedNotes.recall(journal, resolved.profile)
    } catch let error as CommandFailure where error.code == "journal_missing" {
      return
    } catch {
      let words = (error as? CommandFailure)?.message ?? "\(error)"
      context.output.note("note: whether earlier answers were signed is not known: \(words)")
    }
  }

  /// What the newest answer that was believed said of an order or payout; nil when there is none, or no
  /// journal to read.
  func lastKnown(_ exchange: Exchange) -> String? {
    guard !context.command.flag("no-journal"), let order = exchange.request.orderNumber,
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
      let words =
        (error as? CommandFailure)?.message ?? (error as? JournalError)?.description ?? "\(error)"
      context.output.note("note: not written to the journal: \(words)")
    }
  }
}

/// The journal of one order: intent before the request, outcome after it.
struct OrderJournal {
  let journal: JournalFile
  let profile: Profile

  /// An order of which the journal knows.
  struct Known {
    /// Whether its request has an outcome.
    var isDone: Bool
    /// Where the page is through which the shopper pays.
    var page: String?
    /// Where the shopper pays.
    var payURL: String?
  }

  /// What the journal knows of a number; nil when it was never used.
  func known(_ order: String) throws(CommandFailure) -> Known? {
    do throws(JournalError) {
      guard let row = try journal.row(RowName(.order, order)) else { return nil }
      func detail(_ name: String) -> String? { row.last.detail(name) ?? row.first.detail(name) }
      return Known(
        isDone: row.state == .orderDone, page: detail("page"), payURL: detail("pay-url"))
    } catch { throw JournalText.failure(error) }
  }

  /// Puts the intent on the disk. When this throws, nothing may be sent.
  /// - Parameter page: the page that places the order.
  func intend(_ request: PreparedRequest, page: String? = nil) throws(CommandFailure) {
    try append(
      JournalRecord(
        .orderIntent, subject: .order, profile: profile.name, id: request.orderNumber ?? "",
        amount: request.amount?.fen,
        details: [.init("url", request.http.url)] + details(page: page, payURL: nil)))
  }

  private func details(page: String?, payURL: String?) -> [JournalRecord.Detail] {
    (page.map { [.init("page", $0)] } ?? []) + (payURL.map { [.init("pay-url", $0)] } ?? [])
  }

  /// Puts the outcome on the disk. An unknown outcome leaves the order open: the query settles it.
  /// - Parameters:
  ///   - page: the page through which the shopper pays.
  ///   - payURL: where the shopper pays.
  func conclude(_ exchange: Exchange, page: String? = nil, payURL: String? = nil)
    throws(CommandFailure)
  {
    let isOpen = exchange.outcome == .unknown || exchange.outcome == .duplicate
    try append(
      JournalRecord(
        isOpen ? .note : .orderOutcome, subject: .order, profile: profile.name,
        id: exchange.request.orderNumber ?? "", amount: exchange.request.amount?.fen,
        details: ExchangeDetails.of(exchange) + details(page: page, payURL: payURL)))
  }

  private func append(_ record: JournalRecord) throws(CommandFailure) {
    let signed = SignedNotes.records(profile)
    do throws(JournalError) { try journal.append([record] + signed, durable: true) } catch {
      throw JournalText.failure(error)
    }
  }
}

/// What the journal keeps of an exchange.
enum ExchangeDetails {
  static func of(_ exchange: Exchange) -> [JournalRecord.Detail] {
    let answer = exchange.answer
    // A status that is not believed is none, for whoever reads the journal later.
    let status = exchange.outcome == .accepted ? answer?.status : nil
    // The same of what was paid: only an order that is paid has such an amount.
    let paid = status?.isPaid == true ? answer?.report?.paidAmount : nil
    let pairs: [(String, String?)] = [
      ("outcome", exchange.outcome.rawValue), ("status", status?.rawValue),
      ("paid", paid?.yuan),
      ("state", answer?.report?.state), ("code", answer?.code ?? exchange.failure?.code),
      ("words", answer?.words), ("gateway-order", answer?.report?.gatewayOrderNumber),
      ("auth", answer.map { $0.isAuthenticated ? "sign" : "none" }),
    ]
    return pairs.compactMap { name, value in value.map { JournalRecord.Detail(name, $0) } }
  }
}

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
