import ByteText
import TextLayout

/// Writes words so that a shell reads them back, and a terminal shows them as they are.
package enum ShellQuoting {
  /// `word` as one shell word: as it is, in single quotes, or as `$'…'` if it holds bytes that
  /// cannot be shown.
  package static func quote(_ word: [UInt8]) -> String {
    let parts = quote(word, marking: 0..<word.count)
    return parts.before + parts.marked + parts.after
  }

  /// The quoted word in three parts, the second of which stands for `marked` of its bytes.
  static func quote(_ word: [UInt8], marking marked: Range<Int>) -> CaretBlock {
    let style = Style(of: word)
    var block = CaretBlock(before: "", marked: "", after: "")
    var position = 0
    for unit in UTF8Units(word) {
      let text = style.write(unit)
      if position < marked.lowerBound {
        block.before += text
      } else if position < marked.upperBound {
        block.marked += text
      } else {
        block.after += text
      }
      position += unit.byteCount
    }
    block.before = style.opening + block.before
    block.after += style.closing
    return block
  }

  private enum Style {
    case plain, quoted, escaped

    init(of word: [UInt8]) {
      self = word.isEmpty || word[0] == UInt8(ascii: "=") ? .quoted : .plain
      for unit in UTF8Units(word) {
        guard case .scalar(let scalar) = unit, !TerminalSafeText.isDangerous(scalar) else {
          self = .escaped
          return
        }
        if !Style.isPlain(scalar) { self = .quoted }
      }
    }

    var opening: String {
      switch self {
      case .plain: ""
      case .quoted: "'"
      case .escaped: "$'"
      }
    }

    var closing: String { self == .plain ? "" : "'" }

    func write(_ unit: UTF8Unit) -> String {
      switch (unit, self) {
      case (.byte(let byte), _): return Style.hex(byte)
      case (.scalar("'"), .quoted): return "'\\''"
      case (.scalar("'"), .escaped): return "\\'"
      case (.scalar("\\"), .escaped): return "\\\\"
      case (.scalar("\n"), _): return "\\n"
      case (.scalar("\t"), _): return "\\t"
      case (.scalar(let scalar), _):
        guard TerminalSafeText.isDangerous(scalar) else { return String(scalar) }
        return String(scalar).utf8.map(Style.hex).joined()
      }
    }

    private static func hex(_ byte: UInt8) -> String {
      let digits = String(byte, radix: 16)
      return "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
      if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        return byte.isAlphanumeric || "_./:=@%+,-".unicodeScalars.contains(scalar)
      }
      return !scalar.properties.isWhitespace
    }
  }
}
