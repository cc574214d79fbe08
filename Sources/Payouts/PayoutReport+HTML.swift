import PaymentValues
import TextLayout
import WireFormat

extension PayoutReport {
  /// The report as one HTML page that loads nothing and runs nothing.
  package var html: Bytes {
    var page = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(HTMLText.visible("Payouts \(plan.id)"))</title>
      <style>
      body { font: 14px/1.5 sans-serif; margin: 2em; }
      table { border-collapse: collapse; margin: 1em 0; }
      th, td { border: 1px solid #bbb; padding: .3em .6em; text-align: left; }
      td.number { text-align: right; font-variant-numeric: tabular-nums; }
      tr.CONFLICT td, tr.FOREIGN td, tr.UNKNOWN td, tr.SEND td, tr.NOT_FOUND td { background: #fde8c8; }
      tr.FAILED td, tr.REJECTED td { background: #f8d7da; }
      </style></head><body>
      <h1>\(HTMLText.visible(plan.batch))</h1>
      <p>Plan \(HTMLText.visible(plan.id)): \(plan.count) payouts, \(plan.total.yuan) yuan.
      \(HTMLText.visible(BeijingTime(unixMilliseconds: time).text)) (Beijing).</p>
      <table><tr><th>state</th><th>payouts</th><th>yuan</th><th>meaning</th></tr>

      """
    for part in parts {
      page += "<tr class=\"\(part.state.word)\"><td>\(part.state.word)</td>"
      page += "<td class=\"number\">\(part.count)</td>"
      page += "<td class=\"number\">\(part.total.yuan)</td>"
      page += "<td>\(HTMLText.visible(part.meaning))</td></tr>\n"
    }
    page += "<tr><th>all</th><td class=\"number\">\(plan.count)</td>"
    page += "<td class=\"number\">\(plan.total.yuan)</td><td></td></tr>\n</table>\n<table><tr>"
    for heading in Self.headings { page += "<th>\(heading)</th>" }
    page += "</tr>\n"
    for (row, cells) in zip(rows, table) {
      page += "<tr class=\"\(row.state.word)\">"
      for (heading, cell) in zip(Self.headings, cells) {
        page += heading == "amount" ? "<td class=\"number\">" : "<td>"
        page += HTMLText.visible(cell) + "</td>"
      }
      page += "</tr>\n"
    }
    return Array((page + "</table></body></html>\n").utf8)
  }
}
