import Journal
import WireFormat

/// Reads a record file from its first line and tells what its end looks like.
struct RecordScan {
  /// The sequence of the newest record; 0 for none.
  private(set) var sequence: UInt64 = 0
  /// Where bytes begin that are no record, up to the end of the file.
  private(set) var tornOffset: Int64?
  /// Whether the file's last byte is not an LF.
  private(set) var lacksLineFeed = false

  /// Gives every record in order. Bytes cut short at the end are no error; bytes cut short in the
  /// middle, a line that was changed and a line that is missing are (docs/rules.md D1, D2).
  init(_ file: AppendFile, _ body: (CallbackRecord) throws -> Void) throws {
    try file.forEachLine { line in
      lacksLineFeed = !line.isTerminated
      guard let record = CallbackRecord(line: line.bytes) else {
        tornOffset = tornOffset ?? line.offset
        return
      }
      if let torn = tornOffset {
        guard record.event == .torn, record.reference == UInt64(clamping: torn) else {
          throw JournalError.damaged(
            file: file.path, offset: torn, reason: "a line is no record or was changed")
        }
        tornOffset = nil
      }
      guard record.sequence == sequence + 1 else {
        throw JournalError.damaged(
          file: file.path, offset: line.offset, reason: "a line is missing, doubled or moved")
      }
      sequence = record.sequence
      try body(record)
    }
  }
}
