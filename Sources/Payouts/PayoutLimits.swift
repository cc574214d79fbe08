import PaymentValues

/// Hard stops for a batch, from the profile or a flag. Nil for none.
package struct PayoutLimits: Sendable, Equatable {
  /// Most that a batch may come to.
  package var total: Money?
  /// Most that one payout may be.
  package var each: Money?
  /// Most rows.
  package var rows: Int?

  /// No limits.
  package init(total: Money? = nil, each: Money? = nil, rows: Int? = nil) {
    self.total = total
    self.each = each
    self.rows = rows
  }

  func findings(_ rows: [PlannedRow], total: Money) -> [Finding] {
    var findings: [Finding] = []
    if let most = self.rows, rows.count > most {
      findings.append(
        Finding(.error, "over_max_rows", "\(rows.count) rows; max-rows is \(most)"))
    }
    if let most = self.total, total > most {
      findings.append(
        Finding(
          .error, "over_max_total", "the sum is \(total.yuan) yuan; max-total is \(most.yuan)"))
    }
    if let most = each {
      for row in rows where row.amount > most {
        findings.append(
          Finding(
            .error, "over_max_each", place: "line \(row.line), ref \(row.reference)",
            "\(row.amount.yuan) yuan; max-each is \(most.yuan)"))
      }
    }
    return findings
  }
}
