import ByteText
import WireFormat

/// Finds the parts of a text that may be a message with other text around it: behind a log's prefix or
/// a sentence, in a quoted mail, between fences.
///
/// A part begins where a message can begin, with a known name or the first byte of a shape of its own,
/// and not within a word. It ends at the end of the text or of a line, with the bracket that opened it,
/// or where a value holds a byte that a sender would have encoded.
struct Surroundings {
  /// A part of the text.
  struct Island {
    var text: Bytes
    var start: Int
    var end: Int

    /// Whether the two share no byte.
    func isApart(from other: Island) -> Bool { end <= other.start || other.end <= start }

    /// What is reported.
    func repair(in count: Int) -> Repair {
      let before = start == 0 ? "" : "\(start) bytes before it"
      let after = end == count ? "" : "\(count - end) bytes behind it"
      let parts = [before, after].filter { !$0.isEmpty }.joined(separator: " and ")
      return Repair(
        code: "surrounding_text",
        sentence: "The message stands in other text; \(parts) were left out.")
    }
  }

  /// The text without the marks of a quoted mail.
  let text: Bytes
  /// What was removed from every line.
  let repairs: [Repair]
  private let knownNames: Set<Bytes>

  private static let mostStarts = 16
  private static let mostIslands = 96

  /// Whether nothing but what follows the message may be left out.
  private let keepsStart: Bool

  init(_ text: Bytes, _ knownNames: Set<Bytes>, keepsStart: Bool) {
    self.knownNames = knownNames
    self.keepsStart = keepsStart
    if let unquoted = Self.withoutQuoteMarks(text) {
      self.text = unquoted
      repairs = [
        Repair(
          code: "quote_marks", sentence: "The marks “>” at the beginning of lines were removed.")
      ]
    } else {
      self.text = text
      repairs = []
    }
  }

  /// The parts, the longest first; none when two known names do not even occur.
  var islands: [Island] {
    guard hasNames else { return [] }
    var found: [Island] = []
    for start in starts {
      for end in ends(from: start) where end > start && (start > 0 || end < text.count) {
        found.append(Island(text: Bytes(text[start..<end]), start: start, end: end))
      }
    }
    if !repairs.isEmpty { found.append(Island(text: text, start: 0, end: text.count)) }
    let sorted = found.enumerated().sorted {
      $0.element.text.count != $1.element.text.count
        ? $0.element.text.count > $1.element.text.count : $0.offset < $1.offset
    }
    return sorted.prefix(Self.mostIslands).map(\.element)
  }

  /// Whether two different known names stand in the text as words.
  private var hasNames: Bool {
    var first: Bytes?
    var offset = 0
    while offset < text.count {
      let word = text[offset...].prefix(65).prefix(while: isWordByte)
      if word.count > 1, word.count <= 64, knownNames.contains(Bytes(word)) {
        if let first, first != Bytes(word) { return true }
        first = Bytes(word)
      }
      offset += max(1, text[offset...].prefix(while: isWordByte).count)
    }
    return false
  }

