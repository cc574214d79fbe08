import ArgumentParsing
import PaymentValues
import Reconciliation
import WireFormat

/// Prints differences: at once for streams, at the end for tables; nothing when both sides agree.
final class DifferencePrinter {
  private let context: CommandContext
  private var rows: [[String]] = []
  private var listed = 0
  private var html = ReportHTML()
  private let csv: ReportCSV
  /// The members that `--fields` names; empty for all.
  private let fields: [String]
  private let template: String?
  private var hasHeader = false
  /// Amounts that differ by a factor of 100 to either side, and those that differ otherwise.
  private var hundredfold = (theirs: 0, ours: 0)
  private var otherAmounts = 0
  /// Orders that are paid there and not here.
  private(set) var repairable: [String] = []

  /// A table on a screen is not where a thousand rows are read.
  private static let shown = 100

  /// - Throws: `unknown_field` for a member that the chosen form does not have.
  init(context: CommandContext) throws(CommandFailure) {
    self.context = context
    fields = context.command.strings("fields")
    template = context.command.string("template")
    let members = Self.members(context)
    csv = ReportCSV(
      style: context.command.flag("excel") ? .excel : .plain,
      columns: context.output.format == .csv || context.output.format == .tsv ? fields : [])
    try MemberNames(known: members).check(fields, place: "--fields")
    if let template {
      try MemberNames(known: Self.differenceMembers)
        .check(TemplateText.names(template), place: "--template")
    }
  }

  /// What `--fields` may name: a difference's cells and members, or those of the totals.
  private static func members(_ context: CommandContext) -> [String] {
    switch context.output.format {
    case .csv, .tsv: return ReportTable.header
    case .ndjson: return differenceMembers
    case .json: return context.command.isGiven("template") ? differenceMembers : totals
    default: return totals + differenceMembers.filter { !totals.contains($0) }
    }
  }

  private static let totals = ["schema"] + ReportJSON.totalsMembers
  private static let differenceMembers =
    ReportJSON.differenceMembers
    + ReportTable.header.filter { !ReportJSON.differenceMembers.contains($0) }

  func add(_ difference: Difference) throws {
    html.add(difference)
    note(difference)
    listed += 1
    if let template {
      return try write(TemplateText.expand(template, Self.values(difference)) + "\n")
    }
    switch context.output.format {
    case .csv:
      let header = hasHeader ? [] : csv.beginning
      hasHeader = true
      try context.environment.writeOutput(header + csv.row(difference))
    case .tsv:
      let header = hasHeader ? [] : Output.tabbed(csv.header)
      hasHeader = true
      try context.environment.writeOutput(header + Output.tabbed(csv.cells(difference)))
    case .ndjson:
      let all = Self.values(difference)
      let wanted =
        fields.isEmpty
        ? ReportJSON.value(difference)
        : .object(fields.compactMap { name in all.first { $0.0 == name } })
      try write(JSONWriter().string(wanted) + "\n")
    default:
      if rows.count < Self.shown { rows.append(ReportTable.row(difference)) }
    }
  }

  /// Remembers what the end of the run wants to know of it.
  private func note(_ difference: Difference) {
    let theirs = difference.theirs
    let paidThere = theirs?.isRefund != true && theirs?.status?.isPaid ?? true
    let paidHere = difference.ours?.status?.isPaid ?? false
    switch difference.kind {
    case .missingHere, .statusDiffers:
      if paidThere, !paidHere, difference.ours?.isRefund != true {
        repairable.append(difference.order)
      }
    case .amountDiffers:
      let (left, right) = (difference.ours?.amount.fen ?? 0, theirs?.amount.fen ?? 0)
      if left != 0, right == left.multipliedReportingOverflow(by: 100).partialValue {
        hundredfold.theirs += 1
      } else if right != 0, left == right.multipliedReportingOverflow(by: 100).partialValue {
        hundredfold.ours += 1
      } else {
        otherAmounts += 1
      }
    default: break
    }
  }

  /// What to do when every amount that differs does so by a factor of 100.
  var unitAdvice: String? {
    guard otherAmounts == 0, (hundredfold.theirs == 0) != (hundredfold.ours == 0) else {
      return nil
    }
    let side = hundredfold.theirs > 0 ? "theirs" : "ours"
    return "hint: every amount of --\(side) that differs is 100 times the other: if they are fen, "
      + "say so: --\(side)-columns amount=HEADER:fen"
  }

  /// A difference by the names of its members and of its cells.
  private static func values(_ difference: Difference) -> Document.Members {
    let members = ReportJSON.value(difference).objectMembers ?? []
    let cells = zip(ReportTable.header, ReportTable.row(difference)).compactMap { name, cell in
      members.contains { $0.0 == name } ? nil : (name, JSONValue.string(cell))
    }
    return members + cells
  }

  private func write(_ text: String) throws {
    try context.environment.writeOutput(Array(text.utf8))
  }

  func finish(_ report: ReconciliationReport) throws(CommandFailure) {
    if template != nil { return }
    switch context.output.format {
    case .csv, .tsv, .ndjson:
      return
    case .table where report.tiesOut:
      return
    default:
      break
    }
    var members = ReportJSON.value(report).objectMembers ?? []
    members.removeAll { $0.0 == "schema" }
    let columns = [0, 1, 2, 3, 5, 7, 8, 10, 12]
    var lines = Layout.table(
      ReportTable.totalsHeader, ReportTable.totals(report), right: [1, 2, 3, 4, 5])
    let fees = [("ours", report.ours.fees), ("theirs", report.theirs.fees)].compactMap {
      side, sum in
      sum.map { "\(side) \($0) yuan" }
    }
    if !fees.isEmpty { lines.append("fees: \(fees.joined(separator: ", "))") }
    if !rows.isEmpty {
      lines +=
        [""]
        + Layout.table(
          columns.map { ReportTable.header[$0] }, rows.map { row in columns.map { row[$0] } },
          right: [2, 3, 5, 6, 8])
    }
    if listed > rows.count { lines.append("… and \(listed - rows.count) more; -o csv lists all") }
    try context.output.emit(
      Document(object: members, lines: lines, value: report.tiesOut ? "ties-out" : "differs"))
  }

  func page(_ report: ReconciliationReport, made: Int64) -> Bytes { html.page(report, made: made) }
}
