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
      do throws(JournalError) {
        return try replay(from: position)
      } catch .staleIndex {
        recovery.readEverything = true
      }
    }
    return try replayEverything()
  }

  private func replayEverything() throws(JournalError) -> ChainReader.Tail? {
    table = RowTable()
    position = .start
    recovery.readEverything = true
    return try replay(from: .start)
  }

  /// Applies the records behind a position.
  func replay(from start: ChainPosition) throws(JournalError) -> ChainReader.Tail? {
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

  /// Runs work on the table; when the index turns out to be damaged, builds the table anew and
  /// runs it again. The work must therefore be repeatable: `append` has written its records before.
  func withTable(_ work: (inout RowTable) throws -> Void) throws(JournalError) {
    do {
      try work(&table)
      return
    } catch let error as JournalError {
      throw error
    } catch {
      // The index is bad: below.
    }
    _ = disk.calls.remove(paths.index)
    _ = try replayEverything()
    do {
      try work(&table)
    } catch let error as JournalError {
      throw error
    } catch {
      throw .damaged(file: paths.index, offset: 0, reason: "the index does not stay whole")
    }
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
