import ByteText

// A message in a log whose digest fits needs no more than that. One that nobody signed is judged by its
// plain reading, and that only the long way knows; but it follows from the look of the line and the names
// of the message where nothing else in the message could be read in two ways.
extension FrameFinder {
  /// What the verdict on a forged message in this line follows from; nil where the long way must judge.
  func certainty(of line: ByteRun, _ frame: LineFrame, _ misfit: Misfit) -> UInt64? {
    guard Self.isText(line) else { return nil }
    let message = frame.isLayered ? frame.message : frame.raw
    let end = message.start + message.count - line.start
    var isForm: Bool { Self.isPlainForm(message, fields: misfit.fieldCount) }
    let isCertain: Bool
    switch (Self.isRequest(line), message.start[0] == .openBrace) {
    case _ where frame.isLayered: isCertain = isForm && !Self.hasBrace(message)
    case (true, true): isCertain = frame.isEscaped && Self.hasOnlyLoggedEscapes(message)
    case (true, false):
      isCertain =
        isForm && Self.isCut(message, from: line)
        && (misfit.unknownCount == 0 || !Self.hasBrace(message))
    case (false, _) where line.contains(" HTTP/"): isCertain = false
    case (false, true):
      isCertain =
        Self.isPlainObject(message, isEscaped: frame.isEscaped)
        && !(end..<line.count).contains { line.start[$0] == UInt8(ascii: "?") }
    case (false, false):
      isCertain =
        isForm && !Self.hasBrace(message)
        && (end == line.count || misfit.endsWithSign)
    }
    guard isCertain else { return nil }
    var hash = Self.mixed(
      frame.skeleton, UInt64(misfit.unknownCount) << 1 | (misfit.endsWithSign ? 1 : 0))
    // A label in front of a form becomes part of its first name for some readers.
    if message.start[0] != .openBrace {
      hash = Self.mixed(hash, UInt64(truncatingIfNeeded: misfit.firstID))
    }
    for word in 0..<misfit.names.scalarCount { hash = Self.mixed(hash, misfit.names[word]) }
    return hash
  }

  /// Whether a form in a web server's log stands there as the server cuts it, so that nothing of the log
  /// becomes part of its first name or its last value.
  private static func isCut(_ message: ByteRun, from line: ByteRun) -> Bool {
    guard message.start > line.start else { return false }
    let (before, after) = (message.start[-1], message.start[message.count])
    return (before == UInt8(ascii: "?") || before == .quote || before == .space)
      && (after <= .space || after == .quote)
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
    guard let start = line.first(.quote, from: 0), start > 0,
      let end = line.first(.quote, from: start + 1)
    else { return false }
    let words = ByteRun(start: line.start + start + 1, count: end - start - 1)
    guard words.first(.backslash, from: 0) == nil, let target = target(of: words),
      words.start[target] == .slash, let version = words.first(.space, from: target)
    else { return false }
    return begins(words, "HTTP/", at: version + 1) && words.first(.space, from: version + 1) == nil
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

  /// Whether a form of fields that all have a `=` holds nothing that an encoder would not have left there,
  /// no second `=` in a field, and no value that may be a path with a query.
  private static func isPlainForm(_ run: ByteRun, fields: Int) -> Bool {
    var equals = 0
    var place = 0
    while place + 16 <= run.count {
      let bytes = Wide.load(run.start + place)
      guard areEncoded(bytes) else { return false }
      let isEquals = bytes .== Sixteen(repeating: .equals)
      let isPath = isEquals .& (Wide.load(run.start + place + 1) .== Sixteen(repeating: .slash))
      guard Wide.firstMarked(isPath) == 16 else { return false }
      equals &+= Int(Sixteen().replacing(with: 1, where: isEquals).wrappedSum())
      place += 16
    }
    for index in place..<run.count {
      guard areEncoded(Sixteen(repeating: run.start[index])) else { return false }
      guard run.start[index] == .equals else { continue }
      equals += 1
      if index + 1 < run.count, run.start[index + 1] == .slash { return false }
    }
    return equals == fields
  }

  /// Whether all bytes are such as encoders leave in a form.
  @inline(__always)
  static func areEncoded(_ bytes: Sixteen) -> Bool {
    let folded = bytes | Sixteen(repeating: 0x20)
    let isLetter = folded &- Sixteen(repeating: UInt8(ascii: "a")) .< Sixteen(repeating: 26)
    let isDigit = bytes &- Sixteen(repeating: .dash) .< Sixteen(repeating: 13)
    let isJoint = bytes &- Sixteen(repeating: UInt8(ascii: "%")) .< Sixteen(repeating: 2)
    let isPlus = bytes &- Sixteen(repeating: UInt8(ascii: "*")) .< Sixteen(repeating: 2)
    let isOther =
      (bytes .== Sixteen(repeating: .equals)) .| (bytes .== Sixteen(repeating: .underscore))
      .| (bytes .== Sixteen(repeating: UInt8(ascii: "~")))
    return Wide.firstMarked(.!(isLetter .| isDigit .| isJoint .| isPlus .| isOther)) == 16
  }

  /// Whether a value of a form may be an object.
  static func hasBrace(_ run: ByteRun) -> Bool {
    run.contains("%7B") || run.contains("%7b")
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
