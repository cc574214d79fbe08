import Journal
import PaymentValues

/// What a profile's journal says about payouts: about all of them, or about a batch.
package struct PayoutBook {
  /// A plan, a run or an approval that was noted.
  package struct PlanEntry: Sendable, Equatable {
    /// The plan's name.
    package var id: String
    /// Whose it is: the account, or the profile by which an older version named it.
    package var owner: String
    /// Its batch.
    package var batch: String
    /// The digest of its rows.
    package var digest: String
    /// How many rows.
    package var count: Int
    /// Their sum.
    package var total: Money
    /// Who planned it.
    package var planner: String
    /// When, in milliseconds since 1970.
    package var time: Int64
    /// Who approved it; empty while nobody has.
    package var approver = ""
    /// Whether sending has begun.
    package var hasRun = false
  }

  /// Rows by order number.
  package internal(set) var rows: [String: PayoutRow] = [:]
  /// Plans in the order in which they were made.
  package private(set) var plans: [PlanEntry] = []

  /// Reads a journal.
  /// - Parameter batch: the batch whose rows are wanted; nil for all.
  package init(_ journal: JournalFile, batch: String? = nil) throws {
    guard let batch else {
      try journal.forEach(from: nil) { if $0.subject == .payout { try apply($0) } }
      try correct(by: journal)
      return
    }
    guard let places = try journal.places(ofBatch: batch) else { return }
    // A damaged line anywhere later begins the waits of an open row anew; one that is closed has none.
    let isOpen = journal.openRows.contains { $0.name.subject == .payout && $0.batch == batch }
    try journal.forEach(from: places.lowerBound, through: isOpen ? nil : places.upperBound) {
      guard $0.subject == .payout else { return }
      if $0.batch == batch || $0.kind == .seal || rows[$0.id] != nil { try apply($0) }
    }
    try correct(by: journal)
  }

  /// The plans of a journal without any rows: what a name can be looked up in.
  private static func plans(_ journal: JournalFile) throws -> PayoutBook {
    var book = PayoutBook()
    try journal.forEach(from: nil, kinds: [.note, .approve]) {
      if $0.subject == .payout, $0.id.isEmpty { try book.apply($0) }
    }
    return book
  }

  /// A batch's newest plan, and how many of its rows are in which state.
  package struct Overview: Sendable {
    /// The plan.
    package var plan: PlanEntry
    /// Counts by state, in the order of a payout's life; empty when nothing was to be sent yet.
    package var states: [(state: RowState, count: Int)]
  }

  /// Every batch of a journal, oldest plan first, without keeping any row.
  package static func overview(_ journal: JournalFile) throws -> [Overview] {
    var book = PayoutBook()
    var counts: [String: [RowState: Int]] = [:]
    try journal.forEach(from: nil, kinds: [.note, .approve, .plan]) { record in
      guard record.subject == .payout else { return }
      if record.id.isEmpty {
        try book.apply(record)
      } else if record.kind == .plan,
        let state = try journal.state(of: RowName(.payout, record.id))
      {
        counts[record.batch, default: [:]][state, default: 0] += 1
      }
    }
    return book.plans.filter { book.latestPlan(of: $0.batch) == $0 }.map { plan in
      Overview(
        plan: plan,
        states: RowState.allCases.compactMap { state in
          counts[plan.batch]?[state].map { (state, $0) }
        })
    }
  }

  private init() {}

  /// The journal's own fold wins: it knows what a damaged line may have said.
  mutating func correct(by journal: JournalFile) throws {
    for (number, row) in rows {
      guard let state = try journal.state(of: RowName(.payout, number)) else { continue }
      if state != row.state { rows[number]?.correct(state) }
    }
  }

  /// Takes in a record, when reading and when it was just written.
  mutating func apply(_ record: JournalRecord) throws(JournalError) {
    if record.kind == .seal {
      // The lost line may have been a request: every wait begins anew.
      for number in rows.keys { rows[number]?.absence = Absence() }
      return
    }
    if record.id.isEmpty { return try applyPlan(record) }
    rows[record.id, default: PayoutRow(orderNumber: record.id)].apply(record)
  }

  private mutating func applyPlan(_ record: JournalRecord) throws(JournalError) {
    guard let id = record.detail("plan"), let event = record.detail("event") else { return }
    if event == PlanEvent.planned.rawValue || event == PlanEvent.started.rawValue {
      guard let total = record.amount, let count = record.detail("count").flatMap({ Int($0) })
      else {
        // A plan over nothing would let any sum of its rows pass for the planned one.
        throw JournalError.damaged(
          file: "record \(record.sequence)", offset: 0, reason: "plan \(id) has no count or amount")
      }
      let entry = PlanEntry(
        id: id, owner: record.detail("owner") ?? record.profile, batch: record.batch,
        digest: record.contentHash, count: count, total: Money(fen: total),
        planner: record.detail("user") ?? "", time: record.time)
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
  package func rows(of batch: String) -> [PayoutRow] {
    rows.values.filter { $0.batch == batch }
      .sorted { ($0.order, $0.orderNumber) < ($1.order, $1.orderNumber) }
  }

  /// The newest plan of that name; a unique beginning is enough.
  package func plan(named name: String) -> PlanEntry? {
    if let exact = plans.last(where: { $0.id == name }) { return exact }
    let candidates = plans.filter { $0.id.hasPrefix(name) }
    return Set(candidates.map(\.id)).count == 1 ? candidates.last : nil
  }

  /// The book of the batch that a plan's name, a unique beginning of one, or the batch's own name
  /// tells. Only for a mere beginning is the whole journal gone through.
  static func about(_ name: String, _ journal: JournalFile) throws -> PayoutBook {
    let candidates = [name, PayoutPlan.batch(ofID: name)].compactMap { $0 }
    for batch in candidates where try journal.places(ofBatch: batch) != nil {
      let book = try PayoutBook(journal, batch: batch)
      if book.plan(named: name) != nil || book.latestPlan(of: name) != nil { return book }
    }
    guard let plan = try plans(journal).plan(named: name) else { return PayoutBook() }
    return try PayoutBook(journal, batch: plan.batch)
  }

  /// Whether a journal has a plan or a batch of that name.
  package static func has(_ name: String, _ journal: JournalFile) throws -> Bool {
    let book = try about(name, journal)
    return book.plan(named: name) != nil || book.latestPlan(of: name) != nil
  }

  /// The batch that a plan's name, a unique beginning of one, or the batch's own name tells.
  /// - Throws: `no_such_plan` when no plan has that name.
  package static func batch(named name: String, _ journal: JournalFile) throws -> String {
    let book = try about(name, journal)
    if let plan = book.plan(named: name) { return plan.batch }
    guard book.latestPlan(of: name) != nil else {
      throw Refusal.fault(
        .data, "no_such_plan", place: name, "the journal has no plan of that name",
        hint: "'merchant payout status' lists the plans")
    }
    return name
  }

  /// The newest plan of a batch.
  package func latestPlan(of batch: String) -> PlanEntry? { plans.last { $0.batch == batch } }
}

/// What a note about a plan tells.
enum PlanEvent: String {
  case planned
  case approved
  case started
}
