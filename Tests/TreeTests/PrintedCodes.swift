/// The codes that findings and errors carry, found in the sources by where they stand.
enum PrintedCodes {
  /// Every code; the gateways' own, in the catalogue, are theirs.
  static let all: Set<String> = SourceTree.sources.filter { !$0.path.contains("/Catalog/") }
    .reduce(into: []) { $0.formUnion(codes(in: $1.text)) }

  /// What stands before a code: how much it weighs, or how the program ends by it.
  private static let weights: Set<Substring> = [
    "error", "warning", "note", "usage", "io", "refused", "data", "config", "configuration",
    "noInput", "internalError", "internal", "negative", "cancelled", "temporary", "protocolError",
  ]

  /// Functions whose first argument is one.
  private static let makers: Set<Substring> = [
    "error", "refuse", "bad", "fault", "CallbackFault", "damage", "accept", "warning", "refused",
    "differs", "add", "flaw", "notice", "nul",
  ]

  static func codes(in text: String) -> Set<String> {
    let lines = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    let code = lines.joined(separator: "\n")
    let pieces = code.split(separator: "\"", omittingEmptySubsequences: false)
    var found: Set<String> = []
    // What looks like a literal with the text before it; a piece between two literals is none.
    for (before, word) in zip(pieces, pieces.dropFirst()) where isWord(word) {
      let isTernary = before.drop { $0.isWhitespace } == ": " || before == " : "
      if isCode(word, trimmed(before)) || isTernary && word.contains("_") {
        found.insert(String(word))
      }
    }
    return found
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private static func isWord(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
    }
  }

  private static func isCode(_ word: Substring, _ before: Substring) -> Bool {
    if before.hasSuffix("code:") { return true }
    guard let last = before.last else { return false }
    let rest = trimmed(before.dropLast())
    let name = identifier(at: rest)
    if last == ",", rest.dropLast(name.count).hasSuffix("."), weights.contains(name) { return true }
    guard word.contains("_") else { return false }
    let line = before.split(separator: "\n").last ?? ""
    let isCase = line.drop { $0 == " " }.hasPrefix("case ")
    switch last {
    case "(": return makers.contains(name)
    case "?": return true
    case ",": return name == "bytes" || name == "exit"
    case "=": return isCase
    case ":": return isCase && line.contains(".")
    default: return before.hasSuffix("return")
    }
  }

  private static func identifier(at text: Substring) -> Substring {
    var start = text.endIndex
    while start > text.startIndex {
      let before = text.index(before: start)
      guard text[before].isLetter || text[before].isNumber || text[before] == "_" else { break }
      start = before
    }
    return text[start...]
  }
}
