/// What a byte is, as ASCII has it; a byte above 0x7F is none of these.
extension UInt8 {
  /// `0` to `9`.
  @inlinable package var isDigit: Bool { self &- .digitZero < 10 }

  /// `A` to `Z`.
  @inlinable package var isUpperLetter: Bool { self &- 0x41 < 26 }

  /// `a` to `z`.
  @inlinable package var isLowerLetter: Bool { self &- 0x61 < 26 }

  /// A letter of either case.
  @inlinable package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// A letter or a digit.
  @inlinable package var isAlphanumeric: Bool { isLetter || isDigit }

  /// A digit, or `A` to `F` of either case.
  @inlinable package var isHexDigit: Bool { hexValue != nil }

  /// Space or TAB.
  @inlinable package var isBlank: Bool { self == .space || self == .tab }

  /// Space, TAB, LF or CR: what JSON allows between its words (RFC 8259 section 2).
  @inlinable package var isWhitespace: Bool {
    self == .space || self == .lineFeed || self == .carriageReturn || self == .tab
  }

  /// What C's `isspace` and PHP's `trim` step over: also the vertical TAB and the form feed.
  @inlinable package var isSpace: Bool { self == .space || self &- .tab < 5 }

  /// What moves a terminal instead of being shown: below the space, or DEL.
  @inlinable package var isControl: Bool { self < .space || self == .delete }

  /// The value 0 to 15 of a hexadecimal digit of either case, or nil.
  @inlinable package var hexValue: UInt8? {
    let digit = self &- .digitZero
    if digit < 10 { return digit }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }

  /// The small letter of a capital one; any other byte as it is.
  @inlinable package var lowercased: UInt8 { isUpperLetter ? self | 0x20 : self }

  /// The capital letter of a small one; any other byte as it is.
  @inlinable package var uppercased: UInt8 { isLowerLetter ? self & 0xDF : self }
}
