import ArgumentParsing
import Callbacks
import GatewayEngine
import Gateways
import Glibc
import Journal
import Messages
import PaymentValues
import Platform
import Reconciliation

/// Opens both sides of a comparison.
struct ReconcileSources {
  let context: CommandContext
  let resolved: ResolvedProfile?
  let since: Int64?

  /// Both sides, and how many questions got no readable answer.
  struct Sides {
    var ours: Reconciler.Side
    var theirs: Reconciler.Side
    var unanswered = 0
  }

  func sides() throws -> Sides {
    let ours = try self.ours()
    if context[ReconcileOptions.query] { return try live(ours) }
    if let path = context[ReconcileOptions.callbacks] {
      return Sides(ours: ours, theirs: .records(try callbacks(path)))
    }
    let paths = context[ReconcileOptions.theirs]
    guard !paths.isEmpty else {
      throw Refusal(
        .usage, "missing_required", "nothing to compare with",
        hint: "give --theirs FILE, --query, or --callbacks FILE")
    }
    return Sides(ours: ours, theirs: try files(paths, columns: ReconcileOptions.theirsColumns))
  }

  /// One file or several as a side.
  private func files(_ paths: [String], columns option: Option<String?>) throws -> Reconciler.Side {
    let statements = try paths.map { try statement($0, columns: option) }
    return statements.count == 1 ? .statement(statements[0]) : .statements(statements)
  }

  private var subject: RecordSubject { context[ReconcileOptions.payout] ? .payout : .order }

  private func ours() throws -> Reconciler.Side {
    let paths = context[ReconcileOptions.ours]
    guard paths.contains("journal") || paths.isEmpty else {
      return try files(paths, columns: ReconcileOptions.oursColumns)
    }
    return .records(try journal())
  }

  private func journal() throws -> RecordSource {
    guard let resolved else {
      throw Refusal(.config, "no_profile", "--ours journal needs a profile")
    }
    let journal = try JournalStore(context: context, resolved: resolved).open(.read)
    return .journal(journal, subject: subject, since: since, later: try learned(resolved.profile))
  }

  /// What callbacks told since; not when the callbacks themselves are the other side.
  private func learned(_ profile: Profile) throws -> [GatewayWord] {
    guard context[ReconcileOptions.callbacks] == nil else { return [] }
    let kind: MessageKind = subject == .payout ? .payoutCallback : .orderCallback
    return try CallbackFile(context: context).statements(of: kind, profile)
      .map(\.word).filter { $0.status != .unknown }
  }

