import Glibc

/// Bytes in memory that somebody else holds.
struct ByteRun {
  var start: UnsafePointer<UInt8>
  var count: Int

  /// Orders by bytes; a prefix comes first.
  @inline(__always)
  func precedes(_ other: ByteRun) -> Bool {
    let common = min(count, other.count)
    for index in 0..<common where start[index] != other.start[index] {
      return start[index] < other.start[index]
    }
    return count < other.count
  }

  /// Whether the line could be read in another way than the plain one, so that only the long way
  /// finds out what was signed: a log escapes bytes, a page writes entities, a mail adds quotes, and
  /// text may stand around the message. A JSON object has an end of its own.
  var hasOtherReadings: Bool {
    guard count > 0 else { return false }
    let isObject = start.pointee == UInt8(ascii: "{")
    var hasAmpersand = false
    var hasSemicolon = false
    var hasEquals = false
    for index in 0..<count {
      switch start[index] {
      case 0x80...: return true
      case UInt8(ascii: "&"): (hasAmpersand, hasEquals) = (true, false)
      case UInt8(ascii: ";"): hasSemicolon = true
      case UInt8(ascii: "%"): if isObject { return true }
      case UInt8(ascii: "="):
        if hasEquals, !isObject { return true }
        hasEquals = true
      case 0..<0x21, 0x22, 0x27...0x29, 0x2C, 0x3A, 0x3C, 0x3E, 0x3F, 0x5B...0x5D, 0x60,
        0x7B...0x7D,
        0x7F:
        if !isObject { return true }
      default: break
      }
    }
    return hasSemicolon && (hasAmpersand || !isObject)
  }

  @inline(__always)
  func isEqual(to other: ByteRun) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where start[index] != other.start[index] { return false }
    return true
  }

  func isEqualIgnoringCase(to other: ByteRun) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where Self.folded(start[index]) != Self.folded(other.start[index]) {
      return false
    }
    return true
  }

  /// An ASCII letter in lower case, any other byte as it is.
  @inline(__always)
  static func folded(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }
}

/// Sixteen bytes at once.
typealias Sixteen = SIMD16<UInt8>

/// Steps of sixteen bytes. They may read or write up to fifteen bytes past the end: every buffer of
/// this target has `slack` bytes behind its content.
enum Wide {
  static let slack = 64

  @inline(__always)
  static func load(_ place: UnsafePointer<UInt8>) -> Sixteen {
    UnsafeRawPointer(place).loadUnaligned(as: Sixteen.self)
  }

  @inline(__always)
  static func copy(
    _ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    var done = 0
    repeat {
      UnsafeMutableRawPointer(target + done).storeBytes(of: load(source + done), as: Sixteen.self)
      done &+= 16
    } while done < count
  }

  /// The number of leading bytes that are not marked, 16 when none is.
  @inline(__always)
  static func firstMarked(_ mask: SIMDMask<SIMD16<Int8>>) -> Int {
    let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    if halves[0] != 0 { return halves[0].trailingZeroBitCount &>> 3 }
    if halves[1] != 0 { return 8 &+ (halves[1].trailingZeroBitCount &>> 3) }
    return 16
  }
}
