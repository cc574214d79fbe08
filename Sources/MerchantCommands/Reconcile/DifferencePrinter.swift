import PaymentValues
import Reconciliation
import WireFormat

/// Prints differences: at once for streams, at the end for tables; nothing when both sides agree.
final class DifferencePrinter {
  private let context: CommandContext
  /// The first differences, for the table.
  private var shown: [Record] = []
  private var listed = 0
  private var html = ReportHTML()
  /// Writes each difference at once; nil where the end of the run shows them.
  private var writer: RecordWriter?
  /// Amounts that differ by a factor of 100 to either side, and those that differ otherwise.
  private var hundredfold = (theirs: 0, ours: 0)
  private var otherAmounts = 0
  /// Orders that are paid there and not here.
  private(set) var repairable: [String] = []

  /// A table on a screen is not where a thousand rows are read.
  private static let most = 100

  /// - Throws: `unknown_field` for a member that the chosen form does not have.
  init(context: CommandContext) throws(Refusal) {
    self.context = context
    writer = context.output.recordWriter
    try context.output.expect(
      ResultShape(object: ReportJSON.totalsMembers, record: DifferenceView.record(nil)))
  }

  func add(_ difference: Difference) throws {
    html.add(difference)
    note(difference)
    listed += 1
    if let bytes = writer?.bytes(DifferenceView.record(difference)) {
      try context.environment.writeOutput(bytes)
    } else if shown.count < Self.most {
      shown.append(DifferenceView.record(difference))
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

  func finish(_ report: ReconciliationReport) throws(Refusal) {
    if writer != nil || context.output.format == .table && report.tiesOut { return }
    let members = ReportJSON.value(report).objectMembers ?? []
    var lines = Layout.table(
      ReportTable.totalsHeader, ReportTable.totals(report), right: [1, 2, 3, 4, 5])
    let fees = [("ours", report.ours.fees), ("theirs", report.theirs.fees)].compactMap {
      side, sum in
      sum.map { "\(side) \($0) yuan" }
    }
    if !fees.isEmpty { lines.append("fees: \(fees.joined(separator: ", "))") }
    if !shown.isEmpty {
      let columns = DifferenceView.columns
      lines +=
        [""]
        + Layout.table(
          columns.map(\.name), shown.map { record in columns.map { record.text($0.name) } },
          right: Set(columns.indices.filter { columns[$0].isNumber }))
    }
    if listed > shown.count {
      let rest = "… and \(listed - shown.count) more; -o csv lists all"
      if context.output.fields.isEmpty { lines.append(rest) } else { context.output.note(rest) }
    }
    try context.output.emit(
      Document(
        object: members, records: shown, lines: lines,
        value: report.tiesOut ? "ties-out" : "differs"))
  }

  func page(_ report: ReconciliationReport, made: Int64) -> Bytes { html.page(report, made: made) }
}
