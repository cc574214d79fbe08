import ByteText
import WireFormat

/// Takes off what commonly sticks to the word, and names each piece.
struct AcknowledgementPeeler {
  /// What is left.
  private(set) var core: Bytes
  /// What was taken off, each once.
  private(set) var faults: [AcknowledgementFault] = []

  /// An answer with more than that around the word is no answer.
  private static let turnLimit = 64

  private static let front =
    [
      ([0xEF, 0xBB, 0xBF] as Bytes, AcknowledgementFault.byteOrderMark),
      ([.lineFeed], .newlineBefore),
      ([.carriageReturn], .newlineBefore), ([.space], .blankBefore), ([.tab], .blankBefore),
      ([0x0B], .blankBefore), ([0x0C], .blankBefore),
    ] + marks
  private static let back =
    [
      ([0xEF, 0xBB, 0xBF] as Bytes, AcknowledgementFault.byteOrderMark),
      ([.lineFeed], .newlineAfter),
      ([.carriageReturn], .newlineAfter), ([.space], .blankAfter), ([.tab], .blankAfter),
      ([0x0B], .blankAfter),
      ([0x0C], .blankAfter),
    ]
    + bytes(["\\r\\n", "\\n"], .escapedNewline) + bytes([".", "!", ";", ","], .punctuation) + marks

  /// At either end.
  private static let marks: [(Bytes, AcknowledgementFault)] =
    bytes(["\"", "'", "`"], .quoted)
    + bytes(["“", "”", "‘", "’", "「", "」", "。", "！", "，", "；", "、"], .chinesePunctuation)
    + bytes(
      ["\u{3000}", "\u{A0}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{0}"],
      .invisibleCharacter)

  private static func bytes(_ marks: [String], _ fault: AcknowledgementFault) -> [(
    Bytes, AcknowledgementFault
  )] {
    marks.map { (Array($0.utf8), fault) }
  }

  init(_ body: Bytes) {
    core = body
    peelUTF16()
    var turns = 0
    while turns < Self.turnLimit, peelOne() { turns += 1 }
    narrow()
  }

  private mutating func note(_ fault: AcknowledgementFault) {
    if !faults.contains(fault) { faults.append(fault) }
  }

  private mutating func peelUTF16() {
    let hasMark = core.starts(with: [0xFF, 0xFE]) || core.starts(with: [0xFE, 0xFF])
    let pairs = core.count >= 4 && core.count.isMultiple(of: 2)
    let isWide = pairs && (hasNULs(from: 0) || hasNULs(from: 1))
    guard hasMark || isWide else { return }
    note(.utf16)
    core = core.dropFirst(hasMark ? 2 : 0).filter { $0 != 0 }
  }

  private func hasNULs(from start: Int) -> Bool {
    stride(from: start, to: core.count, by: 2).allSatisfy { core[$0] == 0 }
  }

  private mutating func peelOne() -> Bool {
    for (mark, fault) in Self.front where core.starts(with: mark) {
      note(fault)
      core.removeFirst(mark.count)
      return true
    }
    for (mark, fault) in Self.back
    where core.count >= mark.count && core.suffix(mark.count) == mark[...] {
      note(fault)
      core.removeLast(mark.count)
      return true
    }
    return false
  }

  /// `ＯＫ` (U+FF01 to U+FF5E) to `OK`.
  private mutating func narrow() {
    guard UTF8Validation.isValid(core) else { return }
    var narrowed = Bytes()
    var isWide = false
    for scalar in String(decoding: core, as: UTF8.self).unicodeScalars {
      if (0xFF01...0xFF5E).contains(scalar.value) {
        isWide = true
        narrowed.append(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0))
      } else {
        narrowed += Array(String(scalar).utf8)
      }
    }
    if isWide {
      note(.fullWidth)
      core = narrowed
    }
  }
}
