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

  /// Whether the run is no JSON object and has a backslash in it: a log may have escaped the bytes
  /// that were signed, which only the long way finds out.
  var mayBeEscaped: Bool {
    count > 0 && start.pointee != UInt8(ascii: "{") && memchr(start, 0x5C, count) != nil
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
