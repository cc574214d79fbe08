import GatewayEngine
import Journal

/// What the journal keeps of an exchange.
enum ExchangeDetails {
  static func of(_ exchange: Exchange) -> [JournalRecord.Detail] {
    let answer = exchange.answer
    // A status that is not believed is none, for whoever reads the journal later.
    let status = exchange.outcome == .accepted ? answer?.status : nil
    // The same of what was paid: only an order that is paid has such an amount.
    let paid = status?.isPaid == true ? answer?.report?.paidAmount : nil
    let pairs: [(String, String?)] = [
      ("outcome", exchange.outcome.rawValue), ("status", status?.rawValue),
      ("paid", paid?.yuan),
      ("state", answer?.report?.state), ("code", answer?.code ?? exchange.failure?.code),
      ("words", answer?.words), ("gateway-order", answer?.report?.gatewayOrderNumber),
      ("auth", answer.map { $0.isAuthenticated ? "sign" : "none" }),
    ]
    return pairs.compactMap { name, value in value.map { JournalRecord.Detail(name, $0) } }
  }
}
