import ByteText
import Testing

@Suite struct ByteSearchTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test(arguments: [
    ("abcabc", "bc", 1), ("abcabc", "c", 2), ("aab", "ab", 1), ("abc", "abc", 0),
  ])
  func aPartIsFoundWhereItFirstStands(_ text: String, _ part: String, _ place: Int) {
    #expect(bytes(text).firstIndex(of: bytes(part)) == place)
    #expect(bytes(text).contains(part))
    #expect(("xx" + text).utf8.dropFirst(2).elementsEqual(bytes(text)))
    #expect(bytes("xx" + text)[2...].firstIndex(of: bytes(part)) == place + 2)
  }

  @Test(arguments: [("abc", "abcd"), ("abc", "d"), ("abc", ""), ("", "a"), ("", "")])
  func whatDoesNotStandThereIsNotFound(_ text: String, _ part: String) {
    #expect(bytes(text).firstIndex(of: bytes(part)) == nil)
    #expect(!bytes(text).contains(part))
  }

  @Test func theSearchCanBeginLater() {
    #expect(bytes("abcabc").firstIndex(of: bytes("bc"), from: 2) == 4)
    #expect(bytes("abcabc").firstIndex(of: bytes("bc"), from: 5) == nil)
    #expect(bytes("abc").firstIndex(of: bytes("a"), from: 9) == nil)
  }

  @Test(arguments: [(" a b ", "a b"), ("a", "a"), ("  ", ""), ("", ""), ("\t\u{B}a\r\n", "a")])
  func whatIsSpareGoesAtBothEnds(_ text: String, _ core: String) {
    #expect(bytes(text).trimmed(\.isSpace).elementsEqual(bytes(core)))
  }

  @Test func onlyLettersOfASCIIBecomeSmall() {
    #expect(bytes("AZaz09_É").lowercased == bytes("azaz09_É"))
    #expect(bytes("Key_É").isSameIgnoringCase(as: bytes("kEY_É")))
    #expect(bytes("").isSameIgnoringCase(as: bytes("")))
    for other in ["kez_É", "key_é", "key_É ", "key_", "\u{B}ey_É"] {
      #expect(!bytes("Key_É").isSameIgnoringCase(as: bytes(other)), "\(other)")
    }
  }
}
