import Payouts

/// A batch's report for people and programs.
struct PayoutReportView {
  let report: PayoutReport

  /// The names of the result.
  static let shape = ResultShape(
    object: head(nil).members.map(\.0) + ["parts", "rows"], record: record(nil))

  private static func head(_ report: PayoutReport?) -> Record {
    let plan = report?.plan
    return Record([
      ("plan", .text(plan?.id)), ("batch", .text(plan?.batch)), ("digest", .text(plan?.digest)),
      ("count", .count(plan?.count ?? 0)), ("total", .money(plan?.total)),
      ("exit", .count(Int(report?.exitCode.rawValue ?? 0))), ("time", .time(report?.time)),
    ])
  }

  /// A row: its account is masked.
  private static func record(_ row: PayoutRow?) -> Record {
    Record([
      ("ref", .text(row?.reference)), ("order", .text(row?.orderNumber)),
      ("amount", .money(row?.amount)), ("account", .text(row?.maskedAccount)),
      ("bank", .text(row?.bank)), ("state", .text(row?.state.word)), ("code", .text(row?.code)),
      ("words", .text(row?.words)), ("advice", .text(row?.advice)), ("proof", .text(row?.proof)),
      ("attempts", .count(row?.attempts ?? 0)), ("time", .time(row?.time)),
      ("pays_again", .text(row?.again)),
    ])
  }

  private var parts: [Record] {
    report.parts.map { part in
      Record([
        ("state", .text(part.state.word)), ("count", .count(part.count)),
        ("total", .money(part.total)), ("meaning", .text(part.meaning)),
      ])
    }
  }

  var document: Document {
    let records = report.rows.map(Self.record)
    let plan = report.plan
    let total = ["total", String(plan.count), plan.total.yuan, "equals the plan"]
    var lines = Layout.table(
      ["state", "payouts", "yuan", "meaning"], parts.map(\.texts) + [total],
      right: [1, 2])
    let open = zip(report.rows, records).filter { $0.0.state != .paid }.prefix(50)
    if !open.isEmpty {
      let columns = ["ref", "order", "amount", "account", "state", "code", "words"]
      lines +=
        [""]
        + Layout.table(
          columns, open.map { _, record in columns.map { record.text($0) } }, right: [2])
    }
    return Document(
      object: Self.head(report).members + [
        ("parts", .array(parts.map(\.json))), ("rows", .array(records.map(\.json))),
      ], records: records, lines: ["plan  \(plan.id)", ""] + lines, value: plan.id)
  }
}
