import Journal
import PaymentValues

extension RecordSource {
  /// The orders or payouts of a journal, each with its last known state, in the order in which they
  /// were intended. A record's detail `status` (a `Status` by its raw value) outranks what its kind
  /// claims, its detail `paid` (yuan) is what was really paid. An answer that was not believed tells
  /// nothing: neither that there is such an order nor how far it is. `later` holds what callbacks
  /// told and the journal does not know yet, oldest first.
  ///
  /// Memory grows with the number of orders, about 200 bytes each.
  package static func journal(
    _ journal: JournalFile, subject: RecordSubject, since: Int64? = nil,
    later: [GatewayWord] = []
  ) -> RecordSource {
    RecordSource(name: "journal") { give in
      var orders: [StatementRecord] = []
      var places: [String: Int] = [:]
      try journal.forEach(JournalFile.Filter(since: since)) { record, _ in
        guard record.subject == subject, !record.id.isEmpty else { return }
        if let index = places[record.id] {
          fold(record, into: &orders[index])
        } else if let amount = record.amount, makesOrder(record) {
          places[record.id] = orders.count
          var order = StatementRecord(
            order: Array(record.id.utf8), amount: Money(fen: amount), time: record.time,
            place: Int(exactly: record.sequence))
          fold(record, into: &order)
          orders.append(order)
        }
      }
      for news in later {
        guard let index = places[news.order] else { continue }
        take(news.status, "callback", news.time, into: &orders[index])
        if let paid = news.paid, news.status.isPaid { orders[index].paid = paid }
      }
      try orders.forEach(give)
    }
  }

  /// Intents and plans make an order ours, and of answers those that were believed.
  private static func makesOrder(_ record: JournalRecord) -> Bool {
    record.kind != .query || record.detail("outcome") == believed
  }

  /// The detail `outcome` of an answer that was believed.
  private static let believed = "accepted"

  private static func fold(_ record: JournalRecord, into order: inout StatementRecord) {
    if record.kind == .query, let outcome = record.detail("outcome"), outcome != believed { return }
    if let paid = record.detail("paid"), let amount = try? Money(operatorText: paid) {
      order.paid = amount
    }
    let stated = record.detail("status").flatMap { Status(rawValue: $0) }
    guard let status = stated ?? record.claim.map(status(of:)) else { return }
    take(status, record.kind.rawValue, record.time, into: &order)
  }

  private static func take(
    _ status: Status, _ word: String, _ time: Int64, into order: inout StatementRecord
  ) {
    // What was paid stays paid: a late callback of an earlier state changes nothing.
    if order.status?.isPaid == true, !status.isPaid, status != .failed { return }
    order.status = status
    order.statusWord = word
    if status.isFinal { order.time = time }
  }

  private static func status(of state: RowState) -> Status {
    switch state {
    case .planned, .notSent, .orderIntended, .orderDone: .created
    case .sent, .accepted: .pending
    case .paid: .succeeded
    case .failed, .rejected: .failed
    case .unknown, .notFound, .conflict, .foreign: .unknown
    }
  }
}
