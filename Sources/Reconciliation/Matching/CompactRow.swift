import Glibc
import PaymentValues

/// An order in 36 bytes and its number, in memory and in the temporary file alike.
///
/// Offsets: hash 0, link 4, amount 8, paid 16, time 24, row 28, status and kind 32 (four bits each),
/// word 33, length 34 (two bytes), number 36. Nothing is aligned.
struct CompactRow {
  private static let head = 36

  let base: UnsafeMutableRawPointer

  @inline(__always)
  init(_ base: UnsafeMutableRawPointer) { self.base = base }

  /// Bytes that a row takes.
  @inline(__always)
  static func size(of row: StatementRow) -> Int { head &+ row.order.count }

  /// Writes a row. `hash` is what partitioning has left of the hash.
  @inline(__always)
  static func write(_ row: StatementRow, hash: UInt32, to base: UnsafeMutableRawPointer) {
    base.storeBytes(of: hash, toByteOffset: 0, as: UInt32.self)
    base.storeBytes(of: 0, toByteOffset: 4, as: UInt32.self)
    base.storeBytes(of: row.amount, toByteOffset: 8, as: Int64.self)
    base.storeBytes(of: row.paid, toByteOffset: 16, as: Int64.self)
    base.storeBytes(of: row.time, toByteOffset: 24, as: UInt32.self)
    base.storeBytes(of: row.row, toByteOffset: 28, as: UInt32.self)
    base.storeBytes(of: row.status | row.kind.rawValue &<< 4, toByteOffset: 32, as: UInt8.self)
    base.storeBytes(of: row.word, toByteOffset: 33, as: UInt8.self)
    // OrderCell and records refuse numbers of more than 256 bytes.
    base.storeBytes(
      of: UInt16(truncatingIfNeeded: row.order.count), toByteOffset: 34, as: UInt16.self)
    if let source = row.order.baseAddress { memcpy(base + head, source, row.order.count) }
  }

  @inline(__always) var hash: UInt32 { base.loadUnaligned(as: UInt32.self) }
  /// Place of the next row with the same number, plus 1; 0 for none.
  @inline(__always) var link: UInt32 {
    get { base.loadUnaligned(fromByteOffset: 4, as: UInt32.self) }
    nonmutating set { base.storeBytes(of: newValue, toByteOffset: 4, as: UInt32.self) }
  }
  @inline(__always) var amount: Int64 { base.loadUnaligned(fromByteOffset: 8, as: Int64.self) }
  @inline(__always) var paid: Int64 { base.loadUnaligned(fromByteOffset: 16, as: Int64.self) }
  @inline(__always) var time: UInt32 { base.loadUnaligned(fromByteOffset: 24, as: UInt32.self) }
  @inline(__always) var row: UInt32 { base.loadUnaligned(fromByteOffset: 28, as: UInt32.self) }
  @inline(__always) private var statusAndKind: UInt8 {
    base.load(fromByteOffset: 32, as: UInt8.self)
  }
  @inline(__always) var statusCode: UInt8 { statusAndKind & 0x0F }
  /// Whether it is an order and nothing else.
  @inline(__always) var isPayment: Bool { statusAndKind &>> 4 == RowKind.payment.rawValue }
  var kind: RowKind { RowKind(rawValue: statusAndKind &>> 4) ?? .payment }
  @inline(__always) var word: UInt8 { base.load(fromByteOffset: 33, as: UInt8.self) }
  @inline(__always) var orderLength: Int {
    Int(base.loadUnaligned(fromByteOffset: 34, as: UInt16.self))
  }
  @inline(__always) var size: Int { Self.head &+ orderLength }

  /// The number.
  var order: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + Self.head, count: orderLength)
  }

  /// Whether both are about one order.
  @inline(__always)
  func hasSameOrder(as other: CompactRow) -> Bool {
    hash == other.hash && orderLength == other.orderLength
      && memcmp(base + Self.head, other.base + Self.head, orderLength) == 0
  }

  /// Our status, nil when the source states none.
  var status: Status? { Status(code: statusCode) }
}
