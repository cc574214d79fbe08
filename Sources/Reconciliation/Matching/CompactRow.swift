import Glibc
import PaymentValues

/// An order in few bytes, in memory and in the temporary file alike: the fewer, the faster is all that
/// follows.
///
/// Offsets: row 0, amount 4, time 8 (four bytes each, in another sequence than in `StatementRow`, lest two
/// of them are copied at once, which waits for both to reach the cache), status and kind 12 (four bits each), word 13,
/// length of the number less 1 14, shape 15; then, where the shape says so, the amount and the paid
/// amount in eight bytes each; then the number. Nothing is aligned.
struct CompactRow {
  private static let head = 16
  private static let amounts = 16
  /// Bytes behind a row that reading and writing it may touch.
  static let slack = 16

  /// What the last byte of the head says.
  private enum Shape {
    /// The number is a `DigitKey`.
    static let digits: UInt8 = 1
    /// The amounts stand behind the head.
    static let wide: UInt8 = 2
    /// The paid amount is the ordered one.
    static let paid: UInt8 = 4
  }

  let base: UnsafeMutableRawPointer

  @inline(__always)
  init(_ base: UnsafeMutableRawPointer) { self.base = base }

  @inline(__always)
  private static func isWide(_ row: StatementRow) -> Bool {
    UInt64(bitPattern: row.amount) > UInt64(UInt32.max)
      || row.paid != StatementRow.noAmount && row.paid != row.amount
  }

  /// Bytes that a row takes.
  @inline(__always)
  static func size(of row: StatementRow) -> Int {
    head &+ (isWide(row) ? amounts : 0)
      &+ (row.digits.count > 0 ? DigitKey.size(row.digits.count) : row.order.count)
  }

  /// Writes a row.
  @inline(__always)
  static func write(_ row: StatementRow, to base: UnsafeMutableRawPointer) {
    let isWide = isWide(row)
    let isDigits = row.digits.count > 0
    base.storeBytes(of: row.row, toByteOffset: 0, as: UInt32.self)
    base.storeBytes(of: row.time, toByteOffset: 8, as: UInt32.self)
    base.storeBytes(
      of: UInt32(truncatingIfNeeded: row.amount), toByteOffset: 4, as: UInt32.self)
    base.storeBytes(of: row.status | row.kind.rawValue &<< 4, toByteOffset: 12, as: UInt8.self)
    base.storeBytes(of: row.word, toByteOffset: 13, as: UInt8.self)
    // OrderCell and records refuse numbers of more than 256 bytes, and empty ones.
    base.storeBytes(
      of: UInt8(truncatingIfNeeded: row.order.count &- 1), toByteOffset: 14, as: UInt8.self)
    let shape =
      (isDigits ? Shape.digits : 0) | (isWide ? Shape.wide : 0)
      | (row.paid == row.amount ? Shape.paid : 0)
    base.storeBytes(of: shape, toByteOffset: 15, as: UInt8.self)
    var place = base + head
    if isWide {
      place.storeBytes(of: row.amount, as: Int64.self)
      place.storeBytes(of: row.paid, toByteOffset: 8, as: Int64.self)
      place += amounts
    }
    if isDigits {
      row.digits.write(to: place)
    } else if let source = row.order.baseAddress {
      memcpy(place, source, row.order.count)
    }
  }

  @inline(__always) private var shape: UInt8 { base.load(fromByteOffset: 15, as: UInt8.self) }
  @inline(__always) private var isDigits: Bool { shape & Shape.digits != 0 }
  @inline(__always) private var isWide: Bool { shape & Shape.wide != 0 }
  @inline(__always) var row: UInt32 { base.loadUnaligned(as: UInt32.self) }
  @inline(__always) var time: UInt32 { base.loadUnaligned(fromByteOffset: 8, as: UInt32.self) }
  @inline(__always) var amount: Int64 {
    isWide
      ? base.loadUnaligned(fromByteOffset: 16, as: Int64.self)
      : Int64(base.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
  }
  @inline(__always) var paid: Int64 {
    if isWide { return base.loadUnaligned(fromByteOffset: 24, as: Int64.self) }
    return shape & Shape.paid != 0 ? amount : StatementRow.noAmount
  }
  @inline(__always) private var statusAndKind: UInt8 {
    base.load(fromByteOffset: 12, as: UInt8.self)
  }
  @inline(__always) var statusCode: UInt8 { statusAndKind & 0x0F }
  /// Whether it is an order and nothing else.
  @inline(__always) var isPayment: Bool { statusAndKind &>> 4 == RowKind.payment.rawValue }
  var kind: RowKind { RowKind(rawValue: statusAndKind &>> 4) ?? .payment }
  @inline(__always) var word: UInt8 { base.load(fromByteOffset: 13, as: UInt8.self) }
  @inline(__always) private var orderLength: Int {
    Int(base.load(fromByteOffset: 14, as: UInt8.self)) &+ 1
  }
  @inline(__always) private var orderPlace: Int { isWide ? Self.head &+ Self.amounts : Self.head }
  @inline(__always) var size: Int {
    orderPlace &+ (isDigits ? DigitKey.size(orderLength) : orderLength)
  }
  @inline(__always) private var digits: DigitKey {
    DigitKey(base + orderPlace, count: orderLength)
  }
  @inline(__always) private var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + orderPlace, count: orderLength)
  }

  /// The number.
  var order: String {
    isDigits
      ? String(decoding: digits.text, as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
  }

  /// The hash of the number.
  @inline(__always)
  func hash(_ hash: OrderHash) -> UInt64 { isDigits ? hash(digits) : hash(bytes) }

  /// Whether both are about one order.
  @inline(__always)
  func hasSameOrder(as other: CompactRow) -> Bool {
    guard orderLength == other.orderLength, (shape ^ other.shape) & Shape.digits == 0 else {
      return false
    }
    if isDigits { return digits == other.digits }
    return memcmp(base + orderPlace, other.base + other.orderPlace, orderLength) == 0
  }

  /// Our status, nil when the source states none.
  var status: Status? { Status(code: statusCode) }
}
