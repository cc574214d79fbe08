import PaymentValues
import Testing

/// A key is found however a file would write it, and nothing else is touched.
@Suite struct KeyGuardTests {
  private static let keys = KeyGuard([
    Secret(Array("a+b/c%41=中&9f".utf8)), Secret(Array("0123456789abcdef".utf8)),
    Secret(Array("0123456789abcdefXYZ".utf8)), Secret(Array("short".utf8)),
  ])

  @Test(arguments: [
    ("0123456789abcdef", "‹key›"), ("x0123456789abcdefy", "x‹key›y"),
    ("0123456789abcdef0123456789abcdef", "‹key›‹key›"), ("0123456789abcdefXYZ", "‹key›"),
    ("a+b/c%41=中&9f", "‹key›"), ("a%2Bb%2Fc%2541%3D%E4%B8%AD%269f", "‹key›"),
    ("a%2bb%2fc%2541%3d%e4%b8%ad%269f", "‹key›"), ("a%252Bb/c%41=中&9f", "‹key›"),
    (#"a\u002bb\/c%41=\u4e2d&9f"#, "‹key›"), ("%30123456789abcdef", "‹key›"),
    ("a+b/cA=中&9f", "a+b/cA=中&9f"), ("a b/c%41=中&9f", "a b/c%41=中&9f"),
    ("0123456789ABCDEF", "0123456789ABCDEF"), ("0123456789abcde", "0123456789abcde"),
    ("short", "short"), ("", ""), ("100%", "100%"), (#"\"#, #"\"#), (#"\u12"#, #"\u12"#),
    ("%4", "%4"),
  ])
  func onlyAKeyIsCoveredUp(text: String, covered: String) {
    #expect(Self.keys.covered(text) == covered)
    #expect(Self.keys.covered(Array(text.utf8)) == Array(covered.utf8))
    #expect(Self.keys.holds(text) == (text != covered))
  }

  @Test func bytesThatAreNoTextStayAsTheyAre() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x25, 0x00, 0x5C]
    #expect(Self.keys.covered(bytes) == bytes)
    let mixed = [0xFF] + Array("0123456789abcdef".utf8) + [0xC0]
    #expect(Self.keys.covered(mixed) == [0xFF] + Array("‹key›".utf8) + [0xC0])
  }

  @Test func withoutKeysNothingIsLookedFor() {
    #expect(KeyGuard().isEmpty)
    #expect(KeyGuard([Secret([])]).covered("anything") == "anything")
  }
}
