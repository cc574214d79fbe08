import Messages
import Journal
import PaymentValues
import Payouts
import WireFormat

/// A plan for people and programs: count, sum, per bank, largest.
struct PayoutPlanView {
  let plan: PayoutPlan
  let profile: Profile

  var lines: [String] {
    var pairs = [
      ("plan", plan.id),
      ("profile", "\(profile.name) (\(profile.gateway.id), \(profile.mode.rawValue))"),
      ("payouts", String(plan.count)), ("total", plan.total.yuan + " yuan"),
    ]
    if let largest = plan.largest {
      pairs.append(("largest", "\(largest.amount.yuan) yuan, \(largest.reference)"))
    }
    let banks = plan.banks.map { [$0.bank, String($0.count), $0.total.yuan] }
    return Layout.pairs(pairs)
      + (banks.count > 1
        ? [""] + Layout.table(["bank", "payouts", "yuan"], banks, right: [1, 2]) : [])
  }

  var document: Document {
    let records = plan.rows.map { row in
      Record([
        ("ref", .text(row.reference)), ("order", .text(row.orderNumber)),
        ("amount", .money(row.amount)), ("account", .text(row.maskedAccount)),
        ("bank", .text(row.bank)),
      ])
    }
    let rows = plan.rows.prefix(20).map {
      [$0.reference, $0.orderNumber, $0.amount.yuan, $0.maskedAccount, $0.bank]
    }
    let more = plan.count > 20 ? ["… and \(plan.count - 20) more"] : []
    return Document(
      object: [
        ("plan", .string(plan.id)), ("batch", .string(plan.batch)), ("sent", false),
        ("digest", .string(plan.digest)), ("count", .number(String(plan.count))),
        ("total_fen", .number(String(plan.total.fen))),
        ("rows", .array(records.map(\.json))),
        ("findings", .array(plan.warnings.map(\.json))),
      ], records: records,
      lines: lines + [""]
        + Layout.table(["ref", "order", "amount", "account", "bank"], rows, right: [2]) + more
        + ["", "Nothing was sent."], value: plan.id)
  }
}

/// A batch's report for people and programs.
struct PayoutReportView {
  let report: PayoutReport

  static let shape = ResultShape(
    object: [
      "plan", "batch", "digest", "count", "total_fen", "exit", "time", "parts", "rows",
    ], record: record(nil))

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
    let head = Record([
      ("plan", .text(plan.id)), ("batch", .text(plan.batch)), ("digest", .text(plan.digest)),
      ("count", .count(plan.count)), ("total", .money(plan.total)),
      ("exit", .count(Int(report.exitCode.rawValue))), ("time", .time(report.time)),
    ])
    let total = ["total", String(plan.count), plan.total.yuan, "equals the plan"]
    var lines = Layout.table(
      ["state", "payouts", "yuan", "meaning"], parts.map { $0.texts.map(\.text) } + [total],
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
      object: head.members + [
        ("parts", .array(parts.map(\.json))), ("rows", .array(records.map(\.json))),
      ], records: records, lines: ["plan  \(plan.id)", ""] + lines, value: plan.id)
  }
}
