import ByteText

/// Text for troff and mandoc: nothing in it is taken for a request, a macro or an escape, and it is
/// ASCII, so that no reader has to guess an encoding.
enum Roff {
  /// Text as it may stand anywhere inside a line. Every hyphen is one that can be copied into a
  /// shell.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "\"": result += "\\(dq"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\u{A0}": result += "\\ "
      default:
        if scalar.isASCII {
          result.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        } else {
          result += "\\[u\(hex(scalar.value))]"
        }
      }
    }
    return result
  }

  /// One argument of a macro.
  static func argument(_ word: String) -> String {
    let text = text(word)
    let isMacro =
      (2...3).contains(text.utf8.count) && text.first?.isUppercase == true
      && text.dropFirst().allSatisfy { $0.isLowercase || $0.isNumber }
    let isPunctuation = !text.isEmpty && text.allSatisfy { ".,:;()[]?!|".contains($0) }
    let safe = (isMacro || isPunctuation ? "\\&" : "") + text
    return safe.isEmpty || safe.contains(" ") ? "\"\(safe)\"" : safe
  }

  /// The name of a page. Programs look pages up by it and know plain hyphens only.
  static func page(_ name: String) -> String {
    argument(name).replacing("\\-", with: "-")
  }

  /// A line of text that is not wrapped, such as one of an example.
  static func line(_ line: String) -> String {
    let text = text(line)
    return text.hasPrefix(".") ? "\\&" + text : text
  }

  /// Prose: a sentence begins a line, as troff wants it, and a line has less than 80 bytes where
  /// the words allow it.
  static func prose(_ prose: String) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in prose.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let word = text(String(word))
      if !current.isEmpty, current.utf8.count + word.utf8.count > 76 || endsSentence(current) {
        lines.append(current)
        current = ""
      }
      if current.isEmpty {
        current = word.hasPrefix(".") ? "\\&" + word : word
      } else {
        current += " " + word
      }
    }
    return current.isEmpty ? lines : lines + [current]
  }

  private static func endsSentence(_ line: String) -> Bool {
    guard let last = line.last else { return false }
    return ".?!".contains(last) && !line.hasSuffix("..")
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
