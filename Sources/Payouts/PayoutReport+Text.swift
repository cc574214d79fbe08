import Journal
import PaymentValues

extension PayoutReport {
  /// Headings of `table`.
  static let headings = [
    "ref", "order", "amount", "account", "bank", "state", "code", "words", "advice", "proof",
    "attempts", "time", "pays_again",
  ]

  /// The rows as texts under `headings`: amounts in yuan, times in Beijing, accounts masked.
  var table: [[String]] {
    rows.map { row in
      [
        row.reference, row.orderNumber, row.amount?.yuan ?? "", row.maskedAccount, row.bank,
        row.state.word, row.code, row.words, row.advice, row.proof, String(row.attempts),
        BeijingTime(unixMilliseconds: row.time).text, row.again,
      ]
    }
  }
}
