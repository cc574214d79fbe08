import ByteText
import WireFormat

/// Adds up a column of fees exactly: gateways print them with up to six decimals.
struct FeeSum: Sendable {
  /// Millionths of a yuan.
  private(set) var micros: Int64 = 0
  /// Whether every cell could be read.
  private(set) var isExact = true

  /// Takes a cell; an empty one is nothing.
  @inline(__always)
  mutating func add(_ cell: UnsafeRawBufferPointer) {
    if let fen = AmountCell.plainYuan(cell), fen < 1_000_000_000_000 {
      let (sum, overflow) = micros.addingReportingOverflow(fen &* 10_000)
      if overflow { isExact = false } else { micros = sum }
      return
    }
    addGeneral(cell)
  }

  private mutating func addGeneral(_ cell: UnsafeRawBufferPointer) {
    let value = CellCleaner.clean(cell) { _ in }
    if RowReader.isNothing(value) { return }
    guard let fee = Self.micros(Array(value)) else {
      isExact = false
      return
    }
    let (sum, overflow) = micros.addingReportingOverflow(fee)
    if overflow { isExact = false } else { micros = sum }
  }

  /// `-0.16`, `0.01296`.
  private static func micros(_ text: Bytes) -> Int64? {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    let parts = digits.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...9).contains(whole.count),
      parts.count == 1 || (1...6).contains(parts[1].count),
      parts.allSatisfy({ $0.allSatisfy { $0.isDigit } })
    else { return nil }
    let decimals = parts.count == 1 ? [] : Array(parts[1])
    var value: Int64 = 0
    for digit in whole + decimals + Bytes(repeating: .digitZero, count: 6 - decimals.count) {
      value = value * 10 + Int64(digit - .digitZero)
    }
    return text.first == UInt8(ascii: "-") ? -value : value
  }

  /// Fen; nil when the sum has fractions of one or could not be read.
  var fen: Int64? { isExact && micros % 10_000 == 0 ? micros / 10_000 : nil }

  /// Yuan with as many decimals as it needs, at least two; nil when it could not be read.
  var yuan: String? {
    guard isExact else { return nil }
    var decimals = String(micros.magnitude % 1_000_000 + 1_000_000).dropFirst()
    while decimals.count > 2, decimals.last == "0" { decimals = decimals.dropLast() }
    return "\(micros < 0 ? "-" : "")\(micros.magnitude / 1_000_000).\(decimals)"
  }

  /// Both together.
  mutating func add(_ other: FeeSum) {
    let (sum, overflow) = micros.addingReportingOverflow(other.micros)
    isExact = isExact && other.isExact && !overflow
    if !overflow { micros = sum }
  }
}
