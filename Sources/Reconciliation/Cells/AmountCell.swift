import ByteText
import PaymentValues
import WireFormat

/// Reads an amount as statements print it.
enum AmountCell {
  /// Beyond this many fen (ten thousand billion yuan) an amount is a mistake.
  static let largestFen: Int64 = 1_000_000_000_000_000

  /// Why a cell is no amount.
  struct Fault: Error {
    let code: String
    let reason: String
    var hint: String?
  }

  /// The amount in fen of a cleaned cell that is not empty.
  @inline(__always)
  static func fen(
    _ cell: UnsafeRawBufferPointer, _ unit: AmountUnit, _ repaired: (CellRepair) -> Void
  )
    throws(Fault) -> Int64
  {
    if unit == .yuan, let fen = plainYuan(cell) { return fen }
    return try general(Array(cell), unit, repaired)
  }

  /// Up to 12 digits and at most two decimals: nearly every amount there is.
  @inline(__always)
  static func plainYuan(_ cell: UnsafeRawBufferPointer) -> Int64? {
    if let fen = DigitRun.hundredths(cell) { return fen }
    return longYuan(cell)
  }

  private static func longYuan(_ cell: UnsafeRawBufferPointer) -> Int64? {
    var value: Int64 = 0
    var index = 0
    while index < cell.count, index <= 12, cell[index].isDigit {
      value = value &* 10 &+ Int64(cell[index] &- .digitZero)
      index += 1
    }
    guard index > 0, index <= 12 else { return nil }
    if index == cell.count { return value &* 100 }
    guard cell[index] == UInt8(ascii: "."), cell.count - index == 3 || cell.count - index == 2,
      cell[index + 1].isDigit
    else { return nil }
    let tenths = Int64(cell[index + 1] &- .digitZero)
    if cell.count - index == 2 { return value &* 100 &+ tenths &* 10 }
    guard cell[index + 2].isDigit else { return nil }
    return value &* 100 &+ tenths &* 10 &+ Int64(cell[index + 2] &- .digitZero)
  }

  private static func general(_ cell: Bytes, _ unit: AmountUnit, _ repaired: (CellRepair) -> Void)
    throws(Fault) -> Int64
  {
    var text = withoutCurrency(cell, repaired)
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative || text.first == UInt8(ascii: "+") {
      text = withoutCurrency(Array(text.dropFirst()), repaired)
    }
    if SpreadsheetDamage.isScientific(text) {
      throw Fault(
        code: "damaged_scientific", reason: "`\(shown(cell))` lost digits in a spreadsheet",
        hint: SpreadsheetDamage.hint)
    }
    if text.contains(UInt8(ascii: ",")) {
      guard let plain = withoutThousands(text) else { throw notANumber(cell) }
      repaired(.thousands)
      text = plain
    }
    let fen: Int64
    do throws(MoneyError) {
      fen = try unit.money(text).fen
    } catch .tooManyDecimals {
      throw Fault(code: "amount_decimals", reason: "`\(shown(cell))` has fractions of a fen")
    } catch .tooLarge {
      throw Fault(code: "amount_too_large", reason: "`\(shown(cell))` is too large")
    } catch {
      throw notANumber(cell)
    }
    guard fen <= largestFen else {
      throw Fault(
        code: "amount_too_large", reason: "`\(shown(cell))` is too large for an amount",
        hint: "Is the column mapping right?")
    }
    return isNegative ? -fen : fen
  }

  private static func notANumber(_ cell: Bytes) -> Fault {
    if SpreadsheetDamage.isErrorWord(cell) {
      return Fault(
        code: "damaged_error_word", reason: "`\(shown(cell))` stands where a number was",
        hint: SpreadsheetDamage.hint)
    }
    return Fault(
      code: "amount_invalid", reason: "`\(shown(cell))` is no amount",
      hint: "An amount looks like 1234.50, 1,234.50 or ¥1234.50.")
  }

  private static func withoutCurrency(_ cell: Bytes, _ repaired: (CellRepair) -> Void) -> Bytes {
    var text = cell[...]
    for mark in ["¥", "￥", "RMB", "CNY", "rmb", "cny"] where text.starts(with: mark.utf8) {
      text = text.dropFirst(mark.utf8.count)
    }
    for mark in ["元", "RMB", "CNY", "yuan"]
    where text.suffix(mark.utf8.count).elementsEqual(mark.utf8) {
      text = text.dropLast(mark.utf8.count)
    }
    guard text.count != cell.count else { return cell }
    repaired(.currency)
    while text.first == .space { text = text.dropFirst() }
    while text.last == .space { text = text.dropLast() }
    return Array(text)
  }

  /// The digits of `1,234,567.00`; nil unless every group but the first has three.
  private static func withoutThousands(_ text: Bytes) -> Bytes? {
    let parts = text.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      parts.count == 1 || !parts[1].contains(UInt8(ascii: ","))
    else { return nil }
    return Array(groups.joined()) + (parts.count == 2 ? [UInt8(ascii: ".")] + parts[1] : [])
  }

  /// The cell for a message: short, and without what would steer a terminal.
  static func shown(_ cell: Bytes) -> String { SpreadsheetDamage.shown(cell) }
}
