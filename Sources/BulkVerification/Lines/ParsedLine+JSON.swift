import ByteText
import WireFormat

// A JSON object by the grammar of RFC 8259. Whatever is unusual or wrong makes `readJSON` give up:
// the slow path then decides, and names the fault.
extension ParsedLine {
  /// Reads the object between two places; a control byte must follow the last one.
  mutating func readJSON(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    begin()
    var cursor = JSONPlace(place: start + 1, end: end)
    var previous = 0
    cursor.skipSpace()
    if cursor.take(UInt8(ascii: "}")) { return false }
    while true {
      var id = Int(successors[previous])
      if table.members[id].matches(cursor.place) {
        cursor.place += table.members[id].count
      } else {
        id = memberName(&cursor)
        guard id >= 0 else { return false }
        if id < NameTable.capacity { successors[previous] = Int32(truncatingIfNeeded: id) }
      }
      cursor.skipSpace()
      guard memberValue(&cursor, id) else { return false }
      if id < NameTable.capacity { previous = id &+ 1 }
      cursor.skipSpace()
      if cursor.take(UInt8(ascii: ",")) {
        cursor.skipSpace()
        continue
      }
      guard cursor.take(UInt8(ascii: "}")), cursor.place == end else { return false }
      return !cursor.hasHighBytes || Self.isUTF8(ByteRun(start: start, count: end - start))
    }
  }

  private mutating func memberName(_ cursor: inout JSONPlace) -> Int {
    guard cursor.take(UInt8(ascii: "\"")) else { return -1 }
    let start = cursor.place
    while cursor.place < cursor.end, Self.isPlain(cursor.place.pointee) { cursor.place += 1 }
    let name = ByteRun(start: start, count: cursor.place - start)
    guard cursor.take(UInt8(ascii: "\"")) else { return -1 }
    cursor.skipSpace()
    guard cursor.take(UInt8(ascii: ":")) else { return -1 }
    return slot(for: name)
  }

  @inline(__always)
  private mutating func memberValue(_ cursor: inout JSONPlace, _ id: Int) -> Bool {
    let start = cursor.place
    if start.pointee == UInt8(ascii: "\"") {
      cursor.place += 1
      var hasAmpersand = false
      switch cursor.stringEnd(&hasAmpersand) {
      case .quote:
        let value = ByteRun(start: start + 1, count: cursor.place - start - 1)
        cursor.place += 1
        return put(id, value, .text, hasAmpersand: hasAmpersand)
      case .backslash:
        return unescapedValue(&cursor, from: start + 1, id, hasAmpersand)
      case .fault:
        return false
      }
    }
    return bareValue(&cursor, id)
  }

  /// Whether a nested value can hide no field and no name twice: it has no `&` and one member at
  /// most. The long way looks into any other.
  private static func hasOneReading(_ run: ByteRun) -> Bool {
    var colons = 0
    for index in 0..<run.count {
      if run.start[index] == UInt8(ascii: "&") { return false }
      if run.start[index] == UInt8(ascii: ":") { colons += 1 }
    }
    return colons < 2
  }

  private mutating func bareValue(_ cursor: inout JSONPlace, _ id: Int) -> Bool {
    let start = cursor.place
    let kind: Kind
    switch start.pointee {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard cursor.skipNumber() else { return false }
      kind = .number
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard cursor.skipNested(depth: 2),
        Self.hasOneReading(ByteRun(start: start, count: cursor.place - start))
      else { return false }
      kind = .nested
    case UInt8(ascii: "n"):
      guard cursor.skipWord() else { return false }
      return put(id, ByteRun(start: start, count: 0), .null, hasAmpersand: false)
    default:
      guard cursor.skipWord() else { return false }
      kind = .boolean
    }
    return put(id, ByteRun(start: start, count: cursor.place - start), kind, hasAmpersand: false)
  }

  /// Unescapes a string whose first backslash is at the cursor.
  private mutating func unescapedValue(
    _ cursor: inout JSONPlace, from start: UnsafePointer<UInt8>, _ id: Int, _ ampersand: Bool
  ) -> Bool {
    let value = scratchEnd
    var run = start
    var hasAmpersand = ampersand
    while true {
      Wide.copy(run, to: scratchEnd, count: cursor.place - run)
      scratchEnd += cursor.place - run
      if cursor.place.pointee == UInt8(ascii: "\"") { break }
      guard let scalar = cursor.escape(), scalar >= 0x20, scalar != 0x7F else { return false }
      if scalar < 0x80 {
        hasAmpersand = hasAmpersand || scalar == 0x26
        scratchEnd.pointee = UInt8(truncatingIfNeeded: scalar)
        scratchEnd += 1
      } else {
        guard let unicode = Unicode.Scalar(scalar) else { return false }
        for byte in UTF8.encode(unicode) ?? UTF8.encodedReplacementCharacter {
          scratchEnd.pointee = byte
          scratchEnd += 1
        }
      }
      run = cursor.place
      if cursor.stringEnd(&hasAmpersand) == .fault { return false }
    }
    cursor.place += 1
    let decoded = ByteRun(start: UnsafePointer(value), count: scratchEnd - value)
    return put(id, decoded, .text, hasAmpersand: hasAmpersand)
  }
}
