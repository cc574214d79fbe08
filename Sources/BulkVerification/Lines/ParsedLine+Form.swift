import ByteText
import WireFormat

// A form body. Whatever is unusual makes `readForm` give up: the slow path then decides.
extension ParsedLine {
  /// Reads the fields between two places; a control byte must follow the last one.
  mutating func readForm(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    begin()
    var place = start
    var previous = 0
    var hasHighBytes = false
    var lastKnown: UnsafePointer<UInt8>?
    beginsKnown = false
    (firstID, lastID) = (-1, -1)
    var fields = 0
    var bare = 0
    while place < end {
      if place.pointee == UInt8(ascii: "&") {
        place += 1
        continue
      }
      let field = place
      var id = Int(successors[previous])
      if table.forms[id].matches(place) {
        place += table.forms[id].count
      } else {
        id = formName(&place, end)
        guard id >= 0 else { return false }
        if id < NameTable.capacity { successors[previous] = Int32(truncatingIfNeeded: id) }
      }
      if fields == 0 { firstID = id }
      fields &+= 1
      if place[-1] != .equals {
        bare &+= 1
      } else if id < NameTable.capacity {
        beginsKnown = beginsKnown || field == start
        lastKnown = field
      }
      guard formValue(&place, end, id, &hasHighBytes) else { return false }
      if id < NameTable.capacity { previous = id &+ 1 }
      lastID = id
    }
    fieldCount = bare == 0 ? fields : -1
    self.lastKnown = (lastKnown ?? start) - start
    return !hasHighBytes || Self.isUTF8(ByteRun(start: start, count: end - start))
  }

  static func isUTF8(_ run: ByteRun) -> Bool {
    UTF8Validation.firstInvalidOffset(
      in: UnsafeRawBufferPointer(start: run.start, count: run.count)) == nil
  }

  private mutating func formName(
    _ place: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Int {
    let start = place
    while place < end, Self.isPlain(place.pointee) { place += 1 }
    let name = ByteRun(start: start, count: place - start)
    if place < end {
      if place.pointee == UInt8(ascii: "=") {
        place += 1
      } else if place.pointee != UInt8(ascii: "&") {
        return -1
      }
    }
    return slot(for: name)
  }

  @inline(__always)
  private mutating func formValue(
    _ place: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ id: Int,
    _ hasHighBytes: inout Bool
  ) -> Bool {
    let start = place
    while true {
      place = Self.formStop(place)
      if place >= end || place.pointee == UInt8(ascii: "&") { break }
      if place.pointee == UInt8(ascii: "%") || place.pointee == UInt8(ascii: "+") {
        return decodedValue(start, &place, end, id)
      }
      guard place.pointee >= 0x80 else { return false }
      hasHighBytes = true
      place += 1
    }
    if place > end { place = end }
    return put(id, ByteRun(start: start, count: place - start), .text, hasAmpersand: false)
  }

  /// Decodes a value whose first `%` or `+` is at `place`.
  private mutating func decodedValue(
    _ start: UnsafePointer<UInt8>, _ place: inout UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>, _ id: Int
  ) -> Bool {
    let value = scratchEnd
    var run = start
    var all: UInt8 = 0
    var hasAmpersand = false
    while true {
      Wide.copy(run, to: scratchEnd, count: place - run)
      scratchEnd += place - run
      if place >= end || place.pointee == UInt8(ascii: "&") { break }
      var byte = place.pointee
      if byte == UInt8(ascii: "%") {
        guard end - place > 2, let high = place[1].hexValue,
          let low = place[2].hexValue
        else { return false }
        byte = high &<< 4 | low
        guard byte >= .space, byte != .delete else { return false }
        hasAmpersand = hasAmpersand || byte == UInt8(ascii: "&")
        place += 2
      } else if byte == UInt8(ascii: "+") {
        byte = .space
      } else if byte < 0x80 {
        return false
      }
      all |= byte
      scratchEnd.pointee = byte
      scratchEnd += 1
      place += 1
      run = place
      place = Self.formStop(place)
      if place > end { place = end }
    }
    let decoded = ByteRun(start: UnsafePointer(value), count: scratchEnd - value)
    guard all < 0x80 || Self.isUTF8(decoded) else { return false }
    return put(id, decoded, .text, hasAmpersand: hasAmpersand)
  }

  /// The first `&`, `%`, `+`, control byte or byte above ASCII.
  @inline(__always)
  private static func formStop(_ from: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var place = from
    while true {
      let bytes = Wide.load(place)
      let percentOrAmpersand =
        (bytes &- Sixteen(repeating: UInt8(ascii: "%"))) .<= Sixteen(repeating: 1)
      let plus = bytes .== Sixteen(repeating: .plus)
      let other = (bytes &- Sixteen(repeating: .space)) .>= Sixteen(repeating: .underscore)
      let first = Wide.firstMarked(percentOrAmpersand .| plus .| other)
      place += first
      if first < 16 { return place }
    }
  }
}
