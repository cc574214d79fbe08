import Gateways
import PaymentValues
import WireFormat

/// What a good signature does not say: whether it was paid, how much, and for what.
enum MoneyFindings {
  static func append(to report: inout MessageReport, expectation: Expectation) {
    report.findings += ownFindings(report)
    report.findings += statusFindings(report)
    report.findings += amountFindings(report)
    report.findings += unsignedFindings(report)
    let unmet = expectationFindings(report, expectation)
    report.findings += unmet
    if !unmet.isEmpty, report.verdict == .valid { report.verdict = .refused }
  }

  /// A good signature under a request says that the merchant asked, never that the gateway agreed.
  private static func ownFindings(_ report: MessageReport) -> [Finding] {
    guard report.isValid, !report.message.kind.comesFromGateway else { return [] }
    return [
      Finding(
        .warning, "own_request",
        "this is a request of the merchant's own (\(report.message.kind.rawValue)): it proves "
          + "nothing about payment",
        hint: "what the gateway says is in its callback, or in its answer to a query")
    ]
  }

  private static func statusFindings(_ report: MessageReport) -> [Finding] {
    guard report.message.kind.comesFromGateway, let status = report.status else { return [] }
    if report.state == nil {
      return [
        Finding(
          .warning, "no_state_field",
          "\(report.message.source): the message has no state field; that it came is all it says",
          hint: report.message.kind.answersQuestion
            ? nil : "confirm with a query before closing the \(subject(report))")
      ]
    }
    if status.isPaid { return [] }
    return [
      Finding(
        .warning, "not_paid", place: report.message.field(.state)?.name,
        "state '\(report.state ?? "")' means \(status.rawValue): the money has not moved",
        hint: "a valid signature says who wrote the message, not that it was paid")
    ]
  }

  private static func subject(_ report: MessageReport) -> String {
    report.message.kind.isAboutPayout ? "payout" : "order"
  }

  private static func amountFindings(_ report: MessageReport) -> [Finding] {
    // Of an order that is not paid, the paid amount is nothing, and no news.
    guard report.status?.isPaid != false, let ordered = report.orderedAmount,
      let paid = report.paidAmount, ordered != paid
    else { return [] }
    let difference = paid.subtracting(ordered)?.yuan ?? "?"
    return [
      Finding(
        .warning, "paid_amount_differs", place: report.message.field(.paidAmount)?.name,
        "ordered \(ordered.yuan) yuan, paid \(paid.yuan) yuan (difference \(difference))",
        hint: "compare the ordered amount with the order, and credit the paid amount")
    ]
  }

  private static func unsignedFindings(_ report: MessageReport) -> [Finding] {
    let tempting: Set<Role> = [
      .attach, .extra1, .extra2, .paidAmount, .state, .amount, .orderNumber, .gatewayOrderNumber,
    ]
    guard report.message.kind.comesFromGateway else { return [] }
    return report.rows.filter { !$0.isSigned && !$0.value.isEmpty }.compactMap { row in
      guard let role = report.message.field(named: row.name)?.role, tempting.contains(role) else {
        return nil
      }
      return Finding(
        .warning, "unsigned_field", place: row.name,
        "the signature does not cover \(row.name): anybody may have changed it",
        hint: "do not use it for any decision")
    }
  }

  private static func expectationFindings(_ report: MessageReport, _ expectation: Expectation)
    -> [Finding]
  {
    var findings: [Finding] = []
    func differs(_ code: String, _ what: String, _ wanted: String, _ got: String?) {
      findings.append(
        Finding(
          .error, code, "expected \(what) \(wanted), the message says \(got ?? "nothing")",
          hint: "do not act on the message"))
    }
    if expectation != Expectation(), !report.message.kind.comesFromGateway {
      differs(
        "unexpected_message", "a message of the gateway", "about it",
        "only what the merchant asked for")
    }
    if let wanted = expectation.orderNumber, wanted != report.orderNumber {
      differs("unexpected_order", "order", wanted, report.orderNumber)
    }
    if let wanted = expectation.amount, wanted != report.orderedAmount {
      differs("unexpected_amount", "amount", wanted.yuan, report.orderedAmount?.yuan)
    }
    if let wanted = expectation.status, wanted != report.status,
      !(wanted.isPaid && report.status?.isPaid == true)
    {
      differs("unexpected_status", "status", wanted.rawValue, report.status?.rawValue)
    }
    return findings
  }
}
