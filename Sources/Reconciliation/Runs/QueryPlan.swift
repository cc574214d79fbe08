import PaymentValues

/// Which orders to ask the gateway about. The plan sends nothing.
public struct QueryPlan: Sendable {
  /// The orders, in the order in which they came, each once.
  public private(set) var orders: [StatementRecord] = []
  /// Orders that needed a query beyond `maximum`.
  public private(set) var left = 0

  private let maximum: Int
  private let since: Int64?
  private var seen: Set<[UInt8]> = []

  /// Makes an empty plan of at most `maximum` orders, none older than `since` (milliseconds since
  /// 1970 UTC; orders without a time count as new).
  public init(maximum: Int = 100_000, since: Int64? = nil) {
    self.maximum = maximum
    self.since = since
  }

  /// Plans what our records leave open: everything without a final status.
  public static func open(
    _ ours: RecordSource, maximum: Int = 100_000, since: Int64? = nil
  ) throws -> QueryPlan {
    var plan = QueryPlan(maximum: maximum, since: since)
    try ours.forEach { record in
      if record.status?.isFinal != true { plan.add(record) }
    }
    return plan
  }

  /// Plans a difference that an answer of the gateway can settle: missing on a side, another status,
  /// another amount, or pending. Duplicates are left alone.
  public mutating func add(_ difference: Difference) {
    switch difference.kind {
    case .missingAtGateway, .statusDiffers, .amountDiffers, .pending, .missingHere: break
    case .matched, .unpaid, .duplicate: return
    }
    guard let side = difference.ours ?? difference.theirs else { return }
    add(
      StatementRecord(
        order: Array(difference.order.utf8), amount: side.amount, paid: side.paid,
        status: side.status, statusWord: side.statusWord, time: side.time, place: side.row))
  }

  private mutating func add(_ record: StatementRecord) {
    if let since, let time = record.time, time < since { return }
    guard !seen.contains(record.order) else { return }
    guard orders.count < maximum else {
      left += 1
      return
    }
    seen.insert(record.order)
    orders.append(record)
  }

  /// The planned orders as our side of a comparison with the gateway's answers.
  public var source: RecordSource { RecordSource(name: "planned orders", records: orders) }
}
