import ByteText

/// The shape of an amount on the command line: `1`, `1.00`, `1元` in yuan, `100分`, `100fen`.
enum MoneyShape {
  /// Digits before the point; more could not be held in fen by 64 bits.
  static let maximumDigits = 15

  /// What is wrong with `text`, or nil.
  static func problem(_ text: String) -> ValueProblem.MoneyProblem? {
    if text.hasPrefix("-") { return .negative }
    var number = text[...]
    var isFen = false
    for (suffix, fen) in [("fen", true), ("分", true), ("元", false)] where number.hasSuffix(suffix) {
      number = number.dropLast(suffix.count)
      isFen = fen
      break
    }
    if number.utf8.contains(UInt8(ascii: ",")) || number.utf8.contains(UInt8(ascii: "_")) {
      return .hasSeparators
    }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) })
    else { return .malformed }
    if parts[0].utf8.count > maximumDigits { return .tooLong }
    guard parts.count == 2 else { return nil }
    if isFen { return .fractionOfFen }
    return parts[1].utf8.count > 2 ? .tooManyDecimals : nil
  }
}
