import ByteText
import ArgumentParsing
import Gateways
import Journal
import PaymentValues
import WireFormat

/// `merchant journal`: what was intended, what was sent, and what became of it.
enum JournalCommand {
  private static let openOnly = Option(
    "open", .flag, help: Text("Only rows still without an end", zh: "只列未完结的"), environment: .off)

  private static let batch = Option(
    "batch", .text, valueName: "NAME", help: Text("Only this batch", zh: "只列该批次"), environment: .off
  )

  private static let state = Option<RowState?>(
    "state", .choice(RowState.allCases, named: \.word), valueName: "STATE",
    help: Text("Only records of this state", zh: "只列该状态"), environment: .off)

  private static let limit = Option(
    "limit", .integer(1...10_000_000, default: 50), valueName: "N",
    help: Text("The newest N", zh: "最新 N 条"), environment: .off)

  private static let order = Argument.required(
    "ORDER", help: Text("Merchant order number", zh: "商户订单号"))

  static let definition = CommandDefinition(
    spec: CommandSpec(
      "journal", synonyms: ["日志", "log"],
      summary: Text("Show and check the record of what was sent", zh: "查看和检查日志")),
    subcommands: [list, show, verify, export])

  static let list = CommandDefinition(
    spec: CommandSpec(
      "list", summary: Text("List records", zh: "列出记录"),
      options: [openOnly, batch, state, limit]),
    results: [
      JSONResult(.journalRecords, line: .journalRecord),
      JSONResult(when: Text("with --open", zh: "使用 --open"), .openRows, line: .openRow),
    ], run: runList)

  static let show = CommandDefinition(
    spec: CommandSpec(
      "show", summary: Text("Everything about one order or payout", zh: "一笔订单的全部记录"),
      arguments: [order],
      exitStatuses: [
        ExitStatus(0, Text("found", zh: "找到")),
        ExitStatus(1, Text("not in the journal", zh: "没有记录")),
      ]),
    results: [JSONResult(.journalRecords, line: .journalRecord)], run: runShow)

  static let verify = CommandDefinition(
    spec: CommandSpec(
      "verify", summary: Text("Check the whole chain of checksums", zh: "检查整条校验链"),
      exitStatuses: [
        ExitStatus(0, Text("whole", zh: "完好")), ExitStatus(65, Text("damaged", zh: "已损坏")),
      ]),
    results: [JSONResult(.journalCheck)], run: runVerify)

  static let export = CommandDefinition(
    spec: CommandSpec(
      "export", summary: Text("Print every record as JSON lines", zh: "导出全部记录"),
      detail: Text(
        "Account numbers and names are masked, in stored requests and addresses too; such a line says so by \"masked\":true. With --unmask the lines are the journal's own, byte for byte.",
        zh: "账号和姓名均打码，包括保存的请求和地址中的；打码的行带有 \"masked\":true。--unmask 时逐字节输出日志原文。"),
      examples: [
        Example(
          "merchant journal export -p shop", Text("For a colleague", zh: "交给同事")),
        Example(
          "merchant journal export -p shop --unmask", Text("A true copy", zh: "完整副本")
        ),
      ]),
    run: runExport)

  private static func open(_ context: CommandContext) throws(Refusal) -> JournalFile {
    let resolved = try context.accounts.resolve(needsKey: false)
    return try JournalStore(context: context, resolved: resolved).open(.read)
  }

  private static func runList(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let journal = try open(context)
    if context[openOnly] { return try emitOpen(journal, context) }
    let filter = JournalFile.Filter(
      batch: context[batch],
      state: context[state])
    let limit = context[Self.limit]
    var records: [JournalRecord] = []
    try refusing {
      try journal.forEach(filter) { record, _ in
        records.append(record)
        if records.count > limit * 2 { records.removeFirst(records.count - limit) }
      }
    }
    try emit(Array(records.suffix(limit)), context)
    return .success
  }

