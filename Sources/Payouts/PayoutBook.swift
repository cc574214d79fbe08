import Journal
import PaymentValues

/// What a profile's journal says about payouts: all of them, or a batch and what is recent.
public struct PayoutBook {
  /// A plan, a run or an approval that was noted.
  public struct PlanEntry: Sendable, Equatable {
    /// The plan's name.
    public var id: String
    /// Its batch.
    public var batch: String
    /// The digest of its rows.
    public var digest: String
    /// How many rows.
    public var count: Int
    /// Their sum.
    public var total: Money
    /// Who planned it.
    public var planner: String
    /// When, in milliseconds since 1970.
    public var time: Int64
    /// Who approved it; empty while nobody has.
    public var approver = ""
    /// Whether sending has begun.
    public var hasRun = false
  }

  /// Rows by order number.
  public internal(set) var rows: [String: PayoutRow] = [:]
  /// Plans in the order in which they were made.
  public private(set) var plans: [PlanEntry] = []

  /// Reads a journal.
  /// - Parameters:
  ///   - batch: the batch whose rows are wanted; nil for all.
  ///   - since: rows of other batches are kept when they were planned later than that, in
  ///     milliseconds since 1970; nil for none.
  public init(_ journal: JournalFile, batch: String? = nil, since: Int64? = nil) throws {
    let own = try batch.flatMap { try journal.places(ofBatch: $0) }
    let recent = try since.flatMap { try journal.place(since: $0) }
    if batch != nil, own == nil, recent == nil { return }
    let start = batch == nil ? nil : [own?.lowerBound, recent].compactMap { $0 }.min()
    // A damaged line anywhere later begins the waits of an open row anew; one that is closed has none.
    let isOpen = journal.openRows.contains { $0.name.subject == .payout && $0.batch == batch }
    let end = batch == nil || since != nil || isOpen ? nil : own?.upperBound
    try journal.forEach(from: start, through: end) { record in
      guard record.subject == .payout else { return }
      let isRecent = since.map { record.time >= $0 } ?? false
      if batch == nil || record.batch == batch || isRecent || record.kind == .seal
        || rows[record.id] != nil
      {
        apply(record)
      }
    }
    try correct(by: journal)
  }

  /// The journal's own fold wins: it knows what a damaged line may have said.
  mutating func correct(by journal: JournalFile) throws {
    for (number, row) in rows {
      guard let state = try journal.state(of: RowName(.payout, number)) else { continue }
      if state != row.state { rows[number]?.correct(state) }
    }
  }

  /// Takes in a record, when reading and when it was just written.
  mutating func apply(_ record: JournalRecord) {
    if record.kind == .seal {
      // The lost line may have been a request: every wait begins anew.
      for number in rows.keys { rows[number]?.absence = Absence() }
      return
    }
    if record.id.isEmpty { return applyPlan(record) }
    rows[record.id, default: PayoutRow(orderNumber: record.id)].apply(record)
  }

  private mutating func applyPlan(_ record: JournalRecord) {
    guard let id = record.detail("plan"), let event = record.detail("event") else { return }
    if event == PlanEvent.planned.rawValue || event == PlanEvent.started.rawValue {
      let entry = PlanEntry(
        id: id, batch: record.batch, digest: record.contentHash,
        count: record.detail("count").flatMap { Int($0) } ?? 0,
        total: Money(fen: record.amount ?? 0), planner: record.detail("user") ?? "",
        time: record.time)
      if let index = plans.firstIndex(where: { $0.id == id && $0.digest == entry.digest }) {
        if event == PlanEvent.started.rawValue { plans[index].hasRun = true }
      } else {
        plans.append(entry)
        plans[plans.count - 1].hasRun = event == PlanEvent.started.rawValue
      }
    } else if event == PlanEvent.approved.rawValue,
      let index = plans.lastIndex(where: { $0.id == id && $0.digest == record.contentHash })
    {
      plans[index].approver = record.detail("user") ?? ""
    }
  }

  /// The rows of a batch in the order in which they are sent.
  public func rows(of batch: String) -> [PayoutRow] {
    rows.values.filter { $0.batch == batch }
      .sorted { ($0.order, $0.orderNumber) < ($1.order, $1.orderNumber) }
  }

  /// The newest plan of that name; a unique beginning is enough.
  public func plan(named name: String) -> PlanEntry? {
    if let exact = plans.last(where: { $0.id == name }) { return exact }
    let candidates = plans.filter { $0.id.hasPrefix(name) }
    return Set(candidates.map(\.id)).count == 1 ? candidates.last : nil
  }

  /// The book of the batch that a plan's name, a unique beginning of one, or the batch's own name
  /// tells. Only for a mere beginning is the whole journal read.
  static func about(_ name: String, _ journal: JournalFile) throws -> PayoutBook {
    let candidates = [name, PayoutPlan.batch(ofID: name)].compactMap { $0 }
    for batch in candidates where try journal.places(ofBatch: batch) != nil {
      let book = try PayoutBook(journal, batch: batch)
      if book.plan(named: name) != nil || book.latestPlan(of: name) != nil { return book }
    }
    return try PayoutBook(journal)
  }

  /// The batch that a plan's name, a unique beginning of one, or the batch's own name tells.
  public static func batch(named name: String, _ journal: JournalFile) throws -> String {
    try about(name, journal).plan(named: name)?.batch ?? name
  }

  /// The newest plan of a batch.
  public func latestPlan(of batch: String) -> PlanEntry? { plans.last { $0.batch == batch } }
}

/// What a note about a plan tells.
enum PlanEvent: String {
  case planned
  case approved
  case started
}
