import ByteText
import Testing

@Suite struct HexTests {
  @Test func everyByteSurvivesTheRoundTrip() {
    let all = [UInt8](0...255)
    #expect(Hex.decode(Hex.encode(all)) == all)
    #expect(Hex.decode(Hex.encode(all, upper: true)) == all)
    #expect(Hex.encode([0x0A, 0xFF]) == Array("0aff".utf8))
    #expect(Hex.encode([0x0A, 0xFF], upper: true) == Array("0AFF".utf8))
  }

  @Test(arguments: ["0", "0g", "0x", " 0", "é", "00 "])
  func otherTextIsRefused(_ text: String) {
    #expect(Hex.decode(Array(text.utf8)) == nil)
  }
}
