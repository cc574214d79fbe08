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
  private var hasHeader = false
  /// Orders that are paid there and not here.
  private(set) var repairable: [String] = []

  /// A table on a screen is not where a thousand rows are read.
  private static let shown = 100

  init(context: CommandContext) {
    self.context = context
    csv = ReportCSV(style: context.command.flag("excel") ? .excel : .plain)
  }

  func add(_ difference: Difference) throws {
    html.add(difference)
    let paidThere = difference.theirs?.status?.isPaid ?? true
    let paidHere = difference.ours?.status?.isPaid ?? false
    switch difference.kind {
    case .missingHere, .statusDiffers:
      if paidThere, !paidHere { repairable.append(difference.order) }
    default: break
    }
    listed += 1
    switch context.output.format {
    case .csv, .tsv:
      let header = hasHeader ? [] : csv.beginning
      hasHeader = true
      try context.environment.writeOutput(header + csv.row(difference))
    case .ndjson:
      let line = JSONWriter().string(ReportJSON.value(difference)) + "\n"
      try context.environment.writeOutput(Array(line.utf8))
    default:
      if rows.count < Self.shown { rows.append(ReportTable.row(difference)) }
    }
  }

  func finish(_ report: ReconciliationReport) throws(CommandFailure) {
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
