import TextLayout

/// Characters that an input method or a word processor puts where ASCII was meant.
enum LookAlike {
  private static let dashes: [UInt32] = [
    0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D,
  ]
  private static let quotes: [UInt32] = [
    0x2018, 0x2019, 0x201C, 0x201D, 0x300C, 0x300D, 0xFF02, 0xFF07,
  ]

  /// The look-alike dash with which `word` begins, if it begins with one.
  static func leadingDash(_ word: [UInt8]) -> Unicode.Scalar? {
    guard let first = word.first, first >= 0x80,
      case .scalar(let scalar)? = firstUnit(word), dashes.contains(scalar.value)
    else {
      return nil
    }
    return scalar
  }

  /// The first character in `bytes` of `word` that looks like ASCII and is not.
  static func inName(_ word: [UInt8], of bytes: Range<Int>) -> (Unicode.Scalar, Range<Int>)? {
    guard let text = String(validating: word[bytes], as: UTF8.self) else { return nil }
    var position = bytes.lowerBound
    for scalar in text.unicodeScalars {
      let end = position + UTF8.width(scalar)
      if ascii(for: scalar) != nil { return (scalar, position..<end) }
      position = end
    }
    return nil
  }

  /// The first look-alike of `text`, as typed values (amounts, dates, numbers) hold none.
  static func first(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { ascii(for: $0) != nil }
  }

  /// What `scalar` was meant to be, if it looks like ASCII and is not.
  static func ascii(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let value = scalar.value
    guard value >= 0x80 else { return nil }
    if dashes.contains(value) { return "-" }
    if quotes.contains(value) { return "\"" }
    if value == 0x3000 || value == 0xA0 { return " " }
    if value == 0x3002 { return "." }
    if (0xFF01...0xFF5E).contains(value) { return Unicode.Scalar(value - 0xFEE0) }
    return nil
  }

  /// `word` in ASCII: dashes at the beginning as one or two, quotes and spaces dropped.
  static func normalised(_ word: String) -> String {
    var result = ""
    for scalar in word.unicodeScalars {
      let plain = ascii(for: scalar) ?? scalar
      if plain != "\"", plain != " " { result.unicodeScalars.append(plain) }
    }
    let name = result.drop { $0 == "-" }
    guard name.count < result.count else { return result }
    let letters = name.prefix { $0 != "=" }
    return (letters.count == 1 ? "-" : "--") + name
  }

  private static func firstUnit(_ word: [UInt8]) -> UTF8Unit? {
    var units = UTF8Units(word.prefix(4))
    return units.next()
  }
}
