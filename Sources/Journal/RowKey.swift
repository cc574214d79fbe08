import Digests
import WireFormat

/// 128 bits of SHA-256 over a subject and a name: what the index is sorted by.
struct RowKey: Hashable, Comparable, Sendable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(_ row: RowName) { self.init(row.subject, Array(row.id.utf8)) }

  init(_ subject: RecordSubject, _ id: Bytes) { self.init(subject == .order ? 1 : 0, id) }

  /// The key of a batch of payouts, whose entry holds where its records lie.
  init(batch: Bytes) { self.init(2, batch) }

  private init(_ space: UInt8, _ name: Bytes) {
    let text = [space] + name
    let words = text.withUnsafeBytes { SHA256.words($0) }
    high = UInt64(words[0]) &<< 32 | UInt64(words[1])
    low = UInt64(words[2]) &<< 32 | UInt64(words[3])
  }

  static func < (left: RowKey, right: RowKey) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

/// What the index keeps of a row, or of a batch, which has no state of its own.
struct IndexEntry: Equatable, Sendable {
  let key: RowKey
  /// Offset of the first record in the whole journal: a row's plan.
  var first: Int64
  /// Offset of the record that brought the present state; a batch's last record.
  var last: Int64
  var state: RowState

  /// Bytes of an entry on disk: two key words, two offsets of 48 bits, state, three bytes of zero.
  static let size = 32

  /// The four words as stored.
  var words: SIMD4<UInt64> {
    SIMD4(
      key.high, key.low, UInt64(bitPattern: first) &<< 16 | UInt64(state.rawValue),
      UInt64(bitPattern: last) &<< 16)
  }

  init(key: RowKey, first: Int64, last: Int64, state: RowState) {
    self.key = key
    self.first = first
    self.last = last
    self.state = state
  }

  /// Nil when the words hold no known state.
  init?(_ words: SIMD4<UInt64>) {
    guard let state = RowState(rawValue: UInt8(truncatingIfNeeded: words[2])) else { return nil }
    self.init(
      key: RowKey(high: words[0], low: words[1]), first: Int64(words[2] &>> 16),
      last: Int64(words[3] &>> 16), state: state)
  }
}

/// A row on which something is still to be expected, kept in memory.
package struct OpenRow: Sendable, Equatable {
  /// Payout or order, and its number.
  package let name: RowName
  /// The batch of the row's first record.
  package let batch: String
  /// The row's reference in the batch.
  package let reference: String
  /// Sequence of the first record: the order of sending.
  package let order: UInt64
  /// Where the row stands.
  package internal(set) var state: RowState
  /// Offset of the first record in the whole journal.
  let first: Int64
  /// Offset of the record that brought the state.
  var last: Int64
}
