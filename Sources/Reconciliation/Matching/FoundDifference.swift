import Glibc
import PaymentValues

/// A difference while its rows are in memory, and as it is stored until all of them are in order.
///
/// Stored: size 0 (four bytes), kind 4, sides 5 (1 ours, 2 theirs), duplicate of 8, fen 16, then
/// the compact rows.
struct FoundDifference {
  private static let head = 24

  let kind: DifferenceKind
  let ours: CompactRow?
  let theirs: CompactRow?
  let fen: Int64
  let duplicateOf: UInt32

  init(
    _ kind: DifferenceKind, ours: CompactRow?, theirs: CompactRow?, fen: Int64 = 0,
    duplicateOf: UInt32 = 0
  ) {
    self.kind = kind
    self.ours = ours
    self.theirs = theirs
    self.fen = fen
    self.duplicateOf = duplicateOf
  }

  /// Our row, then theirs; what we do not have comes last.
  var key: UInt64 {
    UInt64(ours?.row ?? .max) << 32 | UInt64(theirs?.row ?? .max)
  }

  /// Bytes when stored; less than a block of the store.
  var size: Int { Self.head + (ours?.size ?? 0) + (theirs?.size ?? 0) }

  /// Stores it.
  func write(to base: UnsafeMutableRawPointer) {
    memset(base, 0, Self.head)
    base.storeBytes(of: UInt32(truncatingIfNeeded: size), as: UInt32.self)
    base.storeBytes(of: kind.rawValue, toByteOffset: 4, as: UInt8.self)
    let sides: UInt8 = (ours == nil ? 0 : 1) | (theirs == nil ? 0 : 2)
    base.storeBytes(of: sides, toByteOffset: 5, as: UInt8.self)
    base.storeBytes(of: duplicateOf, toByteOffset: 8, as: UInt32.self)
    base.storeBytes(of: fen, toByteOffset: 16, as: Int64.self)
    var end = Self.head
    for row in [ours, theirs].compactMap({ $0 }) {
      memcpy(base + end, row.base, row.size)
      end += row.size
    }
  }

  /// Reads one back; its rows live as long as the memory does.
  init(stored base: UnsafeMutableRawPointer) {
    kind = DifferenceKind(rawValue: base.load(fromByteOffset: 4, as: UInt8.self)) ?? .matched
    let sides = base.load(fromByteOffset: 5, as: UInt8.self)
    duplicateOf = base.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    fen = base.loadUnaligned(fromByteOffset: 16, as: Int64.self)
    let left = sides & 1 == 0 ? nil : CompactRow(base + Self.head)
    ours = left
    theirs = sides & 2 == 0 ? nil : CompactRow(base + Self.head + (left?.size ?? 0))
  }

  /// For the caller: with the words of each side's status column, and the rows of each side's files.
  func difference(_ oursSide: SideResult, _ theirsSide: SideResult) -> Difference {
    let order = (ours ?? theirs)?.order ?? ""
    let isDuplicate = kind == .duplicate
    let original = (ours == nil ? theirsSide : oursSide).place(of: duplicateOf)
    return Difference(
      kind: kind, order: order, ours: ours.map { Self.side($0, oursSide) },
      theirs: theirs.map { Self.side($0, theirsSide) },
      duplicateOf: isDuplicate ? original.row : nil,
      duplicateFile: isDuplicate ? original.file : nil,
      difference: ours != nil && theirs != nil ? Money(fen: fen) : nil)
  }

  private static func side(_ row: CompactRow, _ side: SideResult) -> Difference.Side {
    let word = Int(row.word) - 1
    let words = side.statuses.entries
    let place = side.place(of: row.row)
    return Difference.Side(
      file: place.file, row: place.row, isRefund: row.kind == .refund,
      amount: Money(fen: row.amount),
      paid: row.paid == StatementRow.noAmount ? nil : Money(fen: row.paid), status: row.status,
      statusWord: words.indices.contains(word) ? words[word].text : "",
      time: row.time == 0 ? nil : Int64(row.time) * 1000)
  }
}
