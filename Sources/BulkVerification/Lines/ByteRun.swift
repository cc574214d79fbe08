import ByteText
import Glibc

/// Bytes in memory that somebody else holds.
struct ByteRun {
  var start: UnsafePointer<UInt8>
  var count: Int

  init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  init(_ words: StaticString) {
    self.init(start: words.utf8Start, count: words.utf8CodeUnitCount)
  }

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
    if start.pointee == UInt8(ascii: "{") { return objectHasOtherReadings }
    var hasEquals = false
    for index in 0..<count {
      switch start[index] {
      case UInt8(ascii: "&"): hasEquals = false
      case UInt8(ascii: "="):
        if hasEquals { return true }
        hasEquals = true
      case let byte where Self.isProse(byte): return true
      default: break
      }
    }
    return false
  }

  /// Characters that pasting changes, entities, or percent signs that encode the whole object.
  var objectHasOtherReadings: Bool {
    var (hasAmpersand, hasSemicolon, hasEquals, hasPercent) = (false, false, false, false)
    var index = 0
    while index < count {
      if index &+ 16 <= count, Self.isClearObject(Wide.load(start + index)) {
        index &+= 16
        continue
      }
      let end = min(count, index &+ 16)
      while index < end {
        switch start[index] {
        case let byte where Self.beginsMark(byte): return true
        case UInt8(ascii: "&"): hasAmpersand = true
        case UInt8(ascii: ";"): hasSemicolon = true
        case UInt8(ascii: "="): hasEquals = true
        case UInt8(ascii: "%"):
          hasPercent =
            hasPercent
            || index + 2 < count && start[index + 1].hexValue != nil
              && start[index + 2].hexValue != nil
        default: break
        }
        index &+= 1
      }
    }
    return hasAmpersand ? hasSemicolon : hasPercent && !hasEquals
  }

  /// The same of a form that begins with a known name, so that nothing stands in front of it: text
  /// may follow its last known field, which begins at `tail`.
  func formHasOtherReadings(tail: Int) -> Bool {
    if count >= 16, isClearForm(to: tail), isClearTail(from: tail) { return false }
    for index in 0..<tail {
      switch start[index] {
      case .quote, .semicolon, .lessThan, .greaterThan, .backslash, .openBrace: return true
      case let byte where Self.beginsMark(byte): return true
      default: break
      }
    }
    return (tail..<count).contains { Self.isProse(start[$0]) }
  }

  /// Whether none of sixteen bytes is one that `objectHasOtherReadings` looks for.
  @inline(__always)
  private static func isClearObject(_ bytes: Sixteen) -> Bool {
    let marked =
      (bytes .== Sixteen(repeating: .ampersand)) .| (bytes .== Sixteen(repeating: .semicolon))
      .| (bytes .== Sixteen(repeating: .equals))
      .| (bytes .== Sixteen(repeating: UInt8(ascii: "%")))
    return Wide.isASCII(bytes) && Wide.firstMarked(marked) == 16
  }

  /// Whether surely no byte before that place is one that `formHasOtherReadings` looks for there.
  private func isClearForm(to end: Int) -> Bool {
    var marked = Sixteen() .!= Sixteen()
    var all = Sixteen()
    var index = 0
    while index < end {
      // The last step looks at sixteen bytes of the line again.
      let bytes = Wide.load(start + min(index, count &- 16))
      // With two bits set `;` is `{`, `<` is the backslash, and few others are one of these.
      let folded = bytes | Sixteen(repeating: 0x60)
      marked =
        marked .| (bytes .== Sixteen(repeating: .quote))
        .| (folded .== Sixteen(repeating: .openBrace)) .| (folded .== Sixteen(repeating: 0x7C))
        .| (folded .== Sixteen(repeating: 0x7E))
      all |= bytes
      index &+= 16
    }
    return Wide.isASCII(all) && Wide.firstMarked(marked) == 16
  }

  /// Whether surely all bytes from that place on are letters, digits and what joins the fields of a form.
  private func isClearTail(from first: Int) -> Bool {
    var index = first
    while index < count {
      let bytes = Wide.load(start + min(index, count &- 16))
      let isLetter =
        (bytes | Sixteen(repeating: 0x20)) &- Sixteen(repeating: UInt8(ascii: "a"))
        .< Sixteen(repeating: 26)
      let isDigit = bytes &- Sixteen(repeating: .digitZero) .< Sixteen(repeating: 10)
      let isJoint =
        (bytes .== Sixteen(repeating: .equals)) .| (bytes .== Sixteen(repeating: .ampersand))
        .| (bytes .== Sixteen(repeating: UInt8(ascii: "%")))
      if Wide.firstMarked(.!(isLetter .| isDigit .| isJoint)) < 16 { return false }
      index &+= 16
    }
    return true
  }

  /// A byte that an encoder would not have left in a value: `Surroundings` of the captures may end a
  /// message there.
  @inline(__always)
  static func isProse(_ byte: UInt8) -> Bool {
    let bits = byte < 64 ? lowProse : highProse
    return byte >= 0x80 || bits &>> UInt64(byte & 63) & 1 == 1
  }

  /// Control bytes and the blank; `"`, `'` to `)`, `,`, `:` to `<`, `>`, `?`.
  private static let lowProse: UInt64 = 0xDC00_1385_FFFF_FFFF
  /// `[` to `]`, the backtick, `{` to `}` and DEL.
  private static let highProse: UInt64 = 0xB800_0001_3800_0000

  /// The first byte of a character that pasting changes or makes: U+0080 to U+00FF, U+2000 to U+2FFF
  /// with its quotes and blanks, U+F000 to U+FFFF with the full-width ones.
  @inline(__always)
  private static func beginsMark(_ byte: UInt8) -> Bool {
    byte == 0xC2 || byte == 0xC3 || byte == 0xE2 || byte == 0xEF
  }

  /// The first place from there on with that byte.
  func first(_ byte: UInt8, from place: Int) -> Int? {
    guard place < count, let found = memchr(start + place, Int32(byte), count - place) else {
      return nil
    }
    return UnsafeRawPointer(start).distance(to: found)
  }

  /// Whether the words stand in it.
  func contains(_ words: StaticString) -> Bool {
    let words = ByteRun(words)
    var place = 0
    while let found = first(words.start.pointee, from: place), found + words.count <= count {
      if ByteRun(start: start + found, count: words.count).isEqual(to: words) { return true }
      place = found + 1
    }
    return false
  }

  @inline(__always)
  func isEqual(to other: ByteRun) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where start[index] != other.start[index] { return false }
    return true
  }

  func isEqualIgnoringCase(to other: ByteRun) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where start[index].lowercased != other.start[index].lowercased {
      return false
    }
    return true
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

  @inline(__always)
  static func isASCII(_ bytes: Sixteen) -> Bool {
    let halves = unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
    return (halves[0] | halves[1]) & 0x8080_8080_8080_8080 == 0
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
