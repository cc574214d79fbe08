import ByteText
import WireFormat

/// What a spreadsheet does to long numbers when it opens and saves a CSV file.
enum SpreadsheetDamage {
  /// What to do about any of it.
  static let hint =
    "Export the file again and do not open it in a spreadsheet, or import that column as text."

  /// `6.22848E+18`: the digits after the sixth are gone.
  static func isScientific(_ cell: some Collection<UInt8>) -> Bool {
    var rest = cell[...]
    func dropDigits() -> Int {
      let digits = rest.prefix { $0.isDigit }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    guard dropDigits() > 0 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard dropDigits() > 0 else { return false }
    }
    guard let exponent = rest.first, exponent | 0x20 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      // Without a sign, `1e5` may be an order number; a spreadsheet always writes one.
      return false
    }
    rest = rest.dropFirst()
    return dropDigits() > 0 && rest.isEmpty
  }

  /// `#N/A`, `#REF!`, `########`.
  static func isErrorWord(_ cell: Bytes) -> Bool {
    guard cell.first == UInt8(ascii: "#") else { return false }
    let words = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"]
    return words.contains { cell.elementsEqual($0.utf8) }
      || (cell.count > 1 && cell.allSatisfy { $0 == UInt8(ascii: "#") })
  }

  /// A cell for a message: at most 40 characters, invisible ones as `\u{…}`.
  static func shown(_ cell: Bytes) -> String {
    var text = ""
    for scalar in String(decoding: cell.prefix(160), as: UTF8.self).unicodeScalars {
      guard text.count < 40 else { return text + "…" }
      switch scalar.properties.generalCategory {
      case .control, .format, .privateUse, .unassigned, .surrogate, .lineSeparator,
        .paragraphSeparator:
        text += "\\u{\(String(scalar.value, radix: 16))}"
      case .spaceSeparator where scalar != " ":
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
