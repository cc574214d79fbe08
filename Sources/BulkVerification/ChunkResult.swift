import ByteText

/// What was found in one chunk: the counts, and what is to be printed of single lines.
struct ChunkResult: Sendable {
  /// A line to print: its number within the chunk, from 0, and the end of its text in `text`.
  struct Entry: Sendable {
    var line: Int
    var end: Int
  }

  var summary = BulkSummary()
  var entries: [Entry] = []
  /// The entries' JSON from behind the line number on.
  var text: [UInt8] = []

  init() {}

  /// Notes a line with its verdict.
  mutating func append(_ verdict: LineVerdict, line: Int) {
    begin(verdict.outcome)
    if let code = verdict.code { append(name: ",\"code\":\"", Array(code.utf8)) }
    if let place = verdict.place { append(name: ",\"place\":\"", Array(place.utf8)) }
    if let order = verdict.order {
      append(name: ",\"order\":\"", Array(order.utf8))
      if verdict.outcome != .valid { append(Self.claimed) }
    }
    end(line)
  }

  /// Notes a line that the fast path decided; `order` is empty when there is none.
  mutating func append(
    _ outcome: LineVerdict.Outcome, code: StaticString?, order: ByteRun, line: Int
  ) {
    begin(outcome)
    if let code { append(name: ",\"code\":\"", ByteRun(code)) }
    if order.count > 0 {
      append(name: ",\"order\":\"", order)
      if outcome != .valid { append(Self.claimed) }
    }
    end(line)
  }

  /// Notes a line that nobody signed: files of nothing else are written as fast as they are read.
  mutating func append(forged order: ByteRun, line: Int) {
    guard order.count > 0, !Self.needsEscapes(order) else {
      return append(.invalid, code: "signature_mismatch", order: order, line: line)
    }
    append(",\"verdict\":\"invalid\",\"code\":\"signature_mismatch\",\"order\":\"")
    append(order, 0..<order.count)
    append("\",\"claimed\":true}\n")
    entries.append(Entry(line: line, end: text.count))
  }

  private static func needsEscapes(_ run: ByteRun) -> Bool {
    for index in 0..<run.count where needsEscape(run.start[index]) { return true }
    return false
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < .space || byte == .quote || byte == .backslash || byte == .delete
  }

  /// Says of the order before it that nothing proves it.
  private static let claimed: StaticString = ",\"claimed\":true"

  private mutating func begin(_ outcome: LineVerdict.Outcome) {
    append(",\"verdict\":\"")
    text += outcome.rawValue.utf8
    text.append(UInt8(ascii: "\""))
  }

  private mutating func end(_ line: Int) {
    append("}\n")
    entries.append(Entry(line: line, end: text.count))
  }

  private mutating func append(_ words: StaticString) {
    text.append(
      contentsOf: UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount))
  }

  private mutating func append(name: StaticString, _ value: [UInt8]) {
    value.withUnsafeBufferPointer { buffer in
      // An empty array may have no address.
      append(name: name, ByteRun(start: buffer.baseAddress ?? name.utf8Start, count: buffer.count))
    }
  }

  private mutating func append(name: StaticString, _ value: ByteRun) {
    append(name)
    // What needs no escape goes over in one piece.
    var start = 0
    for index in 0..<value.count {
      let byte = value.start[index]
      guard Self.needsEscape(byte) else { continue }
      append(value, start..<index)
      start = index + 1
      if byte == .quote || byte == .backslash {
        text += [.backslash, byte]
      } else {
        text += "\\u00".utf8
        text += [Hex.digit(byte >> 4), Hex.digit(byte & 15)]
      }
    }
    append(value, start..<value.count)
    text.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ value: ByteRun, _ range: Range<Int>) {
    text.append(
      contentsOf: UnsafeBufferPointer(start: value.start + range.lowerBound, count: range.count))
  }
}
