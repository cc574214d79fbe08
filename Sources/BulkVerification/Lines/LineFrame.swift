import ByteText

/// A line of a log: the message in it, and what stands around it.
///
/// Only a frame that could hide nothing is one: around the message there is no name that any message has,
/// no `&`, no percent sign, no escape but those of line ends and quotes, and no bracket of another object.
struct LineFrame {
  /// The message, copied with its escapes undone and a line feed behind it; empty where the line has no
  /// place at which one could begin.
  var message: ByteRun
  /// The message as it stands in the line.
  var raw: ByteRun
  /// Whether escapes were undone.
  var isEscaped = false
  /// Whether the line is the message, encoded once more as a whole.
  var isLayered = false
  /// What the text around it looks like: equal for lines that differ only in words with digits in them
  /// (times, addresses, numbers), different for all others but by chance, which nobody can steer.
  var skeleton: UInt64
}

/// Finds the messages of log lines. The copies of a chunk's messages stand in one piece of memory.
struct FrameFinder: ~Copyable {
  let table: NameTable
  let seed = UInt64.random(in: .min ... .max) | 1
  var arena: UnsafeMutablePointer<UInt8>
  var capacity: Int
  var used = 0

  init(table: NameTable) {
    self.table = table
    capacity = 1 << 16
    arena = .allocate(capacity: capacity + Wide.slack)
  }

  deinit { arena.deallocate() }

  /// Forgets the messages that were found, and makes room for those of a chunk of so many bytes.
  mutating func begin(chunkBytes: Int, lines: Int) {
    used = 0
    // A copy is never longer than its line, and a line feed is added; a line is looked at twice at most.
    let wanted = 2 * (chunkBytes + lines)
    guard wanted > capacity else { return }
    arena.deallocate()
    arena = .allocate(capacity: wanted + Wide.slack)
    capacity = wanted
  }

  /// The message of a line; nil where only the long way can tell.
  mutating func find(_ line: ByteRun) -> LineFrame? {
    if let frame = layered(line) { return frame }
    let isWrapped = Self.isWrapped(line)
    var hash = seed
    guard let start = begin(line, from: isWrapped ? 1 : 0) else {
      guard add(line, 0, line.count, isWrapped: isWrapped, &hash) else { return nil }
      let nothing = ByteRun(start: line.start, count: 0)
      return LineFrame(message: nothing, raw: nothing, skeleton: hash)
    }
    guard let (end, marks) = end(line, from: start, isWrapped: isWrapped),
      add(line, 0, start, isWrapped: isWrapped, &hash)
    else { return nil }
    // Where it stood, and whether it was an object or a form, is part of the picture.
    hash = Self.mixed(hash, line.start[start] == .openBrace ? 2 : 3)
    // So are the escapes in it: whether this kind of log has them, only the long way knows.
    hash = Self.mixed(hash, UInt64(marks.rawValue))
    let isEscaped = marks.hasEscapes
    guard add(line, end, line.count, isWrapped: isWrapped, &hash),
      let message = copy(line, start, end, isEscaped)
    else { return nil }
    return LineFrame(
      message: message, raw: ByteRun(start: line.start + start, count: end - start),
      isEscaped: isEscaped, skeleton: hash)
  }

  /// Whether the line is an object, in which the message may be a text.
  static func isWrapped(_ line: ByteRun) -> Bool {
    line.start[0] == .openBrace && line.start[line.count - 1] == .closeBrace
  }

  /// The place of the first object, or of the first known name with `=` behind it.
  private func begin(_ line: ByteRun, from first: Int) -> Int? {
    for place in first..<line.count {
      let byte = line.start[place]
      if byte == .openBrace { return place }
      // A value in quotes may hold the message.
      guard byte == .equals, place + 1 < line.count, line.start[place + 1] != .quote else {
        continue
      }
      var start = place
      while start > first, Self.isWord(line.start[start - 1]) { start -= 1 }
      let name = ByteRun(start: line.start + start, count: place - start)
      if name.count > 0, table.id(of: name) >= 0 { return start }
    }
    return nil
  }

  /// Takes the text around the message into the picture; false where it could be part of a message.
  private func add(
    _ line: ByteRun, _ from: Int, _ to: Int, isWrapped: Bool, _ hash: inout UInt64
  ) -> Bool {
    var place = from
    while place < to {
      let byte = line.start[place]
      if Self.isWord(byte) {
        let start = place
        var hasDigit = false
        while place < to, Self.isWord(line.start[place]) {
          hasDigit = hasDigit || line.start[place].isDigit
          place += 1
        }
        let word = ByteRun(start: line.start + start, count: place - start)
        let isKnown = table.id(of: word) >= 0
        if isKnown, !isLabel(line, place, to) { return false }
        hash = hasDigit && !isKnown ? Self.mixed(hash, 1) : Self.mixed(hash, word)
        continue
      }
      switch byte {
      case .ampersand, UInt8(ascii: "%"): return false
      case .openBrace, .closeBrace:
        guard isWrapped, place == 0 || place == line.count - 1 else { return false }
      case .backslash:
        guard place + 1 < to, Self.isLineEnd(line.start[place + 1]) else { return false }
        hash = Self.mixed(hash, UInt64(byte))
        place += 1
      case 0..<0x20 where byte != .tab: return false
      default: break
      }
      hash = Self.mixed(hash, UInt64(line.start[place]))
      place += 1
    }
    return true
  }

  /// Whether a word that ends there only says what the message is that follows: `body="`, `"log":"`.
  private func isLabel(_ line: ByteRun, _ from: Int, _ to: Int) -> Bool {
    guard from < to, to < line.count else { return false }
    for place in from..<to {
      switch line.start[place] {
      case .quote, .colon, .equals, .space: break
      default: return false
      }
    }
    return true
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == .underscore || byte == .dash
  }

  /// Takes a word into the picture, eight bytes at once.
  private static func mixed(_ hash: UInt64, _ word: ByteRun) -> UInt64 {
    var hash = mixed(hash, UInt64(truncatingIfNeeded: word.count) << 8)
    var index = 0
    while index < word.count {
      let bytes = UnsafeRawPointer(word.start + index).loadUnaligned(as: UInt64.self)
      let spare = max(0, index + 8 - word.count)
      hash = mixed(hash, bytes &<< UInt64(spare * 8))
      index += 8
    }
    return hash
  }

  static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "n") || byte == UInt8(ascii: "r") || byte == UInt8(ascii: "t")
  }

  static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    let product = (hash ^ value).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
