import Glibc
import WireFormat

/// One file of the chain: the rotated ones by age, then the active one. Offsets into the whole
/// journal count the files as if they were joined.
struct Segment: Sendable {
  let path: String
  let descriptor: CInt
  /// Offset of its first byte in the whole journal.
  let base: Int64
  /// Bytes.
  var size: Int64

  var end: Int64 { base + size }
}

/// The place in the chain behind a record: what the next one must fit to.
struct ChainPosition: Sendable, Equatable {
  /// Sequence of the last record; 0 before the first.
  var sequence: UInt64 = 0
  /// Checksum of the last record.
  var checksum = Checksum.none
  /// Offset of the last record in the whole journal.
  var lastRecord: Int64 = 0
  /// Offset of the byte behind it (and behind any sealed bytes).
  var offset: Int64 = 0

  /// Before the first record.
  static let start = ChainPosition()

  /// Why a whole line does not follow here; nil when it does.
  func misfit(_ line: RecordLine) -> String? {
    let expected = sequence &+ 1
    if line.sequence != expected {
      return "record \(line.sequence) where record \(expected) belongs"
    }
    if line.previous != checksum { return "the record does not continue the one before it" }
    return nil
  }
}
