import ByteText
import Gateways
import PaymentValues

/// What spreadsheets, keyboards and copying do to a cell. A cell is never repaired: a guess could
/// send money to somebody else.
enum CellCheck {
  /// What is wrong with a cell.
  /// - Parameter role: what it holds; nil when that is not known.
  static func findings(_ text: String, role: Role? = nil, place: String) -> [Finding] {
    var findings: [Finding] = []
    func error(_ code: String, _ reason: String, _ hint: String? = nil) {
      findings.append(Finding(.error, code, place: place, reason, hint: hint))
    }
    if let scalar = text.unicodeScalars.first(where: isHidden) {
      error(
        "hidden_character", "it contains the invisible character \(escaped(scalar))",
        "type the cell again")
    } else if let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      first.properties.isWhitespace || last.properties.isWhitespace
    {
      error("surrounding_space", "it begins or ends with a space", "remove the space")
    }
    let isPayee = Leftovers.isPayee(role)
    if let mark = text.first, "='`‘’".contains(mark) {
      error(
        "spreadsheet_damage", "it begins with '\(mark)', which a spreadsheet put there",
        "format the column as text and export the file again")
    } else if role == .accountName, let mark = text.first, "+@＋＠＝".contains(mark) {
      error(
        "spreadsheet_damage", "it begins with '\(mark)', with which a formula begins and no name",
        "type the name again")
    } else if !isErrorWord(text), isPayee, Leftovers.errorWord(in: text) {
      error(
        "spreadsheet_damage", "in it stands what a spreadsheet writes where it had no value",
        "mend the formula, or type the cell again")
    } else if isErrorWord(text) {
      error(
        "spreadsheet_damage", "'\(text)' stands where a spreadsheet had no value",
        "mend the formula, or type the cell again")
    }
    if let reason = Mojibake.reason(text, isName: role == .accountName || role == .bankName) {
      error("broken_text", reason, "export the file again, as UTF-8")
    } else if isPayee, let reason = Leftovers.reason(text, role) {
      error("broken_text", reason, "enter the value")
    }
    return findings
  }

  /// `#N/A`, `#REF!`, `#NAME?`, `####`, and nothing else in the cell.
  private static func isErrorWord(_ text: String) -> Bool {
    guard text.hasPrefix("#") else { return false }
    return Leftovers.errorWords.contains(text.uppercased())
      || (text.count > 1 && text.allSatisfy { $0 == "#" })
  }

  /// What is wrong with the writing of an account number; nil when nothing is.
  static func shapeFault(_ text: String, place: String) -> Finding? {
    let bytes = Array(text.utf8)
    func error(_ code: String, _ reason: String, _ hint: String? = nil) -> Finding {
      Finding(.error, code, place: place, reason, hint: hint)
    }
    if isPowerOfTen(bytes) {
      return error(
        "spreadsheet_damage",
        "a spreadsheet turned the number into a power of ten; digits are lost",
        "format the column as text and enter the number again")
    }
    if let scalar = text.unicodeScalars.first(where: { $0.value > 0x7F && isDigitLike($0) }) {
      return error(
        "full_width_digit", "\(escaped(scalar)) looks like a digit but is another character",
        "type the number with ASCII digits")
    }
    if let scalar = text.unicodeScalars.first(where: { $0.value > 0x7F }) {
      return error(
        "account_characters", "\(escaped(scalar)) is no character of an account number",
        "type the number again")
    }
    if bytes.contains(where: { $0 == .space || $0 == .dash }), bytes.contains(where: \.isDigit),
      bytes.allSatisfy({ $0.isDigit || $0 == .space || $0 == .dash })
    {
      return error("grouped_number", "it contains spaces or hyphens", "write the digits only")
    }
    if bytes.contains(UInt8(ascii: "*")) {
      return error("account_masked", "its middle is hidden", "write the whole number")
    }
    if bytes.contains(where: { $0 == .dot }), bytes.allSatisfy({ $0.isDigit || $0 == .dot }) {
      return error(
        "spreadsheet_damage", "a spreadsheet formatted the number as an amount",
        "format the column as text and enter the number again")
    }
    return nil
  }

  /// `6.22E+18`, `6E18`.
  private static func isPowerOfTen(_ bytes: [UInt8]) -> Bool {
    guard let e = bytes.firstIndex(where: { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }),
      e > 0
    else { return false }
    let exponent = bytes[(e + 1)...].drop { $0 == .plus || $0 == .dash }
    return bytes[..<e].allSatisfy { $0.isDigit || $0 == .dot || $0 == .comma }
      && !exponent.isEmpty && exponent.allSatisfy(\.isDigit)
  }

  private static func isDigitLike(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.numericType != nil
  }

  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0xA0, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202F, 0x2060...0x206F,
      0xFEFF:
      true
    default: false
    }
  }

  static func escaped(_ scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }
}

/// The check digit of bank cards (ISO/IEC 7812-1, annex B).
enum Luhn {
  /// - Parameter digits: ASCII digits.
  static func isValid(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (index, byte) in digits.reversed().enumerated() {
      let digit = Int(byte - .digitZero)
      guard (0...9).contains(digit) else { return false }
      let doubled = digit * 2
      sum += index.isMultiple(of: 2) ? digit : doubled > 9 ? doubled - 9 : doubled
    }
    return sum.isMultiple(of: 10)
  }
}
