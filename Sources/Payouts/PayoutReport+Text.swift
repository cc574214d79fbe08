import Journal
import PaymentValues
import WireFormat

extension PayoutReport {
  /// Headings of `table` and `csv`.
  public static let headings = [
    "ref", "order", "amount", "account", "bank", "state", "code", "words", "advice", "proof",
    "attempts", "time", "pays_again",
  ]

  /// The rows as texts under `headings`: amounts in yuan, times in Beijing, accounts masked.
  public var table: [[String]] {
    rows.map { row in
      [
        row.reference, row.orderNumber, row.amount?.yuan ?? "", row.maskedAccount, row.bank,
        row.state.word, row.code, row.words, row.advice, row.proof, String(row.attempts),
        BeijingTime(unixMilliseconds: row.time).text, row.again,
      ]
    }
  }

  /// The rows as CSV with a header.
  public func csv(style: CSVWriter.Style) -> Bytes {
    let writer = CSVWriter(style: style)
    var bytes = writer.prelude + writer.row(Self.headings)
    for row in table { bytes += writer.row(row) }
    return bytes
  }

  /// The report as JSON; amounts are in fen.
  public var json: JSONValue {
    [
      "schema": 1, "plan": .string(plan.id), "batch": .string(plan.batch),
      "digest": .string(plan.digest), "count": JSONValue(plan.count),
      "total": JSONValue(plan.total.fen), "exit": JSONValue(exitCode),
      "time": .string(BeijingTime(unixMilliseconds: time).rfc3339),
      "parts": .array(
        parts.map { part in
          [
            "state": .string(part.state.word), "count": JSONValue(part.count),
            "total": JSONValue(part.total.fen), "meaning": .string(part.meaning),
          ]
        }),
      "rows": .array(rows.map(Self.json)),
    ]
  }

  private static func json(_ row: PayoutRow) -> JSONValue {
    [
      "ref": .string(row.reference), "order": .string(row.orderNumber),
      "amount": row.amount.map { JSONValue($0.fen) } ?? nil,
      "account": .string(row.maskedAccount), "bank": .string(row.bank),
      "state": .string(row.state.word), "code": .string(row.code),
      "words": .string(row.words), "advice": .string(row.advice), "proof": .string(row.proof),
      "attempts": JSONValue(row.attempts),
      "time": .string(BeijingTime(unixMilliseconds: row.time).rfc3339),
      "pays_again": .string(row.again),
    ]
  }
}