  /// A byte of a name, brackets left out: dumps put names into them.
  private func isWordByte(_ byte: UInt8) -> Bool {
    byte.isNameByte && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "]")
  }

  private static func withoutQuoteMarks(_ text: Bytes) -> Bytes? {
    let mark = UInt8(ascii: ">")
    var result = Bytes()
    var found = false
    for line in text.lines {
      var rest = line.text[...]
      while rest.first == mark {
        found = true
        rest = rest.dropFirst()
        if rest.first == .space { rest = rest.dropFirst() }
      }
      result += rest
      result.append(.lineFeed)
    }
    return found ? result.withoutFinalLineEnd : nil
  }

  // Where a message can begin.
  private var starts: [Int] {
    // A text that begins with a name has nothing in front of it.
    if keepsStart || startsWithName { return [0] }
    var found: [Int] = []
    var offset = 0
    while offset < text.count, found.count < Self.mostStarts {
      if isFree(offset), begins(at: offset) { found.append(offset) }
      offset += 1
    }
    return found
  }

  /// Whether what stands before the place is no part of a message. A `?` behind a field is one: it
  /// stands in that field's value, as in `uid=7?income=98`, and the shop's reader sees it there.
  private func isFree(_ offset: Int) -> Bool {
    guard offset > 0 else { return true }
    if text[offset - 1] == UInt8(ascii: "?") {
      return !text[..<offset].reversed().prefix { !$0.isWhitespace }.contains(UInt8(ascii: "="))
    }
    return isProse(text[offset - 1]) || text[offset - 1] == UInt8(ascii: "=")
  }

  private var startsWithName: Bool {
    let name = text.prefix(65).prefix { $0.isNameByte }
    let rest = text.dropFirst(name.count)
    // A value in quotes may hold the message, as in a log's `body="…" status=200`.
    return knownNames.contains(Bytes(name)) && rest.first == UInt8(ascii: "=")
      && !rest.hasPrefix("=\"") && !rest.hasPrefix("='")
  }

  private func begins(at offset: Int) -> Bool {
    let rest = text[offset...]
    switch text[offset] {
    case UInt8(ascii: "{"): return true
    case UInt8(ascii: "["): return rest.hasPrefix("['") || rest.hasPrefix("[\"")
    case UInt8(ascii: "/"), UInt8(ascii: "h"):
      if rest.hasPrefix("http://") || rest.hasPrefix("https://") || rest.first == UInt8(ascii: "/")
      {
        return rest.prefix { !$0.isWhitespace }.contains(UInt8(ascii: "?"))
      }
    default: break
    }
    if isLineStart(offset), Self.heads.contains(where: { rest.hasPrefix($0) }) { return true }
    if Self.dumps.contains(where: { rest.hasPrefix($0) }) { return true }
    let name = rest.prefix(65).prefix { $0.isNameByte }
    guard knownNames.contains(Bytes(name)) else { return false }
    let next = rest.dropFirst(name.count).first { $0 != .space }
    if next == UInt8(ascii: "=") { return true }
    return isLineStart(offset) && (next == UInt8(ascii: ":") || next == .tab)
  }

  private static let heads: [StaticString] = [
    "POST /", "GET /", "PUT /", "POST http", "GET http", "HTTP/1", "HTTP/2",
  ]
  private static let dumps: [StaticString] = [
    "curl ", "curl.exe ", "Array\n", "Array (", "array(", "array (", "map[",
  ]

  /// Whether only blanks stand before the place in its line.
  private func isLineStart(_ offset: Int) -> Bool {
    let before = text[..<offset].last { $0 != .space && $0 != .tab }
    return before == nil || before == .lineFeed
  }

  // Where a message that begins there can end.
  private func ends(from start: Int) -> [Int] {
    if text[start] == UInt8(ascii: "{") || text[start] == UInt8(ascii: "[") {
      return [closingBracket(from: start) ?? text.count]
    }
    var ends = [text.count]
    let breaks = text[start...].indices.filter { text[$0] == .lineFeed }
    ends += breaks.suffix(Self.mostLines).reversed().map(lineEnd)
    if breaks.count > Self.mostLines { ends += breaks.prefix(Self.mostLines).map(lineEnd) }
    // What begins with a message is one to its line's end: a reader of the wire would not cut it. Only
    // the blanks that a terminal or an editor leaves there are no part of it.
    guard !text[..<start].allSatisfy(\.isWhitespace) else {
      return ends + [text.count - text.reversed().prefix { $0.isWhitespace }.count]
    }
    return ends + cuts(from: start, to: breaks.first.map(lineEnd) ?? text.count)
  }

  private static let mostLines = 8

  private func lineEnd(_ feed: Int) -> Int {
    feed > 0 && text[feed - 1] == .carriageReturn ? feed - 1 : feed
  }

  /// The first places behind the last known name of a form at which prose may begin.
  private func cuts(from start: Int, to end: Int) -> [Int] {
    var found: [Int] = []
    var segment: [Int] = []
    var hasValue = false
    for offset in lastNamed(from: start, to: end)..<end {
      let byte = text[offset]
      if byte == UInt8(ascii: "&") {
        found += segment
        segment = []
        hasValue = false
      } else if byte == UInt8(ascii: "=") {
        hasValue = true
      } else if hasValue, segment.count < 4, isProse(byte), !isProse(text[offset - 1]),
        text[offset - 1] != UInt8(ascii: "=")
      {
        segment.append(offset)
      }
    }
    return (found + segment).prefix(8).reversed()
  }

  /// Where the last segment begins that has a known name: prose follows that one or none.
  private func lastNamed(from start: Int, to end: Int) -> Int {
    var found = start
    for offset in start..<end where offset == start || text[offset - 1] == UInt8(ascii: "&") {
      let name = text[offset..<end].prefix(65).prefix { $0.isNameByte }
      let isField = offset + name.count < end && text[offset + name.count] == UInt8(ascii: "=")
      if isField, knownNames.contains(Bytes(name)) { found = offset }
    }
    return found
  }

  /// A byte that an encoder would not have left in a value. `ByteRun.hasOtherReadings` of the bulk
  /// engine counts on these and on no others.
  private func isProse(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x80..., 0..<0x21, .quote, 0x27...0x29, .comma, 0x3A...0x3C, .greaterThan, .questionMark,
      0x5B...0x5D, UInt8(ascii: "`"),
      0x7B...0x7D, .delete:
      true
    default: false
    }
  }

  /// The place behind the bracket that closes the one at `start`, quoted text left out.
  private func closingBracket(from start: Int) -> Int? {
    var depth = 0
    var isQuoted = false
    var offset = start
    while offset < text.count {
      let byte = text[offset]
      if byte == UInt8(ascii: "\\") {
        offset += 1
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted {
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
        if depth == 0 { return offset + 1 }
      }
      offset += 1
    }
    return nil
  }
}
