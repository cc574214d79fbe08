import ByteText

/// The apostrophe that keeps a spreadsheet from interpreting a cell (OWASP, "CSV Injection").
package enum CSVGuard {
  /// Spreadsheets turn longer runs of digits into powers of ten and lose what follows the 15th.
  static let longestSafeDigits = 11

  /// Puts `'` before each line of the cell that begins, after spaces, with `= + - @`, one of their
  /// full-width forms, TAB or CR; before a line that begins with `'` already; and before a number
  /// with a leading zero or more than 11 digits.
  package static func add(to cell: Bytes) -> Bytes {
    if isFragileNumber(cell) { return [apostrophe] + cell }
    return eachLine(of: cell) { line in
      line.first == apostrophe || isFormula(line) ? [apostrophe] + line : Array(line)
    }
  }

  /// Undoes `add`: drops one `'` from the start of each line of the cell.
  package static func remove(from cell: Bytes) -> Bytes {
    eachLine(of: cell) { line in Array(line.first == apostrophe ? line.dropFirst() : line) }
  }

  private static let apostrophe = UInt8(ascii: "'")

  private static func isFragileNumber(_ cell: Bytes) -> Bool {
    guard !cell.isEmpty, cell.allSatisfy({ $0.isDigit }) else { return false }
    return cell.count > longestSafeDigits || (cell.count > 1 && cell[0] == .digitZero)
  }

  private static func isFormula(_ line: ArraySlice<UInt8>) -> Bool {
    var rest = line
    while true {
      if rest.first == .space {
        rest = rest.dropFirst()
      } else if rest.starts(with: [0xC2, 0xA0]) || rest.starts(with: [0xE3, 0x80, 0x80]) {
        rest = rest.dropFirst(rest.first == 0xC2 ? 2 : 3)
      } else {
        break
      }
    }
    switch rest.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), .tab,
      .carriageReturn:
      return true
    case 0xEF:
      // U+FF1D, U+FF0B, U+FF0D, U+FF20.
      let forms: [Bytes] = [[0xBC, 0x9D], [0xBC, 0x8B], [0xBC, 0x8D], [0xBC, 0xA0]]
      return forms.contains { rest.dropFirst().starts(with: $0) }
    default:
      return false
    }
  }

  /// Rewrites every line; each keeps the LF or CR that ends it.
  private static func eachLine(of cell: Bytes, _ rewrite: (ArraySlice<UInt8>) -> Bytes) -> Bytes {
    var result = Bytes()
    var start = 0
    for index in cell.indices where cell[index] == .lineFeed || cell[index] == .carriageReturn {
      result += rewrite(cell[start...index])
      start = index + 1
    }
    if start < cell.count { result += rewrite(cell[start...]) }
    return result
  }
}
