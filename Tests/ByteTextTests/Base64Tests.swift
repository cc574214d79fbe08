import ByteText
import Testing

@Suite struct Base64Tests {
  /// RFC 4648 section 10, and bytes above ASCII.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{3FF}\u{3FF}", "z7/Pvw=="),
  ])
  func theVectorsHoldBothWays(_ plain: String, _ text: String) {
    #expect(Base64.encode(Array(plain.utf8)) == Array(text.utf8))
    #expect(Base64.decode(Array(text.utf8)) == Array(plain.utf8))
  }

  @Test func everyLengthAndByteSurvivesTheRoundTrip() {
    for count in 0...100 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ count) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
  }

  /// Section 5's alphabet, missing padding and broken lines are read.
  @Test(arguments: ["z7/Pvw==", "z7_Pvw==", "z7/Pvw", "z7/P\r\nvw==\n", " z7/Pvw= ="])
  func whatIsMeantIsRead(_ text: String) {
    #expect(Base64.decode(Array(text.utf8)) == Array("\u{3FF}\u{3FF}".utf8))
  }

  /// What stands behind padding would be lost without a word.
  @Test(arguments: ["Zg==Zg==", "Zm9v!", "Zm8=x", "Zm9\u{3FF}"])
  func otherTextIsRefused(_ text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }
}
