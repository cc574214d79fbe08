import Journal
import PaymentValues

extension RecordSource {
  /// The orders or payouts of a journal, each with its last known state, in the order in which they
  /// were intended. A record's detail `status` (a `Status` by its raw value) outranks what its kind
  /// claims.
  ///
  /// Memory grows with the number of orders, about 200 bytes each.
  public static func journal(
    _ journal: JournalFile, subject: RecordSubject, since: Int64? = nil
  ) -> RecordSource {
    RecordSource(name: "journal") { give in
      var orders: [StatementRecord] = []
      var places: [String: Int] = [:]
      try journal.forEach(JournalFile.Filter(since: since)) { record, _ in
        guard record.subject == subject, !record.id.isEmpty else { return }
        if let index = places[record.id] {
          fold(record, into: &orders[index])
        } else if let amount = record.amount {
          places[record.id] = orders.count
          var order = StatementRecord(
            order: Array(record.id.utf8), amount: Money(fen: amount), time: record.time,
            place: Int(exactly: record.sequence))
          fold(record, into: &order)
          orders.append(order)
        }
      }
      try orders.forEach(give)
    }
  }

  private static func fold(_ record: JournalRecord, into order: inout StatementRecord) {
    let stated = record.detail("status").flatMap { Status(rawValue: $0) }
    guard let status = stated ?? record.claim.map(status(of:)) else { return }
    // What was paid stays paid: a late callback of an earlier state changes nothing.
    if order.status?.isPaid == true, !status.isPaid, status != .failed { return }
    order.status = status
    order.statusWord = record.kind.rawValue
    if status.isFinal { order.time = record.time }
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
