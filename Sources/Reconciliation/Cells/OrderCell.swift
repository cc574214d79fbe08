import ByteText
import WireFormat

/// Checks the number of an order: what it may be, and what a spreadsheet has made of it.
enum OrderCell {
  /// Most bytes of an order number.
  static let maximumBytes = 256

  /// Nil when the cleaned cell, which is not empty, may be an order number.
  @inline(__always)
  static func fault(_ cell: UnsafeRawBufferPointer) -> AmountCell.Fault? {
    // Letters and digits only, and no point, comma or exponent: the usual case in one pass.
    if cell.count <= 64, cell.allSatisfy(isPlain) { return nil }
    return slowFault(Array(cell))
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == .underscore
  }

  private static func slowFault(_ cell: Bytes) -> AmountCell.Fault? {
    let shown = SpreadsheetDamage.shown(cell)
    if SpreadsheetDamage.isScientific(cell) {
      return damage("damaged_scientific", "`\(shown)` lost digits in a spreadsheet")
    }
    if SpreadsheetDamage.isErrorWord(cell) {
      return damage("damaged_error_word", "`\(shown)` stands where an order number was")
    }
    if isDecimal(cell) {
      return damage("damaged_decimal", "`\(shown)` was formatted as an amount in a spreadsheet")
    }
    if cell.count > maximumBytes {
      return AmountCell.Fault(
        code: "order_too_long", reason: "the order number has more than \(maximumBytes) bytes",
        hint: "Is the column mapping right?")
    }
    guard UTF8Validation.isValid(cell) else {
      return AmountCell.Fault(
        code: "order_not_text", reason: "the order number is not UTF-8 as the rest of the file")
    }
    return hiddenFault(String(decoding: cell, as: UTF8.self), shown)
  }

  private static func hiddenFault(_ text: String, _ shown: String) -> AmountCell.Fault? {
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator:
        return AmountCell.Fault(
          code: "order_hidden_character", reason: "`\(shown)` holds a space or a hidden character")
      default:
        // Full-width letters and digits look the same and are other bytes.
        if (0xFF01...0xFF5E).contains(scalar.value) {
          return AmountCell.Fault(
            code: "order_full_width", reason: "`\(shown)` holds full-width characters")
        }
      }
    }
    return nil
  }

  /// `123456.00` or `1,234,567`: digits, and points or commas between them.
  private static func isDecimal(_ cell: Bytes) -> Bool {
    guard cell.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) else {
      return false
    }
    let rest = cell.filter { !$0.isDigit }
    if rest == [UInt8(ascii: ".")] {
      let decimals = cell.drop { $0 != UInt8(ascii: ".") }.dropFirst()
      return !decimals.isEmpty && decimals.allSatisfy { $0 == .digitZero }
    }
    let groups = cell.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return groups.count > 1 && rest.allSatisfy { $0 == UInt8(ascii: ",") }
      && groups.dropFirst().allSatisfy { $0.count == 3 }
  }

  private static func damage(_ code: String, _ reason: String) -> AmountCell.Fault {
    AmountCell.Fault(code: code, reason: reason, hint: SpreadsheetDamage.hint)
  }
}
