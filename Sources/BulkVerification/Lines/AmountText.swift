import ByteText

/// Amounts that can be read without doubt.
enum AmountText {
  /// Whether it is a whole number, or one with a point and at most that many decimals before spare
  /// zeros, that fits 64 bits of fen whatever its unit. Nil allows no point. Others take the slow path.
  @inline(__always)
  static func isPlain(_ run: ByteRun, decimals: Int?) -> Bool {
    var index = 0
    while index < run.count, run.start[index].isDigit { index += 1 }
    guard index > 0, index <= 15 else { return false }
    if index == run.count { return true }
    guard let decimals, run.start[index] == UInt8(ascii: "."), run.count > index + 1 else {
      return false
    }
    for place in (index + 1)..<run.count {
      let digit = run.start[place] &- .digitZero
      if digit > 9 || digit > 0 && place > index + decimals { return false }
    }
    return true
  }
}
