import ByteText
import Glibc
import Testing

/// Every byte against the C library's own tables, in the C locale that a program starts in.
@Suite struct ByteClassTests {
  @Test(arguments: UInt8.min...UInt8.max)
  func aByteIsWhatTheCLibrarySays(_ byte: UInt8) {
    let code = Int32(byte)
    #expect(byte.isDigit == (isdigit(code) != 0))
    #expect(byte.isUpperLetter == (isupper(code) != 0))
    #expect(byte.isLowerLetter == (islower(code) != 0))
    #expect(byte.isLetter == (isalpha(code) != 0))
    #expect(byte.isAlphanumeric == (isalnum(code) != 0))
    #expect(byte.isHexDigit == (isxdigit(code) != 0))
    #expect(byte.isBlank == (isblank(code) != 0))
    #expect(byte.isSpace == (isspace(code) != 0))
    #expect(byte.isControl == (iscntrl(code) != 0))
    #expect(byte.lowercased == UInt8(tolower(code)))
    #expect(byte.uppercased == UInt8(toupper(code)))
    #expect(byte.isWhitespace == " \t\r\n".utf8.contains(byte))
    #expect(
      byte.hexValue.map(Int.init)
        == (byte < 0x80 ? Character(Unicode.Scalar(byte)).hexDigitValue : nil))
  }
}
