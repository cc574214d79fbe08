import PaymentValues
import TextLayout
import WireFormat

/// The report as one HTML page that needs nothing else: no script, no font, no address.
///
/// Differences are added as they come; only the first `maximumRows` are kept, and the page says so.
package struct ReportHTML: Sendable {
  /// Most differences on the page.
  package let maximumRows: Int
  private var rows = Bytes()
  private var listed = 0
  private var total = 0

  /// Makes an empty page.
  package init(maximumRows: Int = 2_000) { self.maximumRows = max(0, maximumRows) }

  /// Takes a difference.
  package mutating func add(_ difference: Difference) {
    total += 1
    guard listed < maximumRows else { return }
    listed += 1
    let cells = [
      difference.kind.title, difference.order, Self.side(difference.ours),
      Self.side(difference.theirs), difference.difference.map { "\($0.fen)" } ?? "",
    ]
    let html = cells.map { "<td>\(HTMLText.visible($0))</td>" }.joined()
    rows += "<tr class=\"\(difference.kind.word)\">\(html)</tr>\n".utf8
  }

  /// The whole page. `made` is the time of the run in milliseconds since 1970 UTC.
  package func page(_ report: ReconciliationReport, made: Int64) -> Bytes {
    let verdict = report.tiesOut ? "Both sides agree." : "The two sides do not agree."
    let time = BeijingTime(unixMilliseconds: made).text
    var html = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta http-equiv="Content-Security-Policy"
        content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Reconciliation \(time)</title><style>\(Self.style)</style></head><body>
      <h1>Reconciliation</h1>
      <p>\(HTMLText.visible(report.ours.name)) against \(HTMLText.visible(report.theirs.name)), \
      \(time) Beijing time.</p>
      <p class="\(report.tiesOut ? "good" : "bad")">\(verdict)</p>
      <table class="totals">\(Self.line("th", ReportTable.totalsHeader))
      """
    html += ReportTable.totals(report).map { row in
      row.first == ReportTable.total ? Self.line("th", row) : Self.line("td", row)
    }.joined(separator: "\n")
    html += "</table>\n" + Self.list(report.findings)
    var page = Array(html.utf8)
    if total > 0 {
      page += "<h2>Differences</h2>\n".utf8
      if total > listed {
        page += "<p class=\"note\">The first \(listed) of \(total); the CSV has all.</p>\n".utf8
      }
      page += "<table>\(Self.line("th", ["class", "order", "ours", "theirs", "fen"]))\n".utf8
      page += rows
      page += "</table>\n".utf8
    }
    page += "</body></html>\n".utf8
    return page
  }

  private static func list(_ findings: [Finding]) -> String {
    guard !findings.isEmpty else { return "" }
    let items = findings.map { finding in
      let text = [finding.place, finding.reason, finding.hint].compactMap { $0 }
      return "<li>\(HTMLText.visible(text.joined(separator: ": ")))</li>"
    }
    return "<h2>Noticed</h2><ul>\(items.joined(separator: "\n"))</ul>\n"
  }

  private static func line(_ tag: String, _ cells: [String]) -> String {
    "<tr>" + cells.map { "<\(tag)>\(HTMLText.visible($0))</\(tag)>" }.joined() + "</tr>"
  }

  private static func side(_ side: Difference.Side?) -> String {
    guard let side else { return "—" }
    let time = side.time.map { BeijingTime(unixMilliseconds: $0).text } ?? ""
    let paid = side.paid.map { "paid \($0.yuan)" } ?? ""
    let parts = [
      "row \(side.place)", side.amount.yuan, paid,
      side.statusText, time,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private static let style = """
    body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem}
    table{border-collapse:collapse;margin:1rem 0}th{background:#f5f5f5}
    th,td{border-bottom:1px solid #ddd;padding:.3rem .7rem;text-align:left;vertical-align:top}
    .totals td:nth-child(n+2){text-align:right;font-variant-numeric:tabular-nums}
    .totals th:nth-child(n+2){text-align:right;font-variant-numeric:tabular-nums}
    .good{color:#176b2c;font-weight:600}.bad{color:#a11;font-weight:600}.note{color:#666}
    """
}
