import ByteText
import WireFormat

/// Cuts a command line into words.
enum ShellWords {
  /// By the rules of POSIX sh, section 2.2, and `$'…'` of bash. Nothing is expanded.
  /// - Throws: `shell_unterminated_quote`.
  static func split(_ text: Bytes) throws(WireError) -> [(offset: Int, word: Bytes)] {
    var cursor = ByteCursor(text, maximumItems: .max)
    var words: [(offset: Int, word: Bytes)] = []
    var word: Bytes?
    var start = 0
    var place = 0
    func append(_ bytes: Bytes) {
      if word == nil { start = place }
      word = (word ?? []) + bytes
    }
    while let byte = cursor.current {
      place = cursor.offset
      switch byte {
      case .space, .tab, .lineFeed, .carriageReturn:
        if let word { words.append((start, word)) }
        word = nil
        cursor.offset += 1
      case UInt8(ascii: "'"):
        append(try single(&cursor))
      case UInt8(ascii: "\""):
        append(try double(&cursor))
      case UInt8(ascii: "$") where cursor.looksAt("$'"):
        append(try ansi(&cursor))
      case UInt8(ascii: "\\"):
        cursor.offset += 1
        if cursor.take("\r\n") || cursor.take(.lineFeed) { continue }
        append(cursor.current.map { [$0] } ?? [])
        cursor.offset += 1
      case UInt8(ascii: "#") where word == nil, UInt8(ascii: ";"), UInt8(ascii: "|"),
        UInt8(ascii: ">"), UInt8(ascii: "<"):
        // The command ends: a pipe, a redirection, a comment.
        if let word { words.append((start, word)) }
        return words
      default:
        let run = cursor.take { !isSpecial($0) }
        append(run.isEmpty ? [byte] : run)
        if run.isEmpty { cursor.offset += 1 }
      }
    }
    if let word { words.append((start, word)) }
    return words
  }

  /// By the rules of cmd as far as browsers use them: `^` takes the next byte as it is or joins
  /// lines, words are quoted with `"`, `\"` and `""` stand for a quote.
  static func withoutCarets(_ text: Bytes) -> Bytes {
    var result = Bytes()
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "^") else {
        result.append(text[index])
        index += 1
        continue
      }
      let next = text[(index + 1)...]
      if next.hasPrefix("\r\n") || next.first == .lineFeed {
        result.append(.space)
        index += next.first == .lineFeed ? 2 : 3
      } else {
        if let byte = next.first { result.append(byte) }
        index += 2
      }
    }
    return result
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte.isWhitespace || "'\"$\\#;|<>".utf8.contains(byte)
  }

  private static func unterminated(_ offset: Int) -> WireError {
    WireError(
      code: "shell_unterminated_quote", offset: offset, reason: "A quote is not closed.")
  }

  private static func single(_ cursor: inout ByteCursor) throws(WireError) -> Bytes {
    let opening = cursor.offset
    cursor.offset += 1
    let content = cursor.take { $0 != UInt8(ascii: "'") }
    guard cursor.take(UInt8(ascii: "'")) else { throw unterminated(opening) }
    return content
  }

  private static func double(_ cursor: inout ByteCursor) throws(WireError) -> Bytes {
    let opening = cursor.offset
    cursor.offset += 1
    var content = Bytes()
    while let byte = cursor.current {
      cursor.offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        return content
      case UInt8(ascii: "\\"):
        if cursor.take("\r\n") || cursor.take(.lineFeed) { continue }
        // Inside double quotes a backslash escapes these four only.
        if let next = cursor.current, "$`\"\\".utf8.contains(next) {
          content.append(next)
          cursor.offset += 1
        } else {
          content.append(byte)
        }
      default:
        content.append(byte)
      }
    }
    throw unterminated(opening)
  }

  private static func ansi(_ cursor: inout ByteCursor) throws(WireError) -> Bytes {
    let opening = cursor.offset
    cursor.offset += 2
    let start = cursor.offset
    while let byte = cursor.current, byte != UInt8(ascii: "'") {
      cursor.offset += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard cursor.current != nil else { throw unterminated(opening) }
    let content = Bytes(cursor.bytes[start..<cursor.offset])
    cursor.offset += 1
    return BackslashEscapes.decode(content, .shell)
  }
}
