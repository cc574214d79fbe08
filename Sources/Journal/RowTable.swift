import WireFormat

/// Every row's state and every batch's place: an index on disk as the base, what changed since in memory, and the open rows.
struct RowTable {
  /// The index that the changes are relative to.
  fileprivate(set) var base: IndexFile?
  private(set) var changes: [RowKey: IndexEntry] = [:]
  private(set) var open: [RowKey: OpenRow] = [:]
  /// The batch noted last, as it stands in a line, and its key: neighbours mostly share it.
  private var batch: (text: Bytes, key: RowKey)?

  init() {}

  /// Starts from an index. Throws `IndexFile.Bad` when its rows cannot be read.
  init(_ base: IndexFile) throws {
    self.base = base
    for row in try base.openRows() { open[RowKey(row.name)] = row }
  }

  /// Takes in a record at its offset in the whole journal.
  mutating func apply(_ record: JournalRecord, at offset: Int64) throws {
    if record.subject == .payout, !record.batch.isEmpty {
      try note(RowKey(batch: Array(record.batch.utf8)), offset)
    }
    try fold(record, offset)
  }

  private mutating func fold(_ record: JournalRecord, _ offset: Int64) throws {
    if record.kind == .seal {
      for name in Seal.suspects(record) { try suspect(name, record, offset) }
      return
    }
    guard let claim = record.claim, !record.id.isEmpty else { return }
    let name = RowName(record.subject, record.id)
    try set(name, record, offset) { $0?.after(claim) ?? claim }
  }

  /// The same from a line, without copying texts when the line changes no state.
  mutating func apply(_ line: RecordLine, _ bytes: Bytes, at offset: Int64) throws {
    if line.subject == .payout, !line.batch.isEmpty, let key = key(ofBatch: line.batch, bytes) {
      try note(key, offset)
    }
    guard line.kind == .seal || line.state != nil || RowState(kind: line.kind) != nil else {
      return
    }
    guard let record = line.record(bytes) else { return }
    try fold(record, offset)
  }

  private mutating func key(ofBatch range: Range<Int>, _ bytes: Bytes) -> RowKey? {
    if let batch, bytes[range].elementsEqual(batch.text) { return batch.key }
    guard let name = LineCursor.decode(bytes, range) else { return nil }
    let key = RowKey(batch: Array(name.utf8))
    batch = (Array(bytes[range]), key)
    return key
  }

  /// Notes that a record of the batch lies there.
  private mutating func note(_ batch: RowKey, _ offset: Int64) throws {
    let first = try entry(batch)?.first ?? offset
    changes[batch] = IndexEntry(key: batch, first: first, last: offset, state: .planned)
  }

  private mutating func suspect(_ name: RowName, _ seal: JournalRecord, _ offset: Int64) throws {
    var record = JournalRecord(.unknown, subject: name.subject, id: name.id)
    record.sequence = seal.sequence
    try set(name, record, offset) { $0?.afterLoss ?? .unknown }
  }

  private mutating func set(
    _ name: RowName, _ record: JournalRecord, _ offset: Int64, _ fold: (RowState?) -> RowState
  ) throws {
    let key = RowKey(name)
    let before =
      try open[key].map {
        IndexEntry(key: key, first: $0.first, last: $0.last, state: $0.state)
      } ?? entry(key)
    let state = fold(before?.state)
    if let before, before.state == state, record.kind != .carry, state != .notFound { return }
    let entry = IndexEntry(key: key, first: before?.first ?? offset, last: offset, state: state)
    changes[key] = entry
    if state.isTerminal {
      open[key] = nil
    } else if open[key] != nil {
      open[key]?.state = state
      open[key]?.last = offset
    } else {
      open[key] = OpenRow(
        name: name, batch: record.batch, reference: record.reference, order: record.sequence,
        state: state, first: entry.first, last: offset)
    }
  }

  /// The row's entry; throws `IndexFile.Bad` when the index turns out to be damaged.
  func entry(_ key: RowKey) throws -> IndexEntry? {
    if let change = changes[key] { return change }
    return try base?.find(key)
  }

  /// The rows that may have been sent by a line that is lost: those whose number can be read in it;
  /// of every batch the first that was still to be sent; and those whose resend may have begun.
  func suspects(_ region: Bytes) -> [RowName] {
    var names = Seal.readableRows(region)
    var firstOfBatch: [String: OpenRow] = [:]
    for row in open.values where row.name.subject == .payout {
      switch row.state {
      case .planned, .notSent:
        if let other = firstOfBatch[row.batch], other.order <= row.order { continue }
        firstOfBatch[row.batch] = row
      case .notFound: names.append(row.name)
      default: continue
      }
    }
    names += firstOfBatch.values.sorted { $0.order < $1.order }.map(\.name)
    var seen: Set<RowName> = []
    return names.filter { seen.insert($0).inserted }
  }
}

extension RowTable {
  /// Puts a new index, which holds all the changes, in place of the old one.
  mutating func rebase(_ index: IndexFile) {
    base = index
    changes.removeAll(keepingCapacity: true)
  }
}
