import ByteText

/// A probability or a scale as a whole number of millionths, so that `0.02` is exactly that.
package struct Ratio: Sendable, Hashable, CustomStringConvertible {
  /// How many millionths.
  package let millionths: Int64

  /// Makes a ratio; a negative one becomes zero.
  package init(millionths: Int64) { self.millionths = max(0, millionths) }

  /// Never, or no time at all.
  package static let zero = Ratio(millionths: 0)
  /// Always, or real time.
  package static let one = Ratio(millionths: 1_000_000)

  /// Reads `1`, `0.02`, `.5`; at most six digits on either side of the point. Nil for other texts.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: .dot, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, whole.count <= 6 else { return nil }
    let decimals = parts.count == 2 ? Array(parts[1]) : []
    guard decimals.count <= 6, !(whole.isEmpty && decimals.isEmpty) else { return nil }
    var value: Int64 = 0
    for byte in Array(whole) + decimals + Array(repeating: .digitZero, count: 6 - decimals.count) {
      guard byte.isDigit else { return nil }
      value = value * 10 + Int64(byte - .digitZero)
    }
    millionths = value
  }

  /// `0.02`; no zeros at the end.
  package var description: String {
    var decimals = String(1_000_000 + millionths % 1_000_000).dropFirst()
    while decimals.last == "0" { decimals.removeLast() }
    return "\(millionths / 1_000_000)" + (decimals.isEmpty ? "" : ".\(decimals)")
  }

  /// That many milliseconds at this scale; never less than none.
  func of(milliseconds: Int64) -> Int64 {
    let (product, overflow) = max(0, milliseconds).multipliedReportingOverflow(by: millionths)
    return overflow ? .max / 4 : product / 1_000_000
  }

  /// Whether a throw of 64 random bits falls into this share.
  func hits(_ bits: UInt64) -> Bool { Int64(bits % 1_000_000) < millionths }
}
