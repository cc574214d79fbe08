import ByteText

// Where the message of a log line ends, and its copy without the escapes of the log.
extension FrameFinder {
  /// Where the message ends, and what in it only some shapes of logs undo.
  func end(_ line: ByteRun, from start: Int, isWrapped: Bool) -> (end: Int, marks: FrameMarks)? {
    let isObject = line.start[start] == .openBrace
    // An object whose own quotes are not escaped is no text within quotes, whatever stands around it.
    let isBare = isObject && start + 1 < line.count && line.start[start + 1] == .quote
    let isQuoted = !isBare && (isWrapped || start > 0 && line.start[start - 1] == .quote)
    var limit = start
    var marks = FrameMarks()
    var depth = 0
    while limit < line.count {
      if !isObject { limit = Self.formStop(line, limit) }
      if limit >= line.count { break }
      let byte = line.start[limit]
      if isQuoted {
        if byte == .quote { break }
        if byte == .backslash {
          guard limit + 1 < line.count else { return nil }
          let isLineEnd = !isObject && Self.isLineEnd(line.start[limit + 1])
          if isLineEnd { break }
          marks.note(escape: line.start[limit + 1])
          limit += 1
        }
      }
      if isObject {
        // `{` and `[` differ in one bit, and so do `}` and `]`.
        let bracket = byte | 0x20
        depth += bracket == .openBrace ? 1 : bracket == .closeBrace ? -1 : 0
      } else {
        if Self.endsForm(byte) { break }
        // A URL's query ends at a `#`.
        if byte == UInt8(ascii: "#") { return nil }
      }
      limit += 1
    }
    if depth != 0 { marks.formUnion(.unbalanced) }
    guard isObject else {
      limit = softEnd(line, start, limit)
      // With text behind it the long way ends no form at an empty value, so that only it can tell; but the
      // query of a request has an end of its own.
      let isOpen = limit < line.count && line.start[limit - 1] == .equals
      // An encoder that writes `&` or `=` as a code writes all of them so.
      if marks.contains(.code) {
        if Self.has(.ampersand, line, start, limit) { marks.formUnion(.bareAmpersand) }
        if Self.has(.equals, line, start, limit) { marks.formUnion(.bareEquals) }
      }
      return isOpen && !Self.isRequest(line) ? nil : (limit, marks)
    }
    while limit > start, line.start[limit - 1] != .closeBrace { limit -= 1 }
    guard limit > start else { return nil }
    // A shell drops the apostrophes within its own.
    let isInApostrophes = start > 0 && line.start[start - 1] == .apostrophe
    if isInApostrophes, Self.has(.apostrophe, line, start, limit) { return nil }
    return (limit, marks)
  }

  private static func has(_ byte: UInt8, _ line: ByteRun, _ start: Int, _ end: Int) -> Bool {
    line.first(byte, from: start).map { $0 < end } ?? false
  }

  /// The same when a comma or a bracket follows the last field of a form, as in a row of a table. Whatever
  /// else follows has no `&`, or it would be the form's.
  private func softEnd(_ line: ByteRun, _ start: Int, _ limit: Int) -> Int {
    var (place, found) = (limit, limit)
    while place > start, line.start[place - 1] != .ampersand {
      place -= 1
      switch line.start[place] {
      case .comma, .semicolon, .closeBracket, UInt8(ascii: ")"), UInt8(ascii: "|"): found = place
      default: break
      }
    }
    // What begins a line is a message to the line's end, and a query ends with its request.
    return found == limit || start == 0 || Self.isRequest(line) ? limit : found
  }

  /// Copies a message and undoes the escapes of JSON strings and of web servers.
  mutating func copy(_ line: ByteRun, _ start: Int, _ end: Int, _ isEscaped: Bool)
    -> ByteRun?
  {
    var count = end - start
    guard used + count + 1 <= capacity else { return nil }
    let copy = arena + used
    if isEscaped {
      guard let undone = Self.unescape(line, start, end, to: copy) else { return nil }
      count = undone
    } else {
      Wide.copy(line.start + start, to: copy, count: count)
    }
    // The scanners rely on a control byte behind the message.
    copy[count] = .lineFeed
    used += count + 1
    return count > 0 ? ByteRun(start: UnsafePointer(copy), count: count) : nil
  }

  /// How many bytes were written; nil for an escape that a message has no use for.
  private static func unescape(
    _ line: ByteRun, _ start: Int, _ end: Int, to target: UnsafeMutablePointer<UInt8>
  ) -> Int? {
    var (place, count) = (start, 0)
    while place < end {
      let byte = line.start[place]
      guard byte == .backslash else {
        target[count] = byte
        (place, count) = (place + 1, count + 1)
        continue
      }
      guard place + 1 < end else { return nil }
      switch line.start[place + 1] {
      case .quote, .backslash, .slash:
        target[count] = line.start[place + 1]
        (place, count) = (place + 2, count + 1)
      case UInt8(ascii: "x"):
        guard place + 3 < end, let high = line.start[place + 2].hexValue,
          let low = line.start[place + 3].hexValue
        else { return nil }
        target[count] = high << 4 | low
        (place, count) = (place + 4, count + 1)
      case UInt8(ascii: "u"):
        // What encoders write so for the sake of HTML; other characters go the long way.
        guard place + 5 < end, line.start[place + 2] == .digitZero,
          line.start[place + 3] == .digitZero, let high = line.start[place + 4].hexValue,
          let low = line.start[place + 5].hexValue, isMarkup(high << 4 | low)
        else { return nil }
        target[count] = high << 4 | low
        (place, count) = (place + 6, count + 1)
      default: return nil
      }
    }
    return count
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case .quote, .ampersand, .apostrophe, .lessThan, .equals, .greaterThan: true
    default: false
    }
  }

  /// The first place from there on with a byte that `end` has to look at.
  @inline(__always)
  private static func formStop(_ line: ByteRun, _ from: Int) -> Int {
    var place = from
    while place < line.count {
      let bytes = Wide.load(line.start + place)
      let ends =
        (bytes .<= Sixteen(repeating: .space)) .| (bytes .== Sixteen(repeating: .quote))
        .| (bytes .== Sixteen(repeating: .apostrophe)) .| (bytes .== Sixteen(repeating: .lessThan))
        .| (bytes .== Sixteen(repeating: .greaterThan))
        .| (bytes .== Sixteen(repeating: UInt8(ascii: "`")))
      let others =
        (bytes .== Sixteen(repeating: .backslash))
        .| (bytes .== Sixteen(repeating: UInt8(ascii: "#")))
      let first = Wide.firstMarked(ends .| others)
      place += first
      if first < 16 { break }
    }
    return min(place, line.count)
  }

  /// A byte at which text behind a form begins.
  private static func endsForm(_ byte: UInt8) -> Bool {
    byte <= .space || byte == .quote || byte == .apostrophe || byte == .lessThan
      || byte == .greaterThan || byte == UInt8(ascii: "`")
  }
}
