import ByteText
import WireFormat

/// Finding who was paid before, in a journal that is too long to be read.
extension JournalFile {
  /// Gives the first records of payouts to certain accounts, oldest first.
  ///
  /// Only lines that name one of the accounts are read as records and held to their checksum; the
  /// others are passed over unread, which is several times faster. `verify` is the check of the whole.
  /// - Parameters:
  ///   - accounts: digests as `AccountDigest` makes them.
  ///   - start: from this record on; nil for all.
  package func forEachPlan(
    to accounts: Set<String>, from start: Place?, _ body: (JournalRecord) throws -> Void
  ) throws {
    let wanted = Set(accounts.map { Bytes($0.utf8) })
    guard !wanted.isEmpty else { return }
    let offset = start?.offset ?? 0
    for segment in segments where segment.end > offset {
      var reader = LineReader(
        segment.descriptor, segment.path, disk, from: max(0, offset - segment.base),
        to: segment.size)
      while let line = try reader.next() {
        guard let account = Self.account(reader, line), wanted.contains(account),
          let record = (try? RecordLine(reader.buffer, line.range))?.record(reader.buffer),
          record.kind == .plan || record.kind == .carry
        else { continue }
        try body(record)
      }
    }
  }

  /// The account digest in a line. No text can hold what is looked for: its quotes are escaped.
  private static func account(_ reader: LineReader, _ line: LineReader.Line) -> Bytes? {
    guard let mark = reader.firstIndex(of: accountMark, in: line) else { return nil }
    return Bytes(
      reader.buffer[(mark + accountMark.count)..<line.range.upperBound].prefix { $0 != .quote })
  }

  private static let accountMark = Array(",\"k\":\"".utf8)
}