  private func statement(_ path: String, columns option: Option<String?>) throws -> Statement {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let error = SystemError(call: "open", subject: path)
      throw Refusal(
        error.number == ENOENT ? .noInput : .io, "file_unreadable", "\(path): \(error.reason)")
    }
    var statement = Statement(
      try StatementBytes.source(path, descriptor), columns: try columns(option),
      statusWords: try statusWords(), acceptsRoundNumbers: context[ReconcileOptions.roundNumbers])
    statement.subject = statementSubject
    return statement
  }

  private var statementSubject: StatusWords.Subject { subject == .payout ? .payout : .order }

  private func columns(_ option: Option<String?>) throws -> ColumnMap {
    var names = ColumnNames.usual
    if let gateway = resolved?.profile.gateway { names = names.adding(gateway) }
    if let text = context[option] {
      return try ColumnMap(parsing: text, names: names, option: "--\(option.spec.name)")
    }
    if let text = resolved?.settings[option.spec.name] {
      return try ofProfile(option.spec.name) { place in
        var map = try ColumnMap(parsing: text, names: names, option: place)
        map.option = "--\(option.spec.name)"
        return map
      }
    }
    var columns = ColumnMap(names: names)
    columns.option = "--\(option.spec.name)"
    return columns
  }

  /// The usual words, the gateway's, the profile's, those of the command line: later ones win.
  private func statusWords() throws -> StatusWords {
    var words = StatusWords.usual(for: statementSubject)
    if let gateway = resolved?.profile.gateway {
      words = words.adding(gateway, subject: statementSubject)
    }
    if let text = resolved?.settings["status-words"],
      !context.command.isGiven(ReconcileOptions.statusWords)
    {
      let items = text.split(separator: ",").map(String.init)
      words = words.adding(
        try ofProfile("status-words") { try StatusWords.parse(items, place: $0) })
    }
    let given = context[ReconcileOptions.statusWords]
    return words.adding(try StatusWords.parse(given, place: "--status-words"))
  }

  /// Reads a setting of the profile; what is wrong with it is wrong with the configuration.
  private func ofProfile<Value>(_ key: String, _ read: (String) throws -> Value) throws -> Value {
    let place = "profile \(resolved?.profile.name ?? ""), \(key)"
    do { return try read(place) } catch let error as ColumnMapError {
      throw Refusal(
        .config, error.finding.code, error.finding.reason, place: place, hint: error.finding.hint)
    }
  }

  /// Every message that `listen` found good.
  private func callbacks(_ path: String) throws -> RecordSource {
    let wanted: MessageKind = subject == .payout ? .payoutCallback : .orderCallback
    var records: [StatementRecord] = []
    var seen: Set<String> = []
    func take(_ facts: CallbackFacts, _ time: Int64, _ sequence: UInt64) {
      guard let amount = facts.amount ?? facts.paid, seen.insert(facts.order).inserted else {
        return
      }
      records.append(
        StatementRecord(
          order: Array(facts.order.utf8), amount: amount, paid: facts.paid, status: facts.status,
          statusWord: facts.state ?? "", time: time, place: Int(exactly: sequence)))
    }
    // With the key at hand every message is checked anew: what the record says of it proves nothing.
    if let profile = resolved?.profile, profile.key?.isPlaceholder == false {
      let evidence = try CallbackEvidence(path, profile: profile, kind: wanted)
      for statement in evidence.statements
      where statement.verdict == .valid && statement.time >= since ?? .min {
        take(statement.facts, statement.time, statement.sequence)
      }
      return RecordSource(name: path, records: records)
    }
    var filter = ReplayFilter()
    filter.gateway = resolved?.profile.gateway.id
    filter.since = since
    try Replayer(path).forEach(filter) { record, message in
      if let resolved, !CallbackAccount.isOf(resolved.profile, message) { return }
      guard record.kind == wanted, record.verdict == .valid, let facts = record.facts else {
        return
      }
      take(facts, record.time, record.sequence)
    }
    return RecordSource(name: path, records: records)
  }

  /// Our open orders against the gateway's answers.
  private func live(_ ours: Reconciler.Side) throws -> Sides {
    guard let resolved else {
      throw Refusal(.config, "no_profile", "--query needs a profile")
    }
    switch ours {
    case .records(let source): return try ask(try StatementRecords.read(source), resolved)
    case .statement(let statement):
      return try ask(try StatementRecords.read(statement), resolved)
    case .statements(let statements):
      return try ask(try statements.flatMap(StatementRecords.read), resolved)
    }
  }

  private func ask(_ ours: [StatementRecord], _ resolved: ResolvedProfile) throws -> Sides {
    let everything = context[ReconcileOptions.allOrders]
    let open = ours.filter { everything || $0.status?.isFinal != true }
    let kind: MessageKind = subject == .payout ? .payoutQuery : .query
    let builder = QueryRequest(context: context, profile: resolved.profile, kind: kind)
    var questions: [PreparedRequest] = []
    for record in open {
      questions.append(try builder.prepare(String(decoding: record.order, as: UTF8.self)))
    }
    var asker = try QueryAsker(context: context, resolved: resolved)
    asker.printsAnswers = false
    let exchanges = try asker.ask(questions)
    try JournalStore(context: context, resolved: resolved).record(exchanges)
    var answers: [StatementRecord] = []
    var asked: [StatementRecord] = []
    var unanswered = 0
    for (record, exchange) in zip(open, exchanges) {
      switch exchange.outcome {
      case .accepted:
        asked.append(record)
        answers.append(answer(exchange, for: record))
      case .notFound: asked.append(record)
      default: unanswered += 1
      }
    }
    return Sides(
      ours: .records(RecordSource(name: "ours", records: asked)),
      theirs: .records(RecordSource(name: "the gateway's answers", records: answers)),
      unanswered: unanswered)
  }

  /// A gateway whose answer tells no amount confirms the state only.
  private func answer(_ exchange: Exchange, for record: StatementRecord) -> StatementRecord {
    let report = exchange.answer?.report
    return StatementRecord(
      order: record.order, amount: report?.orderedAmount ?? record.amount,
      paid: report?.paidAmount, status: report?.status, statusWord: report?.state ?? "",
      time: record.time, place: record.place)
  }
}
