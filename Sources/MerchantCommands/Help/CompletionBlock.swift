import ByteText

/// Lines between two marks in a file of somebody else. Everything outside the marks stays as it is,
/// byte for byte; only a last line without a line feed gets one before the block follows it.
struct CompletionBlock {
  static let opening = "# >>> merchant completion >>>"
  static let closing = "# <<< merchant completion <<<"

  /// The lines between the marks.
  var lines: [String]

  /// `file` with exactly one block: in the place of the first, or at the end. Nil if a block has no
  /// end.
  func installed(in file: [UInt8]) -> [UInt8]? {
    guard let parts = Self.parts(of: file) else { return nil }
    let text = ([Self.opening] + lines + [Self.closing]).map { $0 + "\n" }.joined()
    var result = parts.first ?? []
    if parts.count < 2, let last = result.last, last != .lineFeed { result.append(.lineFeed) }
    result += Array(text.utf8)
    return result + parts.dropFirst().joined()
  }

  /// `file` without any block. Nil if a block has no end.
  static func removed(from file: [UInt8]) -> [UInt8]? {
    parts(of: file).map { Array($0.joined()) }
  }

  /// What stands before, between and behind the blocks.
  private static func parts(of file: [UInt8]) -> [[UInt8]]? {
    var parts: [[UInt8]] = [[]]
    var isInside = false
    var rest = file[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: .lineFeed).map { $0 + 1 } ?? rest.endIndex
      let line = rest[..<end]
      rest = rest[end...]
      if isInside {
        isInside = !isMark(line, closing)
      } else if isMark(line, opening) {
        isInside = true
        parts.append([])
      } else {
        parts[parts.count - 1] += line
      }
    }
    return isInside ? nil : parts
  }

  /// Whether `line` is `mark`, with whatever end an editor has given it.
  private static func isMark(_ line: ArraySlice<UInt8>, _ mark: String) -> Bool {
    let text = line.reversed().drop { $0 == .lineFeed || $0 == .carriageReturn || $0.isBlank }
    return text.reversed().elementsEqual(mark.utf8)
  }
}
