import GatewayEngine

/// Several answers as a table.
enum QueryTable {
  static func lines(_ exchanges: [Exchange]) -> [String] {
    let rows = exchanges.map { exchange -> [String] in
      let report = exchange.answer?.report
      let isBelieved = exchange.outcome == .accepted
      return [
        exchange.request.orderNumber ?? report?.orderNumber ?? "", exchange.outcome.rawValue,
        isBelieved ? report?.status?.rawValue ?? "" : "", report?.state ?? "",
        report?.orderedAmount?.yuan ?? "", report?.differingPaidAmount?.yuan ?? "",
        exchange.answer?.words ?? exchange.failure?.reason ?? "",
      ]
    }
    var names = ["order", "outcome", "status", "state", "amount", "paid", "gateway says"]
    guard rows.allSatisfy({ $0[5].isEmpty }) else {
      return Layout.table(names, rows, right: [4, 5])
    }
    names.remove(at: 5)
    return Layout.table(names, rows.map { Array($0[..<5] + $0[6...]) }, right: [4])
  }
}
