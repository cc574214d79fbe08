import Messages
import Payouts

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
