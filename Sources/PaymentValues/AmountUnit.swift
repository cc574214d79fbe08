import ByteText

/// How a gateway writes an amount on the wire.
public enum AmountUnit: String, Sendable, CaseIterable {
  /// Yuan as a decimal number; written with two decimals, read with any number of trailing zeros.
  case yuan
  /// A whole number of fen.
  case fen
  /// A whole number of yuan; an amount with fen cannot be carried.
  case wholeYuan = "whole-yuan"

  /// The wire text of an amount. Throws `needsWholeYuan` when the unit cannot carry it.
  public func text(of money: Money) throws(MoneyError) -> String {
    switch self {
    case .yuan: return money.yuan
    case .fen: return String(money.fen)
    case .wholeYuan:
      guard money.fen % 100 == 0 else { throw .needsWholeYuan }
      return String(money.fen / 100)
    }
  }

  /// Reads a wire text without losing anything: `100`, `100.0000` (yuan), `10000` (fen).
  /// A sign, a space, an exponent or a digit of another script is refused, and so are fen where the
  /// unit is whole yuan: `501.00` is one, `501.50` is not.
  public func money(_ text: some Collection<UInt8>) throws(MoneyError) -> Money {
    switch self {
    case .yuan: return try Money(decimalYuan: text, spareZeros: true)
    case .wholeYuan:
      let money = try Money(decimalYuan: text, spareZeros: true)
      guard money.fen % 100 == 0 else { throw .needsWholeYuan }
      return money
    case .fen: return try Money(integer: text, factor: 1)
    }
  }
}

extension Money {
  /// Reads an operator's words: `1.00`, `1`, `1元`, `1yuan`, `100分`, `100fen`. A bare number is yuan.
  /// Three decimals are refused even when they are zeros: `1.000` may be a thousand somewhere.
  public init(operatorText text: String) throws(MoneyError) {
    var bytes = Array(text.utf8)
    func removeSuffix(_ suffix: String) -> Bool {
      guard bytes.count > suffix.utf8.count,
        bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
      else { return false }
      bytes.removeLast(suffix.utf8.count)
      return true
    }
    if removeSuffix("分") || removeSuffix("fen") {
      try self.init(integer: bytes, factor: 1)
    } else {
      _ = removeSuffix("元") || removeSuffix("yuan")
      try self.init(decimalYuan: bytes, spareZeros: false)
    }
  }

  init(integer text: some Collection<UInt8>, factor: Int64) throws(MoneyError) {
    guard !text.isEmpty else { throw .empty }
    var value: Int64 = 0
    for byte in text {
      guard byte >= .digitZero, byte <= UInt8(ascii: "9") else { throw .notANumber }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = product.addingReportingOverflow(Int64(byte - .digitZero))
      guard !overflow, !overflow2 else { throw .tooLarge }
      value = sum
    }
    let (fen, overflow) = value.multipliedReportingOverflow(by: factor)
    guard !overflow else { throw .tooLarge }
    self.init(fen: fen)
  }

  init(decimalYuan text: some Collection<UInt8>, spareZeros: Bool) throws(MoneyError) {
    guard !text.isEmpty else { throw .empty }
    let parts = text.split(separator: .dot, maxSplits: 1, omittingEmptySubsequences: false)
    let whole = try Money(
      integer: parts[0].isEmpty ? Array("x".utf8) : Array(parts[0]), factor: 100)
    guard parts.count == 2 else {
      self = whole
      return
    }
    var decimals = Array(parts[1])
    guard !decimals.isEmpty, decimals.allSatisfy({ $0.isDigit }) else {
      throw .notANumber
    }
    if spareZeros {
      while decimals.count > 2, decimals.last == .digitZero { decimals.removeLast() }
    }
    guard decimals.count <= 2 else { throw .tooManyDecimals }
    let cents = try Money(
      integer: decimals.count == 1 ? decimals + [.digitZero] : decimals, factor: 1)
    guard let sum = whole.adding(cents) else { throw .tooLarge }
    self = sum
  }
}
