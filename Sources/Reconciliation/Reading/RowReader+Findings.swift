import PaymentValues

/// What shows only when the whole file has been read.
extension RowReader {
  /// Refuses the file if anything in it must not be trusted.
  /// - Throws: `ReconcileError.refused`, `.totalTooLarge`.
  mutating func finish(acceptsRoundNumbers: Bool) throws {
    let column = columns.header(.order)
    if !acceptsRoundNumbers, let rows = profile.roundedNumbers {
      for row in rows.first {
        problems.add(
          "damaged_rounded", row: row, column: column,
          "a long number ends in zeros, as spreadsheets leave it after 15 digits "
            + "(\(rows.count) such rows)", hint: SpreadsheetDamage.hint)
      }
    }
    if let (rows, width) = profile.lostZeros {
      for row in rows.first {
        problems.add(
          "damaged_leading_zeros", row: row, column: column,
          "the number has fewer digits than the others (\(width)), some of which begin with 0: "
            + "its leading zeros are lost", hint: SpreadsheetDamage.hint)
      }
    }
    try problems.refuse()
    if overflowed { throw ReconcileError.totalTooLarge }
  }

  /// Things to know about a file that is not refused.
  func findings(name: String) -> [Finding] {
    var findings: [Finding] = []
    for entry in statuses.entries.dropFirst(knownWords) where !entry.isKnown {
      let word = SpreadsheetDamage.shown(Array(entry.text.utf8))
      findings.append(
        Finding(
          .warning, "status_unknown",
          place: "\(name), row \(entry.firstRow), column \(columns.header(.status))",
          entry.text.isEmpty
            ? "the status is empty in \(entry.count) rows"
            : "`\(word)` means nothing to this program (\(entry.count) rows)",
          hint: entry.text.isEmpty
            ? nil
            : "Say what it means: --status-words '\(word)=succeeded' (or failed, pending, created, "
              + "refund)."))
    }
    if let row = unreadableTimes.first.first {
      findings.append(
        Finding(
          .warning, "time_unreadable",
          place: "\(name), row \(row), column \(columns.header(.time))",
          "\(unreadableTimes.count) times cannot be read; the cut-off does not see them"))
    }
    if let rows = profile.suspiciousNumbers, let row = rows.first.first {
      findings.append(
        Finding(
          .note, "round_numbers", place: "\(name), row \(row), column \(columns.header(.order))",
          "\(rows.count) long numbers end in zeros, no more than chance would have it"))
    }
    if columns.indices[.status] == nil, !columns.headers.isEmpty {
      findings.append(
        Finding(
          .note, "status_absent", place: name,
          assumed == 0
            ? "the file has no status column; its rows count as paid when the other side lacks them"
            : timeSaysPaid
              ? "the file has no status column: what has a time of payment counts as paid"
              : "the file has no status column: what it lists counts as paid",
          hint: assumed == 0
            ? nil : "If it lists unpaid orders, name the column that says so: status=HEADER."))
    }
    if columns.amountIsPaid {
      findings.append(
        Finding(
          .note, "amount_is_paid", place: name,
          "the file has no ordered amount; \(columns.header(.amount)) is compared"))
    }
    return findings
  }
}