  private static func emitOpen(_ journal: JournalFile, _ context: CommandContext) throws(Refusal)
    -> ExitCode
  {
    let rows = journal.openRows.map { row in
      [row.name.subject.rawValue, row.name.id, row.batch, row.reference, row.state.word]
    }
    let names = ["subject", "order", "batch", "ref", "state"]
    let records = rows.map { Record(names, $0) }
    try context.output.emit(
      Document(
        object: [("open", .array(records.map(\.json)))], records: records,
        lines: Layout.table(names, rows), value: rows.map { $0[1] }.joined(separator: "\n")))
    return .success
  }

  private static func runShow(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let journal = try open(context)
    let order = context[Self.order]
    var records: [JournalRecord] = []
    try refusing { records = try journal.list(JournalFile.Filter(id: order)) }
    guard !records.isEmpty else {
      throw Refusal(
        .negative, "not_in_journal", "the journal has nothing about '\(order)'",
        hint: "another profile's journal may have it: give --profile")
    }
    try emit(records, context)
    return .success
  }

  private static func runVerify(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let journal = try open(context)
    try emit(try refusing { try journal.verify() }, context)
    return .success
  }

  private static func emit(_ found: JournalFile.Verification, _ context: CommandContext)
    throws(Refusal)
  {
    let pairs: [(String, String)] = [
      ("records", String(found.records)), ("files", String(found.files)),
      ("bytes", String(found.bytes)), ("set aside", String(found.seals)),
      ("checksum", found.checksum.text),
    ]
    try context.output.emit(
      Document(
        object: [
          ("whole", true), ("records", .number(String(found.records))),
          ("files", .number(String(found.files))), ("bytes", .number(String(found.bytes))),
          ("set_aside", .number(String(found.seals))), ("checksum", .string(found.checksum.text)),
        ], lines: Layout.pairs(pairs) + ["whole"], value: found.checksum.text))
  }

  private static func runExport(_ context: CommandContext) throws(Refusal) -> ExitCode {
    let resolved = try context.accounts.resolve(needsKey: false)
    let journal = try JournalStore(context: context, resolved: resolved).open(.read)
    let isWhole = context[GlobalOptions.unmask]
    let mask = ExportedLine(context.gateways.all() + [resolved.profile.gateway])
    var buffer: Bytes = []
    func flush() throws {
      try context.environment.writeOutput(buffer)
      buffer.removeAll(keepingCapacity: true)
    }
    try refusing {
      try journal.forEach { record, line in
        buffer += isWhole ? line : mask.masked(line, record, payee: payee(record, journal, mask))
        buffer.append(.lineFeed)
        if buffer.count > 65_536 { try flush() }
      }
      try flush()
    }
    return .success
  }

  /// Whom a record without a request is about: a gateway repeats names in its words.
  private static func payee(_ record: JournalRecord, _ journal: JournalFile, _ mask: ExportedLine)
    -> [String: Role]
  {
    guard record.request == nil, record.subject == .payout, !record.id.isEmpty,
      !record.details.isEmpty,
      let request = try? journal.row(RowName(.payout, record.id))?.first.request
    else { return [:] }
    return mask.people(in: request)
  }

  private static func emit(_ records: [JournalRecord], _ context: CommandContext) throws(Refusal) {
    let shown = records.map { record in
      Record([
        ("sequence", .json(.number(String(record.sequence)))), ("time", .time(record.time)),
        ("kind", .text(record.kind.rawValue)), ("subject", .text(record.subject.rawValue)),
        ("order", .text(record.id)), ("batch", .text(record.batch)),
        ("ref", .text(record.reference)), ("amount", .money(record.amount.map(Money.init(fen:)))),
        ("account", .text(record.maskedAccount)),
        (
          "details",
          .json(.object(record.details.map { ($0.name, .string($0.value)) }))
        ),
      ])
    }
    let rows = records.map { record in
      [
        String(record.sequence), BeijingTime(unixMilliseconds: record.time).text,
        record.kind.rawValue, record.id, record.amount.map { Money(fen: $0).yuan } ?? "",
        record.details.filter { !$0.value.isEmpty }.map { "\($0.name)=\($0.value)" }
          .joined(separator: " "),
      ]
    }
    try context.output.emit(
      Document(
        object: [("records", .array(shown.map(\.json)))], records: shown,
        lines: Layout.table(
          ["no", "time (Beijing)", "kind", "order", "amount", "details"], rows, right: [0, 4])))
  }
}
