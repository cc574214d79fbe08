import Journal
import Messages
import PaymentValues
import Payouts
import Platform

/// Finds the journal of an account. It is named after the account; one that an older version named
/// after the profile is carried over when it is first opened for writing.
struct JournalLocator {
  let directory: String
  let profile: Profile
  let clock: Clock

  /// What was found out before the journal is opened.
  struct Place {
    /// The journal's name.
    var name: String
    /// The journal that was carried over just now, by its old name.
    var carried: String?
    /// Where its newest payout went, when it was carried over.
    var address: String?
    /// Journals of other accounts, each with its size.
    var strangers: [String] = []
    /// Journals that have not been looked at; only where the account has records already.
    var unjudged: [JournalMove.Found] = []
    /// Bytes of the journal that an older version keeps under the profile's name.
    var elderBytes: Int64 = 0
  }

  private enum Judged {
    case own(address: String?)
    case silent
    case stranger(String)
  }

  /// Where to write. Throws `Refusal` when nothing may be sent.
  func forWriting() throws -> Place {
    guard let account = profile.account else {
      throw Refusal(
        .config, "no_merchant_id",
        "profile '\(profile.name)' does not say whose account it is; nothing was sent",
        hint: "set merchant-id in the profile: the journal belongs to the account, not to the name")
    }
    let move = try JournalMove(directory: directory, to: account.fileName)
    try move.finish(clock: clock)
    let old = try elder(move, account)
    var place = Place(name: account.fileName)
    place.elderBytes = old.first { $0.name == elderName }?.bytes ?? 0
    guard !old.isEmpty else { return place }
    guard try !move.hasRecords() else {
      place.unjudged = old
      return place
    }
    let chosen = try choose(old, account, &place, isStrict: true)
    if let chosen {
      try move.carry(over: chosen, clock: clock)
      place.carried = chosen
      if chosen == elderName { place.elderBytes = 0 }
    }
    return place
  }

  /// The name under which an older version would keep this profile's payouts; nil where that name is
  /// an account's.
  var elderName: String? { AccountID.isFileName(profile.name) ? nil : profile.name }

  /// Bytes of the journal that an older version keeps under the profile's name.
  func elderBytes() throws(JournalError) -> Int64 {
    guard let account = profile.account, let elderName else { return 0 }
    let move = try JournalMove(directory: directory, to: account.fileName)
    return try move.journals { $0 == elderName }.first?.bytes ?? 0
  }

  /// Where to read: the account's journal, else the one that will be carried over.
  func forReading() throws -> String {
    guard let account = profile.account else { return profile.name }
    let move = try JournalMove(directory: directory, to: account.fileName)
    try move.finish(clock: clock)
    if try move.hasRecords() { return account.fileName }
    var place = Place(name: account.fileName)
    return try choose(try elder(move, account), account, &place, isStrict: false)
      ?? account.fileName
  }

  /// Every journal in the directory that holds payouts of the account, its own first: to be looked at,
  /// also where they are too many to go on with.
  func all() throws -> [String] {
    guard let account = profile.account else { return [] }
    let move = try JournalMove(directory: directory, to: account.fileName)
    var names = try move.hasRecords() ? [account.fileName] : []
    for journal in try elder(move, account) {
      if case .own = try judge(journal, account) { names.append(journal.name) }
    }
    return names
  }

  /// Throws when a journal that appeared beside the account's holds payouts of the account. Gives
  /// those that do not.
  func judge(_ found: [JournalMove.Found], _ name: String) throws -> [String] {
    guard let account = profile.account else { return [] }
    var strangers: [String] = []
    for journal in found {
      if case .own = try judge(journal, account) {
        throw JournalError.twoJournals(directory: directory, names: [name, journal.name])
      }
      strangers.append(Self.entry(journal))
    }
    return strangers
  }

  /// How a journal is remembered: one that grew is looked at again.
  static func entry(_ journal: JournalMove.Found) -> String { "\(journal.name):\(journal.bytes)" }

  private func elder(_ move: JournalMove, _ account: AccountID) throws(JournalError)
    -> [JournalMove.Found]
  {
    try move.journals { $0 == profile.name || !AccountID.isFileName($0) }
      .filter { $0.isJournal || $0.name == profile.name }
  }

  /// The one journal that is the account's.
  private func choose(
    _ found: [JournalMove.Found], _ account: AccountID, _ place: inout Place, isStrict: Bool
  ) throws -> String? {
    var own: [String] = []
    var silent: String?
    for journal in found {
      switch try judge(journal, account) {
      case .own(let address):
        own.append(journal.name)
        place.address = address
      case .silent where journal.name == profile.name: silent = journal.name
      case .silent: place.strangers.append(Self.entry(journal))
      case .stranger(let reason):
        if isStrict, journal.name == profile.name { throw anotherAccount(journal, reason) }
        place.strangers.append(Self.entry(journal))
      }
    }
    // A journal of the profile's name without payouts may hold its orders.
    if own.isEmpty { return silent }
    guard own.count == 1, silent == nil else {
      throw JournalError.twoJournals(
        directory: directory, names: own + (silent.map { [$0] } ?? []))
    }
    return own[0]
  }

  private func anotherAccount(_ journal: JournalMove.Found, _ reason: String) -> Refusal {
    Refusal(
      .refused, "journal_of_another_account",
      "the journal '\(journal.name)' in \(directory) is not of the account of profile "
        + "'\(profile.name)': \(reason); nothing was sent",
      hint: "give the other account a profile of its own and run 'payout resolve' with it once: it "
        + "takes the journal over. Leave the files \(journal.name).* where they are: without them the "
        + "other account's payouts would be made again")
  }

  private func judge(_ found: JournalMove.Found, _ account: AccountID) throws -> Judged {
    let journal = try JournalFile.open(
      directory: directory, name: found.name, mode: .read, clock: clock)
    defer { journal.close() }
    let evidence = try AccountEvidence(journal, account: account, gateway: profile.gateway)
    switch evidence {
    case .own(let address): return .own(address: address)
    case .silent: return .silent
    case .other(let reason): return .stranger(reason)
    case .mixed(let reason):
      throw Refusal(
        .refused, "journal_of_two_accounts",
        "the journal '\(found.name)' in \(directory) holds payouts of two accounts: \(reason); "
          + "nothing was sent",
        hint:
          "settle what is open in it with the version that wrote it, and go on with that version; "
          + "leave the files \(found.name).* where they are: without them its payouts would be made "
          + "again")
    }
  }
}
