import ByteText

/// The shape of a day or a moment on the command line.
enum DateShape {
  /// Whether `text` is `now`, `today`, `yesterday`, an offset such as `-2d`, `2016-12-26`, or a
  /// day with a time (`2016-12-26 18:18`, RFC 3339 with or without offset), and exists.
  static func isValid(_ text: String) -> Bool {
    if ["now", "today", "yesterday"].contains(text) { return true }
    if text.utf8.first == WordShape.dash { return isOffset(text.utf8.dropFirst()) }
    var reader = Reader(rest: text.utf8[...])
    guard reader.day() else { return false }
    if reader.rest.isEmpty { return true }
    guard reader.skip(" ") || reader.skip("T") || reader.skip("t"), reader.time() else {
      return false
    }
    return reader.rest.isEmpty || (reader.zone() && reader.rest.isEmpty)
  }

  private static func isOffset(_ text: Substring.UTF8View) -> Bool {
    let digits = text.prefix(while: \.isDigit)
    guard (1...6).contains(digits.count) else { return false }
    return ["s", "m", "h", "d", "w"].contains(String(Substring(text[digits.endIndex...])))
  }

  private struct Reader {
    var rest: Substring.UTF8View

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest = rest.dropFirst()
      return true
    }

    mutating func number(digits: Int, in range: ClosedRange<Int>) -> Int? {
      let text = rest.prefix(digits)
      guard text.count == digits, text.allSatisfy(\.isDigit),
        let value = Int(String(Substring(text))), range.contains(value)
      else { return nil }
      rest = rest.dropFirst(digits)
      return value
    }

    mutating func day() -> Bool {
      guard let year = number(digits: 4, in: 1970...9999), skip("-"),
        let month = number(digits: 2, in: 1...12), skip("-")
      else { return false }
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      return number(digits: 2, in: 1...lengths[month - 1]) != nil
    }

    mutating func time() -> Bool {
      guard number(digits: 2, in: 0...23) != nil, skip(":"),
        number(digits: 2, in: 0...59) != nil
      else { return false }
      guard skip(":") else { return true }
      guard number(digits: 2, in: 0...59) != nil else { return false }
      guard skip(".") else { return true }
      let fraction = rest.prefix(while: \.isDigit)
      rest = rest[fraction.endIndex...]
      return (1...9).contains(fraction.count)
    }

    mutating func zone() -> Bool {
      if skip("Z") || skip("z") { return true }
      guard skip("+") || skip("-"), number(digits: 2, in: 0...23) != nil, skip(":") else {
        return false
      }
      return number(digits: 2, in: 0...59) != nil
    }
  }
}
