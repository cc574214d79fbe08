import ByteText
import WireFormat

// A message in a log whose digest fits needs no more than that. One that nobody signed is judged by its
// plain reading, and that only the long way knows; but it follows from the look of the line and the names
// of the message where nothing else in the message could be read in two ways.
extension FrameFinder {
  /// What the verdict on a forged message in this line follows from; nil where the long way must judge.
  func certainty(of line: ByteRun, _ frame: LineFrame, _ misfit: Misfit) -> UInt64? {
    guard Self.isText(line) else { return nil }
    let message = frame.raw
    let end = message.start + message.count - line.start
    let isCertain: Bool
    switch (Self.isRequest(line), message.start[0] == .openBrace) {
    case (true, true): isCertain = frame.isEscaped && Self.hasOnlyLoggedEscapes(message)
    case (true, false):
      isCertain =
        Self.isPlainForm(message) && (misfit.unknownCount == 0 || !Self.hasBrace(message))
    case (false, _) where Self.mentionsHTTP(line): isCertain = false
    case (false, true):
      isCertain =
        Self.isPlainObject(message, isEscaped: frame.isEscaped)
        && !(end..<line.count).contains { line.start[$0] == UInt8(ascii: "?") }
    case (false, false):
      isCertain =
        Self.isPlainForm(message) && !Self.hasBrace(message)
        && (end == line.count || misfit.endsWithSign)
    }
    guard isCertain else { return nil }
    var hash = Self.mixed(
      frame.skeleton, UInt64(misfit.unknownCount) << 1 | (misfit.endsWithSign ? 1 : 0))
    for word in 0..<misfit.names.scalarCount { hash = Self.mixed(hash, misfit.names[word]) }
    return hash
  }

  /// Whether a word around the message is one of these names, which no gateway has.
  static func has(
    _ names: UnsafeBufferPointer<ByteRun>, around frame: LineFrame, in line: ByteRun
  ) -> Bool {
    let first = frame.raw.start - line.start
    let end = first + frame.raw.count
    for name in names where !(0..<name.count).allSatisfy({ isWord(name.start[$0]) }) {
      return true
    }
    for range in [0..<first, end..<line.count] {
      var place = range.lowerBound
      while place < range.upperBound {
        let start = place
        while place < range.upperBound, isWord(line.start[place]) { place += 1 }
        let word = ByteRun(start: line.start + start, count: place - start)
        if names.contains(where: { $0.isEqualIgnoringCase(to: word) }) { return true }
        if place == start { place += 1 }
      }
    }
    return false
  }

  private static func isText(_ line: ByteRun) -> Bool {
    var place = 0
    while place < line.count {
      guard Wide.isASCII(Wide.load(line.start + place)) else { return ParsedLine.isUTF8(line) }
      place += 16
    }
    return true
  }

  /// Whether the first text in quotes is the line of a request, as a web server's log has it: there query
  /// and body are cut out without a look at what they say.
  static func isRequest(_ line: ByteRun) -> Bool {
    var start = 0
    while start < line.count, line.start[start] != .quote { start += 1 }
    guard start > 0, start < line.count else { return false }
    var end = start + 1
    while end < line.count, line.start[end] != .quote {
      if line.start[end] == .backslash { return false }
      end += 1
    }
    guard end < line.count else { return false }
    let words = ByteRun(start: line.start + start + 1, count: end - start - 1)
    var blanks = 0
    for index in 0..<words.count where words.start[index] == .space { blanks += 1 }
    guard blanks == 2, let target = target(of: words) else { return false }
    var last = words.count
    while words.start[last - 1] != .space { last -= 1 }
    return words.start[target] == .slash && begins(words, "HTTP/", at: last)
  }

  /// Where the target of a request with that line stands.
  private static func target(of words: ByteRun) -> Int? {
    if begins(words, "GET ", at: 0) { return 4 }
    return begins(words, "POST ", at: 0) ? 5 : nil
  }

  private static func begins(_ run: ByteRun, _ word: StaticString, at place: Int) -> Bool {
    let word = ByteRun(word)
    guard place + word.count < run.count else { return false }
    return ByteRun(start: run.start + place, count: word.count).isEqual(to: word)
  }

  private static func mentionsHTTP(_ line: ByteRun) -> Bool {
    (0..<line.count).contains {
      line.start[$0] == .space && begins(line, " HTTP/", at: $0)
    }
  }

  /// Whether each escape is one that a web server's log has.
  private static func hasOnlyLoggedEscapes(_ run: ByteRun) -> Bool {
    hasOnlyEscapes(run) { $0 == UInt8(ascii: "x") || $0 == .quote || $0 == .backslash }
  }

  @inline(__always)
  private static func hasOnlyEscapes(_ run: ByteRun, _ isKnown: (UInt8) -> Bool) -> Bool {
    var place = 0
    while place + 1 < run.count {
      guard run.start[place] == .backslash else {
        place += 1
        continue
      }
      guard isKnown(run.start[place + 1]) else { return false }
      place += 2
    }
    return true
  }

  /// Whether a form holds nothing that an encoder would not have left there, and has one `=` in each field.
  private static func isPlainForm(_ run: ByteRun) -> Bool {
    var equals = 0
    for index in 0..<run.count {
      let byte = run.start[index]
      if byte == .ampersand {
        guard equals == 1 else { return false }
        equals = 0
      } else if byte == .equals {
        equals += 1
        // A path may be one with a query.
        let isPath = index + 1 < run.count && run.start[index + 1] == .slash
        if equals > 1 || isPath { return false }
      } else if ByteRun.isProse(byte) {
        return false
      }
    }
    return equals == 1
  }

  /// Whether a value of a form may be an object.
  private static func hasBrace(_ run: ByteRun) -> Bool {
    for index in 0..<run.count - 2 where run.start[index] == UInt8(ascii: "%") {
      let isSeven = run.start[index + 1] == UInt8(ascii: "7")
      if isSeven, run.start[index + 2].lowercased == UInt8(ascii: "b") { return true }
    }
    return false
  }

  /// Whether no text in an object could be a message or a piece of one, or be changed by a repair.
  private static func isPlainObject(_ run: ByteRun, isEscaped: Bool) -> Bool {
    if isEscaped {
      // Those of JSON; what a log writes as `\xHH` is read in other ways.
      guard hasOnlyEscapes(run, { $0 != UInt8(ascii: "x") }) else { return false }
    }
    for index in 1..<run.count - 1 {
      switch run.start[index] {
      case .openBrace, .closeBrace, .openBracket, .closeBracket, .equals, .ampersand, .lessThan,
        .greaterThan, UInt8(ascii: "?"), UInt8(ascii: "%"), UInt8(ascii: "("), UInt8(ascii: "`"),
        0xC2, 0xC3, 0xE2, 0xEF:
        return false
      case UInt8(ascii: "c"):
        if begins(run, "curl", at: index) { return false }
      default: break
      }
    }
    return run.start[run.count - 1] == .closeBrace
  }
}
