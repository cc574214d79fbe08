import ArgumentParsing
import Messages
import PaymentValues
import Payouts
import Platform

/// `merchant payout status`: where a batch stands, whichever profile it is of; alone, every plan.
struct PayoutStatus {
  static let name = Argument.optional("PLAN", help: Text("Plan or batch", zh: "计划或批次"))

  let context: CommandContext

  func run() throws(Refusal) -> ExitCode {
    let accounts = context.accounts
    let isNamed =
      context.command.isGiven(GlobalOptions.profile)
      || context.command.isGiven(AccountOptions.gateway)
    guard let name = context[Self.name] else {
      return try list(
        isNamed ? [try accounts.resolve(needsKey: false)] : oneOfEach(try accounts.all()))
    }
    if isNamed {
      let resolved = try accounts.resolve(needsKey: false)
      guard let session = try holders(of: name, [resolved]).first else {
        throw try missing(name, resolved, oneOfEach(try accounts.all()))
      }
      return try show(name, session)
    }
    let found = try holders(of: name, oneOfEach(try accounts.all()))
    guard let first = found.first else {
      throw Refusal(
        .data, "no_such_plan", "no account's journal has a plan of that name", place: name,
        hint: "'merchant payout status' lists the plans")
    }
    guard found.count == 1 else {
      throw Refusal(
        .data, "plan_of_several_accounts", "plans of several accounts have that name", place: name,
        hint: "add --profile: " + found.map(\.profile.name).joined(separator: ", "))
    }
    context.output.note("note: the plan is of profile \(first.profile.name)")
    return try show(name, first)
  }

  /// One profile of every account.
  private func oneOfEach(_ profiles: [ResolvedProfile]) -> [ResolvedProfile] {
    var seen: Set<AccountID> = []
    return profiles.filter { $0.profile.account.map { seen.insert($0).inserted } ?? true }
  }

  private func missing(
    _ name: String, _ resolved: ResolvedProfile, _ others: [ResolvedProfile]
  ) throws(Refusal) -> Refusal {
    let holders = try holders(of: name, others).map(\.profile.name)
    return Refusal(
      .data, "no_such_plan",
      "the journal of profile '\(resolved.profile.name)' has no plan of that name", place: name,
      hint: holders.isEmpty
        ? "'merchant payout status' lists the plans"
        : "it is of profile " + holders.joined(separator: " and ")
          + ": 'merchant payout status \(name) -p \(holders[0])'")
  }

  private func holders(of name: String, _ profiles: [ResolvedProfile]) throws(Refusal)
    -> [PayoutSession]
  {
    var found: [PayoutSession] = []
    for resolved in profiles {
      for session in try sessions(resolved) where try has(name, session) { found.append(session) }
    }
    return found
  }

  /// The account's journals, read only: one, or the several that an older version kept. None where
  /// there is none or it cannot be read, which is said.
  private func sessions(_ resolved: ResolvedProfile) throws(Refusal) -> [PayoutSession] {
    do throws(Refusal) {
      let all = try JournalStore(context: context, resolved: resolved).openAll()
      if all.count > 1 {
        context.output.note(
          "warning: profile '\(resolved.profile.name)': \(all.count) journals of one account; leave all of them where they are, nothing is sent until they are one"
        )
        return all.map { PayoutSession(context: context, resolved: resolved, reading: $0) }
      }
      return [try PayoutSession(context: context, resolved: resolved, mode: .read)]
    } catch {
      if error.code == "journal_missing" { return [] }
      context.output.note(
        "warning: the journal of profile '\(resolved.profile.name)': \(error.message)")
      return []
    }
  }

  private func has(_ name: String, _ session: PayoutSession) throws(Refusal) -> Bool {
    try refusing { try PayoutBook.has(name, session.journal) }
  }

  private func show(_ name: String, _ session: PayoutSession) throws(Refusal) -> ExitCode {
    do throws(Refusal) { return try session.report(name) } catch {
      // Nothing was to be sent here; the reason is the message.
      guard let first = error.findings.first(where: { $0.severity == .error }) else { throw error }
      throw Refusal(
        error.exit, error.code, first.reason, place: first.place, hint: first.hint,
        findings: error.findings.filter { $0 != first })
    }
  }

  /// Names journals that no profile of the configuration opens: what is open there is asked about by
  /// nobody.
  private func noteStrangers() throws(Refusal) {
    let directory = try JournalStore.directory(context.environment)
    var known: Set<String> = []
    for resolved in try context.accounts.all() {
      known.insert(resolved.profile.name)
      if let account = resolved.profile.account { known.insert(account.fileName) }
    }
    if let account = try? context.accounts.resolve(needsKey: false).profile.account {
      known.insert(account.fileName)
    }
    let names = (FileCalls.system.names(directory) ?? []).compactMap { file -> String? in
      guard file.hasSuffix(".jsonl") else { return nil }
      let name = String(file.dropLast(6))
      return name.contains(".") || known.contains(name) ? nil : name
    }
    guard !names.isEmpty else { return }
    context.output.note(
      "note: \(names.count) journals of accounts without a profile: "
        + names.sorted().joined(separator: ", ") + " in \(directory)")
  }

  private func list(_ profiles: [ResolvedProfile]) throws(Refusal) -> ExitCode {
    var records: [Record] = []
    for resolved in profiles {
      let sessions = try sessions(resolved)
      let plans = try refusing { try sessions.flatMap { try PayoutBook.overview($0.journal) } }
      for overview in plans {
        let plan = overview.plan
        let states = overview.states.map { "\($0.state.word) \($0.count)" }.joined(separator: ", ")
        records.append(
          Record([
            ("profile", .text(resolved.profile.name)), ("plan", .text(plan.id)),
            ("batch", .text(plan.batch)), ("time", .time(plan.time)), ("count", .count(plan.count)),
            ("total", .money(plan.total)),
            ("states", .text(states.isEmpty ? "not started" : states)),
          ]))
      }
    }
    let columns = ["profile", "plan", "time", "count", "total", "states"]
    let rows = records.map { record in columns.map { record.text($0) } }
    if rows.isEmpty { context.output.note("note: there are no plans of these profiles") }
    try noteStrangers()
    try context.output.emit(
      Document(
        object: [("plans", .array(records.map(\.json)))], records: records,
        lines: rows.isEmpty
          ? []
          : Layout.table(
            ["profile", "plan", "time (Beijing)", "payouts", "yuan", "states"], rows, right: [3, 4]),
        value: rows.map { $0[1] }.joined(separator: "\n")))
    return .success
  }
}
