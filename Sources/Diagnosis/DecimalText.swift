import ByteText
import WireFormat

/// A plain decimal number as text: digits and an exponent of ten, never a floating-point value.
struct DecimalText: Equatable {
  /// All digits without the point, no leading zeros but one.
  var digits: Bytes
  /// How many of them stand behind the point.
  var decimals: Int

  /// Reads `100`, `100.00`, `1E2`, `1.5e+3`; nil for anything else, signs included.
  init?(_ text: Bytes) {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e")
    }
    let mantissa = parts.first ?? []
    let halves = mantissa.split(separator: .dot, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = halves.first, !whole.isEmpty, text.count <= 40 else { return nil }
    let fraction = halves.count == 2 ? halves[1] : []
    guard (whole + fraction).allSatisfy({ $0.isDigit }),
      halves.count == 1 || !fraction.isEmpty
    else { return nil }
    digits = Array(whole + fraction)
    decimals = fraction.count
    if parts.count == 2 {
      guard let exponent = Int(String(decoding: parts[1], as: UTF8.self)), abs(exponent) <= 15
      else { return nil }
      shift(by: exponent)
    }
    normalise()
  }

  /// Moves the point to the right.
  mutating func shift(by places: Int) {
    decimals -= places
    if decimals < 0 {
      digits += Bytes(repeating: .digitZero, count: -decimals)
      decimals = 0
    }
    normalise()
  }

  private mutating func normalise() {
    if digits.count <= decimals {
      digits = Bytes(repeating: .digitZero, count: decimals - digits.count + 1) + digits
    }
    let whole = digits.count - decimals
    let zeros = digits.prefix(max(0, whole - 1)).prefix { $0 == .digitZero }.count
    digits.removeFirst(zeros)
  }

  /// The number with as many decimals as are not zero, but at least that many.
  func text(minimumDecimals: Int) -> Bytes {
    var kept = decimals
    var digits = digits
    while kept > minimumDecimals, digits.last == .digitZero {
      digits.removeLast()
      kept -= 1
    }
    if kept < minimumDecimals {
      digits += Bytes(repeating: .digitZero, count: minimumDecimals - kept)
      kept = minimumDecimals
    }
    guard kept > 0 else { return digits }
    return Array(digits.dropLast(kept)) + [.dot] + Array(digits.suffix(kept))
  }

  /// The number as it stands.
  var plain: Bytes { text(minimumDecimals: decimals) }

  /// The number times a power of ten.
  func shifted(by places: Int) -> DecimalText {
    var copy = self
    copy.shift(by: places)
    return copy
  }

  /// `1E2`, `1.5E3`: one digit before the point; nil for zero.
  func scientific(_ mark: String) -> Bytes? {
    let significant = Array(digits.drop { $0 == .digitZero })
    guard let first = significant.first else { return nil }
    let exponent = digits.count - decimals - 1 - (digits.count - significant.count)
    var rest = Array(significant.dropFirst())
    while rest.last == .digitZero { rest.removeLast() }
    return [first] + (rest.isEmpty ? [] : [.dot] + rest) + Array("\(mark)\(exponent)".utf8)
  }
}
