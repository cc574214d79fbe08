import Testing

@testable import WireFormat

@Suite struct HexTests {
  @Test func everyByteSurvivesTheRoundTrip() {
    let all = Bytes(0...255)
    #expect(Hex.decode(Hex.encode(all)) == all)
    #expect(Hex.decode(Hex.encode(all, upper: true)) == all)
    #expect(Hex.encode([0x0A, 0xFF]) == bytes("0aff"))
    #expect(Hex.encode([0x0A, 0xFF], upper: true) == bytes("0AFF"))
  }

  @Test(arguments: ["0", "0g", "0x", " 0", "é", "00 "])
  func otherTextIsRefused(_ text: String) {
    #expect(Hex.decode(bytes(text)) == nil)
  }
}
