import GatewayEngine
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
    let records = plan.rows.map { row -> Document.Members in
      [
        ("ref", .string(row.reference)), ("order", .string(row.orderNumber)),
        ("amount_fen", .number(String(row.amount.fen))), ("account", .string(row.maskedAccount)),
        ("bank", .string(row.bank)),
      ]
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
        ("rows", .array(records.map { .object($0) })),
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

  var document: Document {
    let parts = report.parts.map {
      [$0.state.word, String($0.count), $0.total.yuan, $0.meaning]
    }
    let open = report.table.filter { $0[5] != RowState.paid.word }.prefix(50)
    var members: Document.Members = report.json.objectMembers ?? []
    members.removeAll { $0.0 == "schema" }
    let total = ["total", String(report.plan.count), report.plan.total.yuan, "equals the plan"]
    let records = report.table.map { row in
      zip(PayoutReport.headings, row).map { ($0, JSONValue.string($1)) }
    }
    var lines = Layout.table(
      ["state", "payouts", "yuan", "meaning"], parts + [total], right: [1, 2])
    if !open.isEmpty {
      let columns = [0, 1, 2, 3, 5, 6, 7]
      lines +=
        [""]
        + Layout.table(
          columns.map { PayoutReport.headings[$0] }, open.map { row in columns.map { row[$0] } },
          right: [2])
    }
    return Document(
      object: members, records: records, lines: ["plan  \(report.plan.id)", ""] + lines,
      value: report.plan.id)
  }
}
