import ByteText

/// A place in a line of JSON. A control byte follows the line, so no step runs past its end.
struct JSONPlace {
  /// What stopped the search for the end of a string.
  enum Stop {
    case quote, backslash, fault
  }

  /// As deep as the slow path reads.
  private static let maximumDepth = 64

  var place: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  var hasHighBytes = false

  @inline(__always)
  mutating func skipSpace() {
    while place < end,
      place.pointee == .space || place.pointee == .tab || place.pointee == .carriageReturn
    {
      place += 1
    }
  }

  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard place.pointee == byte, place < end else { return false }
    place += 1
    return true
  }

  /// Goes to the next quote or backslash of the string that the place is in.
  @inline(__always)
  mutating func stringEnd(_ hasAmpersand: inout Bool) -> Stop {
    while true {
      let bytes = Wide.load(place)
      let quote = bytes .== Sixteen(repeating: .quote)
      let backslash = bytes .== Sixteen(repeating: .backslash)
      let ampersand = bytes .== Sixteen(repeating: .ampersand)
      let other = (bytes &- Sixteen(repeating: .space)) .>= Sixteen(repeating: .underscore)
      let first = Wide.firstMarked(quote .| backslash .| ampersand .| other)
      place += first
      if first == 16 { continue }
      switch place.pointee {
      case .quote: return .quote
      case .backslash: return .backslash
      case .ampersand: hasAmpersand = true
      case 0x80...: hasHighBytes = true
      default: return .fault
      }
      place += 1
    }
  }

  /// The code point of the escape here; nil for one that is none.
  mutating func escape() -> UInt32? {
    let kind = place[1]
    place += 2
    switch kind {
    case .quote, .backslash, .slash: return UInt32(kind)
    case UInt8(ascii: "n"): return UInt32(UInt8.lineFeed)
    case UInt8(ascii: "u"): break
    default: return nil
    }
    guard let first = fourDigits() else { return nil }
    guard first & 0xFC00 == 0xD800 else { return first }
    guard place[0] == .backslash, place[1] == UInt8(ascii: "u") else { return nil }
    place += 2
    guard let second = fourDigits(), second & 0xFC00 == 0xDC00 else { return nil }
    return 0x10000 &+ (first &- 0xD800) &<< 10 &+ (second &- 0xDC00)
  }

  private mutating func fourDigits() -> UInt32? {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = place.pointee.hexValue else { return nil }
      code = code &<< 4 | UInt32(digit)
      place += 1
    }
    return code
  }

  /// Steps over a number (RFC 8259 section 6).
  @inline(__always)
  mutating func skipNumber() -> Bool {
    if place.pointee == UInt8(ascii: "-") { place += 1 }
    if place.pointee == UInt8(ascii: "0") {
      place += 1
    } else if !skipDigits() {
      return false
    }
    if place.pointee == UInt8(ascii: ".") {
      place += 1
      if !skipDigits() { return false }
    }
    if place.pointee | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place.pointee == UInt8(ascii: "+") || place.pointee == UInt8(ascii: "-") { place += 1 }
      if !skipDigits() { return false }
    }
    return true
  }

  @inline(__always)
  private mutating func skipDigits() -> Bool {
    let start = place
    while place.pointee.isDigit { place += 1 }
    return place > start
  }

  /// Steps over `true`, `false` or `null`.
  mutating func skipWord() -> Bool {
    for word: StaticString in ["true", "false", "null"] {
      var length = 0
      while length < word.utf8CodeUnitCount, place[length] == word.utf8Start[length] { length += 1 }
      if length == word.utf8CodeUnitCount {
        place += length
        return true
      }
    }
    return false
  }

  /// Steps over an object or array; `depth` counts the brackets that are open inside.
  mutating func skipNested(depth: Int) -> Bool {
    guard depth <= Self.maximumDepth else { return false }
    let isObject = place.pointee == UInt8(ascii: "{")
    let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    place += 1
    skipSpace()
    if take(close) { return true }
    while true {
      if isObject {
        guard skipString() else { return false }
        skipSpace()
        guard take(UInt8(ascii: ":")) else { return false }
        skipSpace()
      }
      guard skipValue(depth: depth) else { return false }
      skipSpace()
      if take(close) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
      skipSpace()
    }
  }

  private mutating func skipValue(depth: Int) -> Bool {
    switch place.pointee {
    case UInt8(ascii: "\""): return skipString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): return skipNested(depth: depth + 1)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return skipNumber()
    default: return skipWord()
    }
  }

  private mutating func skipString() -> Bool {
    guard take(UInt8(ascii: "\"")) else { return false }
    var hasAmpersand = false
    while true {
      switch stringEnd(&hasAmpersand) {
      case .quote:
        place += 1
        return true
      case .backslash:
        switch place[1] {
        case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "r"), UInt8(ascii: "t"): place += 2
        default: if escape() == nil { return false }
        }
      case .fault:
        return false
      }
    }
  }
}
