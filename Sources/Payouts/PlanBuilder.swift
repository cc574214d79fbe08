import GatewayEngine
import Gateways
import Journal
import Messages
import PaymentValues
import Platform

/// Makes a plan of a batch: every row built, checked and signed before any is sent.
package struct PlanBuilder {
  /// What a plan may hold.
  package struct Options: Sendable {
    /// Hard stops.
    package var limits = PayoutLimits()
    /// Whether the same account and amount may stand in the batch twice.
    package var allowsDuplicates = false
    /// Whether an account may get an amount that it got in the last days.
    package var allowsRepeats = false
    /// Rows that are paid again although an earlier payout only claims to have failed.
    package var payAgain: PayAgain?
    /// How many days back repeats are looked for.
    package var repeatDays: Int64 = 7
    /// In front of the order numbers.
    package var prefix = "P"
    /// An order number that the operator chose, for a single payout.
    package var orderNumber: String?

    /// No limits, no duplicates, no repeats within 7 days.
    package init() {}
  }

  let profile: Profile
  let options: Options
  /// The keyed digest of an account number.
  let accountDigest: (String) -> String

  /// - Parameter accountDigest: `AccountDigest.digest` of the journal's directory.
  package init(
    profile: Profile, options: Options, accountDigest: @escaping (String) -> String
  ) {
    self.profile = profile
    self.options = options
    self.accountDigest = accountDigest
  }

  /// Builds the plan.
  /// - Parameters:
  ///   - journal: the profile's, open for reading or writing; nil when there is none yet.
  ///   - clock: what time it is, and how long ago things were.
  /// - Throws: `Refusal` with every fault of every row.
  package func plan(_ rows: [BatchRow], batch: String, journal: JournalFile?, clock: Clock) throws
    -> PayoutPlan
  {
    let now = ClockReading(clock)
    var findings = Self.nameFindings(batch)
    guard let message = profile.gateway.message(.payout) else {
      throw Refusal.fault(
        .config, "no_payouts", "gateway \(profile.gateway.id) has no payouts")
    }
    guard let account = profile.account else {
      throw Refusal.fault(
        .config, "no_merchant_id", place: "merchant-id",
        "profile '\(profile.name)' does not say whose account it is",
        hint: "set merchant-id in the profile")
    }
    let book = try journal.map { try PayoutBook($0, batch: batch) }
    let noted = book?.latestPlan(of: batch)?.owner
    let numbers = NumberSource(
      account: account, batch: batch, options: options, known: book?.rows(of: batch) ?? [],
      owner: noted, maximumLength: message.field(.orderNumber)?.maximumLength)
    let owner = noted ?? account.fileName
    let banks = BankResolver(gateway: profile.gateway, message: message)
    let builder = RequestBuilder(profile: profile, unixMilliseconds: now.wall, random: { 0 })
    var planned: [PlannedRow] = []
    for row in rows {
      if let row = try plan(row, numbers, builder, banks, &findings) { planned.append(row) }
    }
    guard !findings.contains(where: { $0.severity == .error }) else {
      throw Refusal(.data, findings)
    }
    let plan = try PayoutPlan(
      owner: owner, batch: batch, rows: planned, warnings: findings)
    var refusals = options.limits.findings(planned, total: plan.total)
    if let journal, let book {
      refusals += PlanCheck(plan, book).findings
      refusals += try strangers(plan, book, journal)
      let check = DuplicateCheck(options: options)
      refusals += try unknownNames(planned, journal)
      refusals += try check.findings(planned, journal, now: now)
      let again = try check.paidAgain(planned, journal, now: now)
      for index in planned.indices {
        planned[index].paysAgain = again[planned[index].orderNumber] ?? []
        planned[index].againReason = options.payAgain?.reason ?? ""
      }
    } else {
      refusals += DuplicateCheck(options: options).findings(planned)
    }
    guard !refusals.contains(where: { $0.severity == .error }) else {
      throw Refusal(.refused, refusals + findings)
    }
    return try PayoutPlan(
      owner: owner, batch: batch, rows: planned, warnings: findings + refusals)
  }

  /// Batch names go into order numbers, plan names and reports.
  private static func nameFindings(_ batch: String) -> [Finding] {
    let isGood =
      (1...100).contains(batch.utf8.count)
      && batch.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "._-".unicodeScalars.contains(scalar)
      }
    return isGood
      ? []
      : [
        Finding(
          .error, "batch_name", place: "--batch",
          "'\(batch)' is no batch name: letters, digits, '.', '_' and '-', 100 bytes at most")
      ]
  }

  private func plan(
    _ row: BatchRow, _ numbers: NumberSource, _ builder: RequestBuilder, _ banks: BankResolver,
    _ findings: inout [Finding]
  ) throws(Refusal) -> PlannedRow? {
    let place = row.line > 0 ? "line \(row.line), ref \(row.reference)" : row.reference
    var input = RequestInput()
    input.texts = row.texts
    findings += banks.resolve(&input.texts, bank: row.bank, place: place)
    let number = try numbers.number(of: row.reference)
    input.texts[.orderNumber] = number
    input.money[.amount] = row.amount
    input.named = row.named.sorted { $0.key < $1.key }.map { name, text in
      (name, .text(Array(text.utf8)))
    }
    do throws(Refusal) {
      let request = try builder.build(.payout, input)
      findings += request.warnings.map { $0.at(place) }
      if !request.isOf(numbers.account) {
        findings.append(
          Finding(
            .error, "another_account", place: place,
            "the payout names \(request.account(at: profile.gateway)), profile '\(profile.name)' is "
              + "\(numbers.account)",
            hint: "give the other account a profile of its own"))
      }
      let account = input.texts[.accountNumber] ?? ""
      return PlannedRow(
        line: row.line, reference: row.reference, orderNumber: number, amount: row.amount,
        maskedAccount: AccountDigest.mask(account),
        accountDigest: account.isEmpty ? "" : accountDigest(account),
        bank: input.texts[.bankName] ?? input.texts[.bankCode] ?? "",
        contentHash: RowContent.hash(request), request: request)
    } catch {
      findings += error.findings.map { $0.at(place) }
      return nil
    }
  }

  /// Names of rows to be paid again that the batch does not have: a slip must not pass for a word.
  private func unknownNames(_ rows: [PlannedRow], _ journal: JournalFile) throws -> [Finding] {
    let names = options.payAgain?.references.subtracting(rows.map(\.reference)) ?? []
    return try names.sorted().compactMap { name in
      if try journal.state(of: RowName(.payout, name)) != nil { return nil }
      return Finding(
        .error, "no_such_row", place: "--pay-again \(name)", "the batch has no row '\(name)'",
        hint: "name a reference of the batch, or the order number of the earlier payout")
    }
  }

  /// Order numbers that the journal has under another batch: chosen by hand, or an unlikely accident.
  private func strangers(_ plan: PayoutPlan, _ book: PayoutBook, _ journal: JournalFile) throws
    -> [Finding]
  {
    try plan.rows.compactMap { row in
      if let known = book.rows[row.orderNumber], known.batch == plan.batch { return nil }
      let known = try journal.row(RowName(.payout, row.orderNumber))
      // A seal alone names a number whose plan was lost with the damaged line.
      guard let known, known.first.kind != .seal else { return nil }
      let state = known.state
      return Finding(
        .error, "order_number_used", place: "line \(row.line), ref \(row.reference)",
        "the journal has order number \(row.orderNumber) already (\(state.word))",
        hint: "'merchant payout status' shows where it stands")
    }
  }
}

extension Finding {
  /// The finding with the row in front of its place.
  func at(_ row: String) -> Finding {
    var finding = self
    finding.place = place.map { "\(row), \($0)" } ?? row
    return finding
  }
}
