import ByteText

/// What a word looks like before anything is known about options.
enum WordShape {
  static let dash = UInt8(ascii: "-")
  static let equals = UInt8(ascii: "=")

  /// Whether `word` is `--`.
  static func isTerminator(_ word: [UInt8]) -> Bool { word == [dash, dash] }

  /// Whether `word` begins with a dash and is more than the dash.
  static func beginsWithDash(_ word: [UInt8]) -> Bool { word.count > 1 && word[0] == dash }

  /// Whether `word` is `-` followed by a digit, or by a point and a digit.
  static func isNegativeNumber(_ word: [UInt8]) -> Bool {
    guard word.count > 1, word[0] == dash else { return false }
    if word[1].isDigit { return true }
    return word.count > 2 && word[1] == UInt8(ascii: ".") && word[2].isDigit
  }

  /// Whether `word` is an option where `letters` tells which short options exist.
  static func isOption(_ word: [UInt8], hasLetter: (UInt8) -> Bool) -> Bool {
    guard beginsWithDash(word) else { return false }
    return !isNegativeNumber(word) || hasLetter(word[1])
  }

  /// The name of a long option and where its value begins, if it has one after `=`.
  static func splitLong(_ word: [UInt8]) -> (name: Range<Int>, value: Range<Int>?) {
    guard let equals = word.firstIndex(of: equals) else { return (2..<word.count, nil) }
    return (2..<max(equals, 2), equals + 1..<word.count)
  }
}
