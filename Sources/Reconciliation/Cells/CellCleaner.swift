import ByteText
import WireFormat

/// What spreadsheets and gateways put around a value and what reading takes off again.
package enum CellRepair: String, Sendable, CaseIterable {
  /// Spaces and tabs around the value.
  case spaces
  /// No-break and other wide or invisible spaces around the value.
  case invisibleSpaces = "invisible-spaces"
  /// A backtick in front, as WeChat's statements have.
  case backtick
  /// An apostrophe in front, which makes a spreadsheet keep the text.
  case apostrophe
  /// `="123"`, the same as a formula.
  case formula
  /// `¥`, `￥`, `元`, `RMB` or `CNY` beside an amount.
  case currency
  /// Separators of thousands in an amount.
  case thousands
}

/// Takes off what stands around a value, without copying.
enum CellCleaner {
  /// The value within the cell. `repaired` is called for each kind of thing taken off.
  @inline(__always)
  static func clean(_ cell: UnsafeRawBufferPointer, _ repaired: (CellRepair) -> Void)
    -> UnsafeRawBufferPointer
  {
    guard let first = cell.first, let last = cell.last,
      !first.isAlphanumeric || !last.isAlphanumeric
    else { return cell }
    return strip(cell, repaired)
  }

  private static func strip(_ cell: UnsafeRawBufferPointer, _ repaired: (CellRepair) -> Void)
    -> UnsafeRawBufferPointer
  {
    var value = trim(cell, repaired)
    if let mark = value.first, value.count > 1 || mark == UInt8(ascii: "`") {
      if mark == UInt8(ascii: "`") || mark == UInt8(ascii: "'") {
        repaired(mark == UInt8(ascii: "`") ? .backtick : .apostrophe)
        value = trim(UnsafeRawBufferPointer(rebasing: value.dropFirst()), repaired)
      } else if value.count >= 3, value[0] == UInt8(ascii: "="), value[1] == UInt8(ascii: "\""),
        value[value.count - 1] == UInt8(ascii: "\"")
      {
        repaired(.formula)
        value = UnsafeRawBufferPointer(rebasing: value[2..<value.count - 1])
      }
    }
    return value
  }

  private static func trim(_ cell: UnsafeRawBufferPointer, _ repaired: (CellRepair) -> Void)
    -> UnsafeRawBufferPointer
  {
    var low = 0
    var high = cell.count
    while low < high {
      let length = space(cell, at: low, before: high)
      guard length > 0 else { break }
      repaired(length == 1 ? .spaces : .invisibleSpaces)
      low += length
    }
    while low < high {
      if cell[high - 1].isWhitespace {
        repaired(.spaces)
        high -= 1
        continue
      }
      let length =
        high - 2 >= low && space(cell, at: high - 2, before: high) == 2
        ? 2 : high - 3 >= low && space(cell, at: high - 3, before: high) == 3 ? 3 : 0
      guard length > 0 else { break }
      repaired(.invisibleSpaces)
      high -= length
    }
    return UnsafeRawBufferPointer(rebasing: cell[low..<high])
  }

  /// Bytes of the white space at that place; 0 when there is none.
  private static func space(_ cell: UnsafeRawBufferPointer, at index: Int, before end: Int) -> Int {
    let byte = cell[index]
    if byte.isWhitespace { return 1 }
    let second = index + 1 < end ? cell[index + 1] : 0
    // U+00A0; U+200B to U+200F, U+202A to U+202F; U+3000; U+FEFF.
    if byte == 0xC2, second == 0xA0 { return 2 }
    let third = index + 2 < end ? cell[index + 2] : 0
    if byte == 0xE2, second == 0x80, (0x8B...0x8F).contains(third) || (0xAA...0xAF).contains(third)
    {
      return 3
    }
    if byte == 0xE3, second == 0x80, third == 0x80 { return 3 }
    if byte == 0xEF, second == 0xBB, third == 0xBF { return 3 }
    return 0
  }
}
