import Gateways
import PaymentValues

/// What is known of statements, as a page: headings, words of states, words of refunds. Written from
/// the tables that reading uses, so that it cannot say anything else.
package enum StatementPage {
  /// The page in Markdown.
  package static var markdown: String {
    var text = """
      <!-- Written by the tests; renew with make docs. -->
      # Statements that `merchant reconcile` reads

      CSV, TSV, text with semicolons or one JSON object a line; UTF-8, GB18030 or UTF-16; prose above \
      and below the table, backticks, apostrophes and `="…"` around cells. Headings are compared \
      without spaces, `_`, `-`, letter case and what stands in brackets.

      - Orders are matched by the merchant's own number. The amount compared is the ordered one.
      - A file without a column of states lists what was paid. If it has a time of payment, a row \
      without one was not paid.
      - Where both sides have a paid amount, those are compared, too, at every gateway.
      - A row whose type or state is a word for refunds is no order, whatever the sign of its amount. \
      Refunds of an order agree when they add up to the same on both sides, in however many pieces; \
      otherwise they are `refund-differs`. They are added up apart, in `refunds`.
      - A row with an order and a refund's amount above zero is both. An order given back in part, \
      nobody says how much, is `status-differs` unless the other side says the same.
      - An amount below zero in a file of orders is a refund.
      - Several paid rows of an order that add up to the one of the other side are `paid-in-parts`; \
      any other second row is a `duplicate`.
      - Fees are added up in `fees`. Net amounts are never compared with ordered ones; they serve to \
      check the file's own summary.
      - Rows of fees, of payouts and transfers, and other money without an order number are counted and \
      compared with nothing. A column of directions (收支类型) makes what went out a refund.


      """
    text += headings + states + gateways + types
    return text
  }

  private static var headings: String {
    let about: [ColumnRole: String] = [
      .order: "the merchant's order number; rows are matched by it",
      .gatewayOrder: "the gateway's number", .amount: "what was ordered",
      .paid: "what was really paid", .fee: "the gateway's fee", .status: "how far the order is",
      .time: "when it was paid, or else made", .type: "order, refund, fee",
      .refund: "what went back",
      .refundStatus:
        "how far the refund is; a failed one counts as none, a word that is not known as a part",
      .flow: "whether money came in or went out",
      .net: "what is left after fees and discounts",
      .expense: "what went out, in a ledger that has income and expense apart",
    ]
    var text = """
      ## Headings

      `--ours-columns` and `--theirs-columns` name others: `order=HEADING,amount=HEADING:fen`.

      | role | what it is | headings, the best first |
      |---|---|---|

      """
    for role in ColumnRole.allCases {
      let names = ColumnNames.usual.names(of: role).map { "`\($0)`" }.joined(separator: " ")
      text += "| `\(role.rawValue)` | \(about[role] ?? "") | \(names) |\n"
    }
    return text + "\n"
  }

  private static var states: String {
    var text = """
      ## Words of states

      `--status-words WORD=MEANING` adds others; it wins over all of these. A word that is not known \
      counts as unknown, and the report says so. A bare number means nothing without a gateway.

      | meaning | words |
      |---|---|

      """
    for (meaning, words) in StatusWords.table {
      text += "| `\(meaning.word)` | \(words.map { "`\($0)`" }.joined(separator: " ")) |\n"
    }
    return text + "\n"
  }

  private static var gateways: String {
    var text = """
      ## States of the gateways

      With `-p` or `--gateway` the gateway's own table is read on top: the code, its words, or both as \
      in `2-支付成功`. Where code and words contradict each other the state is unknown.

      | gateway | of | code | words | meaning |
      |---|---|---|---|---|

      """
    for gateway in GatewayCatalog.builtIn {
      for (subject, name) in [(StatusWords.Subject.order, "orders"), (.payout, "payouts")] {
        let words = StatusWords.usual(for: subject).adding(gateway, subject: subject)
        var seen: Set<String> = []
        let states = gateway.messages
          .filter { $0.kind.isAboutPayout == (subject == .payout) && $0.field(.state) != nil }
          .flatMap(\.states)
        for state in states where seen.insert(state.word).inserted {
          let meaning = words.meaning(of: state.word)?.word ?? "unknown"
          let label = state.isDocumented ? state.label : ""
          text += "| \(gateway.id) | \(name) | `\(state.word)` | \(label) | `\(meaning)` |\n"
        }
      }
    }
    return text + "\n"
  }

  private static var types: String {
    func list(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: " ") }
    return """
      ## Words of types

      In a column such as 业务类型 or 交易类型 a part of the word decides:

      | the row is | when its type holds |
      |---|---|
      | a refund | \(list(TypeWords.refunds)) |
      | a refund that did not happen | one of those, and \(list(TypeWords.undone)) |
      | a fee | \(list(TypeWords.fees)) |
      | money that went out, in a file of orders | \(list(TypeWords.outgoing)) |
      | money without an order, if it has no order number | \(list(TypeWords.others)) |
      | an order | anything else |

      """
  }
}
