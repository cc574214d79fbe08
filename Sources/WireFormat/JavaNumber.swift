/// A JSON number as Java holds it: an integer, or a `BigDecimal` (digits and a decimal scale).
struct JavaNumber {
  /// The number as Java prints it.
  let text: Bytes

  /// - Throws: `json_bad_number`, `json_number_range`.
  init(_ literal: Bytes) throws(WireError) {
    guard JSONNumber.isValid(literal) else {
      throw WireError(code: "json_bad_number", offset: 0, reason: "This is not a JSON number.")
    }
    let isNegative = literal.first == UInt8(ascii: "-")
    let parts = literal[(isNegative ? 1 : 0)...]
      .split(maxSplits: 1) { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
    let mantissa = parts[0].split(separator: UInt8(ascii: "."), maxSplits: 1)
    let fraction = mantissa.count > 1 ? Array(mantissa[1]) : []
    var digits = Array((mantissa[0] + fraction).drop { $0 == UInt8(ascii: "0") })
    let isZero = digits.isEmpty
    if isZero { digits = [UInt8(ascii: "0")] }
    let sign: Bytes = isNegative && !isZero ? [UInt8(ascii: "-")] : []
    guard parts.count > 1 || mantissa.count > 1 else {
      text = sign + digits
      return
    }
    let exponent = parts.count > 1 ? Int(String(decoding: parts[1], as: UTF8.self)) : 0
    // BigDecimal's scale is an int; more exponent digits than that are an error in Java too.
    guard let exponent, let range = Int32(exactly: exponent),
      let scale = Int32(exactly: fraction.count - Int(range))
    else {
      throw WireError(
        code: "json_number_range", offset: 0, reason: "The exponent of a number is too large.")
    }
    text = sign + Self.canonical(digits, scale: Int(scale))
  }

  /// `BigDecimal.toString()` for digits without leading zeros.
  private static func canonical(_ digits: Bytes, scale: Int) -> Bytes {
    let adjusted = digits.count - 1 - scale
    guard scale >= 0, adjusted >= -6 else {
      let point: Bytes = digits.count > 1 ? [UInt8(ascii: ".")] : []
      let mark = adjusted > 0 ? "E+" : "E"
      let exponent = adjusted == 0 ? "" : mark + String(adjusted)
      return digits.prefix(1) + point + digits.dropFirst() + Array(exponent.utf8)
    }
    guard scale > 0 else { return digits }
    let zero = UInt8(ascii: "0")
    let padded = Bytes(repeating: zero, count: max(0, scale + 1 - digits.count)) + digits
    return padded.dropLast(scale) + [UInt8(ascii: ".")] + padded.suffix(scale)
  }
}
