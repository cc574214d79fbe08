import Glibc
import WireFormat

/// Reading: rows by name, records by filter, the whole chain.
extension JournalFile {
  /// A row and where it stands.
  package struct Row: Sendable, Equatable {
    /// Payout or order, and its number.
    package let name: RowName
    /// Where it stands.
    package let state: RowState
    /// Its first record: the plan or the order's intent, with the content hash and the request.
    package let first: JournalRecord
    /// The record that brought the state.
    package let last: JournalRecord
  }

  /// Which records to show. Conditions that are nil do not count.
  package struct Filter: Sendable {
    /// The merchant order number.
    package var id: String?
    /// The batch.
    package var batch: String?
    /// The state that the record claims.
    package var state: RowState?
    /// The earliest time, in milliseconds since 1970 UTC.
    package var since: Int64?

    /// Makes a filter.
    package init(
      id: String? = nil, batch: String? = nil, state: RowState? = nil, since: Int64? = nil
    ) {
      self.id = id
      self.batch = batch
      self.state = state
      self.since = since
    }

    func admits(_ record: JournalRecord) -> Bool {
      if let id, record.id != id, !Seal.suspects(record).contains(where: { $0.id == id }) {
        return false
      }
      if let batch, record.batch != batch { return false }
      if let state, record.claim != state { return false }
      if let since, record.time < since { return false }
      return true
    }
  }

  /// What `verify` found when everything is whole.
  package struct Verification: Sendable, Equatable {
    /// Records in the chain.
    package var records: UInt64 = 0
    /// Files in the chain.
    package var files = 0
    /// Bytes of them together.
    package var bytes: Int64 = 0
    /// Places where damaged bytes lie, each accounted for by its seal.
    package var seals = 0
    /// Bytes behind the last record: being written just now, or torn.
    package var tailBytes = 0
    /// The newest record's checksum.
    package var checksum = Checksum.none
  }

  /// The rows on which something is still to be expected, in the order of their first records.
  package var openRows: [OpenRow] { table.open.values.sorted { $0.order < $1.order } }

  /// The state of a row, without reading its records; nil when the number was never used. This is the
  /// duplicate check: it covers all files.
  package func state(of name: RowName) throws(JournalError) -> RowState? {
    let key = RowKey(name)
    return try withTable { try $0.entry(key)?.state }
  }

  /// A row with its first and last records; nil when the number was never used.
  package func row(_ name: RowName) throws(JournalError) -> Row? {
    let key = RowKey(name)
    guard let entry = try withTable({ try $0.entry(key) }) else { return nil }
    let first = try record(at: entry.first)
    let last = entry.last == entry.first ? first : try record(at: entry.last)
    return Row(name: name, state: entry.state, first: first, last: last)
  }

  /// The record at an offset of the joined journal, checked against its checksum.
  func record(at offset: Int64) throws(JournalError) -> JournalRecord {
    guard let segment = segment(holding: offset),
      let (line, bytes, _) = try recordLine(at: offset, segment), let record = line.record(bytes)
    else {
      let segment = segment(holding: offset)
      throw .damaged(
        file: segment?.path ?? paths.active, offset: offset - (segment?.base ?? 0),
        reason: "a line does not fit its checksum")
    }
    return record
  }

  /// Gives every record that the filter admits, oldest first, with its line as it stands in the file
  /// (without LF). Memory does not grow with the journal. With an id, lines without it are passed
  /// over unchecked, which is many times faster; `verify` is the check of the whole.
  package func forEach(
    _ filter: Filter = Filter(), _ body: (JournalRecord, Bytes) throws -> Void
  ) throws {
    if let id = filter.id { return try search(id, filter, body) }
    var reader = ChainReader(segments, disk)
    while let entry = try reader.next() {
      guard let record = entry.line.record(reader.bytes), filter.admits(record) else { continue }
      try body(record, Array(reader.bytes[entry.line.range]))
    }
  }

  private func search(
    _ id: String, _ filter: Filter, _ body: (JournalRecord, Bytes) throws -> Void
  ) throws {
    var quoted: Bytes = []
    RecordEncoder.string(id, &quoted)
    let needle = Array(quoted.dropFirst().dropLast())
    for segment in segments {
      var reader = LineReader(
        segment.descriptor, segment.path, disk, from: 0, to: segment.size)
      while let found = try reader.next() {
        guard reader.firstIndex(of: needle, in: found) != nil,
          let line = try? RecordLine(reader.buffer, found.range),
          let record = line.record(reader.buffer), filter.admits(record)
        else { continue }
        try body(record, Array(reader.buffer[found.range]))
      }
    }
  }

  /// The records that a filter admits. For what is known to be few.
  package func list(_ filter: Filter) throws -> [JournalRecord] {
    var records: [JournalRecord] = []
    try forEach(filter) { record, _ in records.append(record) }
    return records
  }

  /// Reads the whole chain over all files; throws at the first byte that does not belong.
  package func verify() throws(JournalError) -> Verification {
    var reader = ChainReader(segments, disk)
    var result = Verification()
    while try reader.next() != nil { result.records += 1 }
    result.files = segments.count
    result.bytes = segments.last?.end ?? 0
    result.seals = reader.seals
    result.tailBytes = reader.tail?.bytes.count ?? 0
    result.checksum = reader.position.checksum
    return result
  }
}
