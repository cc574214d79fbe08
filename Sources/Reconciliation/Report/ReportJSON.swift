import PaymentValues
import WireFormat

/// The report as JSON. Amounts are fen, with the unit in the name.
package enum ReportJSON {
  /// Version of the objects; grows only when a member changes its meaning.
  package static let version = 1

  /// The totals, without the differences: `{"kind":"reconciliation",…}`. Orders and refunds are added up
  /// apart: `sum_fen` and `difference_fen` are of orders, `refunds` are what went back, above zero; a
  /// refund's own row is below zero.
  package static func value(_ report: ReconciliationReport) -> JSONValue {
    .object([
      ("version", JSONValue(version)), ("kind", "reconciliation"),
      ("ties_out", .bool(report.tiesOut)), ("ours", side(report.ours)),
      ("theirs", side(report.theirs)),
      ("difference_fen", report.difference.map { JSONValue($0.fen) } ?? .null),
      (
        "classes",
        .object(DifferenceKind.allCases.map { ($0.word, totals(report[$0])) })
      ),
      (
        "refunds",
        .object([
          ("ours_rows", JSONValue(report.ours.refundRows)),
          ("ours_fen", JSONValue(report.ours.refundSum.fen)),
          ("theirs_rows", JSONValue(report.theirs.refundRows)),
          ("theirs_fen", JSONValue(report.theirs.refundSum.fen)),
        ])
      ),
      (
        "fees",
        .object([
          ("ours_yuan", report.ours.fees.map { .string($0) } ?? .null),
          ("theirs_yuan", report.theirs.fees.map { .string($0) } ?? .null),
        ])
      ),
      ("findings", .array(report.findings.map(finding))),
    ])
  }

  /// The members of the totals, in their order.
  package static let totalsMembers = [
    "version", "kind", "ties_out", "ours", "theirs", "difference_fen", "classes", "refunds", "fees",
    "findings",
  ]

  /// One difference: `{"kind":"difference",…}`, for one line of NDJSON. Nil gives the names alone.
  package static func members(_ difference: Difference?) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("version", JSONValue(version)), ("kind", "difference"),
      ("class", difference.map { .string($0.kind.word) } ?? .null),
      ("order", difference.map { .string($0.order) } ?? .null),
      ("ours", difference?.ours.map(side) ?? .null),
      ("theirs", difference?.theirs.map(side) ?? .null),
      ("difference_fen", difference?.difference.map { JSONValue($0.fen) } ?? .null),
      ("duplicate_of", difference?.duplicateOf.map { JSONValue($0) } ?? .null),
    ]
    if let file = difference?.duplicateFile { members.append(("duplicate_of_file", .string(file))) }
    return members
  }

  private static func side(_ side: Difference.Side) -> JSONValue {
    .object(
      (side.file.map { [("file", .string($0))] } ?? []) + [
        ("row", JSONValue(side.row)), ("refund", .bool(side.isRefund)),
        ("amount_fen", JSONValue(side.amount.fen)),
        ("paid_fen", side.paid.map { JSONValue($0.fen) } ?? .null),
        ("status", side.status.map { .string($0.rawValue) } ?? .null),
        ("status_word", .string(side.statusWord)),
        ("time", side.time.map { .string(BeijingTime(unixMilliseconds: $0).rfc3339) } ?? .null),
      ])
  }

  private static func side(_ summary: StatementSummary) -> JSONValue {
    let columns = summary.columns.sorted { $0.key.rawValue < $1.key.rawValue }
    let repairs = summary.repairs.sorted { $0.key.rawValue < $1.key.rawValue }
    return .object(
      [
        ("name", .string(summary.name)), ("format", .string(summary.format)),
        ("encoding", summary.encoding.map { .string($0.rawValue) } ?? .null),
        ("header_row", summary.headerRow.map { JSONValue($0) } ?? .null),
        ("columns", .object(columns.map { ($0.key.rawValue, .string($0.value)) })),
        ("preamble_rows", JSONValue(summary.preambleRows)),
        ("footer_rows", JSONValue(summary.footerRows)), ("rows", JSONValue(summary.rows)),
        ("sum_fen", JSONValue(summary.sum.fen)),
        ("refund_rows", JSONValue(summary.refundRows)),
        ("refund_sum_fen", JSONValue(summary.refundSum.fen)),
        ("other_rows", JSONValue(summary.otherRows)),
        ("repairs", .object(repairs.map { ($0.key.rawValue, JSONValue($0.value)) })),
      ] + (summary.files.count < 2 ? [] : [("files", .array(summary.files.map(side)))]))
  }

  private static func totals(_ totals: ClassTotals) -> JSONValue {
    .object([
      ("ours_rows", JSONValue(totals.oursCount)), ("ours_fen", JSONValue(totals.oursFen)),
      ("theirs_rows", JSONValue(totals.theirsCount)), ("theirs_fen", JSONValue(totals.theirsFen)),
    ])
  }

  private static func finding(_ finding: Finding) -> JSONValue {
    .object([
      ("code", .string(finding.code)), ("severity", .string(finding.severity.rawValue)),
      ("place", finding.place.map { .string($0) } ?? .null), ("reason", .string(finding.reason)),
      ("hint", finding.hint.map { .string($0) } ?? .null),
    ])
  }
}
