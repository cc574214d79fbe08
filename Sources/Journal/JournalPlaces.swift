import WireFormat

/// Reading a part of the journal: whoever needs one batch or the last week need not read ten million
/// records.
extension JournalFile {
  /// Where a record begins. Only good for the open journal that gave it.
  package struct Place: Sendable, Comparable {
    let offset: Int64

    /// Earlier in the journal.
    package static func < (left: Place, right: Place) -> Bool { left.offset < right.offset }
  }

  /// The first and the last record of a batch of payouts; nil when there is none.
  package func places(ofBatch name: String) throws(JournalError) -> ClosedRange<Place>? {
    let key = RowKey(batch: Array(name.utf8))
    guard let entry = try withTable({ try $0.entry(key) }), entry.first <= entry.last else {
      return nil
    }
    return Place(offset: entry.first)...Place(offset: entry.last)
  }

  /// A place before which every record is older than `time` (milliseconds since 1970 UTC), going by
  /// the clock as it was when they were written. Nil when there is nothing from then on.
  package func place(since time: Int64) throws(JournalError) -> Place? {
    guard let last = segments.last(where: { $0.size > 0 }) else { return nil }
    var chosen = segments.first { $0.size > 0 } ?? last
    for segment in segments where segment.size > 0 {
      guard let first = try firstRecord(segment), first.time < time else { break }
      chosen = segment
    }
    return try bisect(chosen, time)
  }

  /// Halves the range between a line that is older and one that is not, down to what a reader takes
  /// in at once.
  private func bisect(_ segment: Segment, _ time: Int64) throws(JournalError) -> Place? {
    var low: Int64 = 0
    var high = segment.size
    while high - low > 1 << 16 {
      let middle = low + (high - low) / 2
      guard let found = try line(behind: middle, segment), found.offset < high else {
        high = middle
        continue
      }
      if found.time < time { low = found.offset } else { high = middle }
    }
    return Place(offset: segment.base + low)
  }

  /// The first whole record that begins behind an offset of a file.
  private func line(behind offset: Int64, _ segment: Segment) throws(JournalError)
    -> (offset: Int64, time: Int64)?
  {
    let end = min(segment.size, offset + Int64(RecordEncoder.limit))
    var reader = LineReader(segment.descriptor, segment.path, disk, from: offset, to: end)
    _ = try reader.next()
    while let found = try reader.next() {
      guard found.terminated else { return nil }
      if let line = try? RecordLine(reader.buffer, found.range) { return (found.offset, line.time) }
    }
    return nil
  }

  /// Gives every record from one place to another, oldest first, held to the chain among themselves.
  /// - Parameters:
  ///   - start: from this record on; nil for all.
  ///   - end: up to and with this record; nil for the rest.
  ///   - kinds: only records of these kinds; nil for all.
  package func forEach(
    from start: Place?, through end: Place? = nil, kinds: Set<RecordKind>? = nil,
    _ body: (JournalRecord) throws -> Void
  ) throws {
    var reader = ChainReader(segments, disk, from: try position(before: start))
    while let entry = try reader.next() {
      if let end, entry.offset > end.offset { return }
      if let kinds, !kinds.contains(entry.line.kind) { continue }
      if let record = entry.line.record(reader.bytes) { try body(record) }
    }
  }

  /// The position that the record at a place continues.
  private func position(before place: Place?) throws(JournalError) -> ChainPosition {
    guard let place, place.offset > 0 else { return .start }
    guard let segment = segment(holding: place.offset),
      let found = try recordLine(at: place.offset, segment)
    else {
      let segment = segment(holding: place.offset)
      throw .damaged(
        file: segment?.path ?? paths.active, offset: place.offset - (segment?.base ?? 0),
        reason: "a line does not fit its checksum")
    }
    return ChainPosition(
      sequence: found.line.sequence &- 1, checksum: found.line.previous, lastRecord: 0,
      offset: place.offset)
  }
}
