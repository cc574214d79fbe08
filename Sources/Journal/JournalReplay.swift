import WireFormat

/// Building the table of rows: from the index and the records behind it, or from everything.
extension JournalFile {
  /// Reads what has to be read at a start, and returns what lies behind the last whole record.
  func replay() throws(JournalError) -> ChainReader.Tail? {
    let size = segments.last?.end ?? 0
    if size >= limits.indexFrom, let index = IndexFile(paths.index, disk),
      try fits(index.header.covered), let table = try? RowTable(index)
    {
      self.table = table
      position = index.header.covered
      recovery.readEverything = false
      return try replayRest()
    }
    return try replayEverything()
  }

  /// Applies what lies behind the present position.
  func replayRest() throws(JournalError) -> ChainReader.Tail? {
    do throws(JournalError) {
      return try replay(from: position)
    } catch .staleIndex {
      return try replayEverything()
    }
  }

  private func replayEverything() throws(JournalError) -> ChainReader.Tail? {
    table = RowTable()
    position = .start
    recovery.readEverything = true
    do throws(JournalError) {
      return try replay(from: .start)
    } catch .staleIndex {
      throw Self.restlessIndex(paths.index)
    }
  }

  /// Applies the records behind a position.
  private func replay(from start: ChainPosition) throws(JournalError) -> ChainReader.Tail? {
    var reader = ChainReader(segments, disk, from: start)
    while let entry = try reader.next() {
      recovery.recordsRead += 1
      do {
        try table.apply(entry.line, reader.bytes, at: entry.offset)
      } catch let error as JournalError {
        throw error
      } catch {
        throw .staleIndex
      }
      if table.changes.count >= limits.changesInMemory && mode == .write {
        position = reader.position
        writeIndex()
      }
    }
    position = reader.position
    return reader.tail
  }

  /// Whether the record that an index ends with is still where it was.
  private func fits(_ covered: ChainPosition) throws(JournalError) -> Bool {
    guard covered.sequence > 0, let segment = segment(holding: covered.lastRecord),
      let found = try recordLine(at: covered.lastRecord, segment)
    else { return false }
    return found.line.checksum == covered.checksum && found.line.sequence == covered.sequence
      && found.end == covered.offset
  }

  /// Asks the table something; when the index turns out to be damaged, the table is built anew and
  /// asked again.
  func withTable<Answer>(_ ask: (RowTable) throws -> Answer) throws(JournalError) -> Answer {
    do {
      return try ask(table)
    } catch let error as JournalError {
      throw error
    } catch {
      try discardIndex()
    }
    do {
      return try ask(table)
    } catch let error as JournalError {
      throw error
    } catch {
      throw Self.restlessIndex(paths.index)
    }
  }

  /// Takes in records that are in the file already.
  func absorb(_ records: [JournalRecord], at offsets: [Int64]) throws(JournalError) {
    do {
      for (record, offset) in zip(records, offsets) { try table.apply(record, at: offset) }
      if table.changes.count >= limits.changesInMemory { writeIndex() }
    } catch let error as JournalError {
      throw error
    } catch {
      // Reading everything takes them in too; a second time would fold them twice.
      try discardIndex()
    }
  }

  private func discardIndex() throws(JournalError) {
    if mode == .write { _ = disk.calls.remove(paths.index) }
    _ = try replayEverything()
  }

  private static func restlessIndex(_ path: String) -> JournalError {
    .damaged(file: path, offset: 0, reason: "the index does not stay whole; remove it")
  }

  /// Writes the index anew when many records have come since the last one.
  func renewIndex() {
    guard mode == .write, (segments.last?.end ?? 0) >= limits.indexFrom else { return }
    let covered = table.base?.header.covered.sequence ?? 0
    if table.base == nil || position.sequence &- covered >= limits.indexEvery { writeIndex() }
  }

  /// Without an index everything still works, only slower, so a failure is passed over.
  func writeIndex() {
    let rows = table.open.values.sorted { $0.order < $1.order }
    do {
      try IndexWriter.write(
        paths, disk, old: table.base, changes: Array(table.changes.values), open: rows,
        covered: position, segments: segments.count)
    } catch {
      return
    }
    if let index = IndexFile(paths.index, disk) { table.rebase(index) }
  }
}
