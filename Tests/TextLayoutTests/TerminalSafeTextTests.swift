import Testing
import TextLayout

@Suite struct TerminalSafeTextTests {
  @Test(arguments: [
    ("plain 张三", "plain 张三"), ("\u{1B}[2J", "\\u{1b}[2J"), ("a\nb", "a\\u{a}b"),
    ("a\r\nb", "a\\u{d}\\u{a}b"), ("\u{7F}", "\\u{7f}"), ("\u{9B}1m", "\\u{9b}1m"),
    ("\u{202E}1", "\\u{202e}1"), ("\u{2066}", "\\u{2066}"), ("a\u{200B}b", "a\\u{200b}b"),
    ("\u{FEFF}", "\\u{feff}"), ("\u{2028}", "\\u{2028}"),
  ])
  func controlsAreShownAsCodes(_ text: String, _ shown: String) {
    #expect(TerminalSafeText.escape(text) == shown)
  }

  @Test func lineFeedsMayBeKept() {
    #expect(TerminalSafeText.escape("a\n\u{7}", keepingLineFeeds: true) == "a\n\\u{7}")
  }

  @Test(
    arguments: [
      ([0x61, 0xFF], "a\\xff"), ([0xC0, 0x80], "\\xc0\\x80"), ([0xE4, 0xBC], "\\xe4\\xbc"),
      ([0xE5, 0xBC, 0xA0], "张"), ([0x1B], "\\u{1b}"), ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"),
      ([0x0A, 0x80], "\\u{a}\\x80"), ([], ""), ([0xF0, 0x9F, 0x91], "\\xf0\\x9f\\x91"),
    ] as [([UInt8], String)])
  func strayBytesAreShownInHex(_ bytes: [UInt8], _ shown: String) {
    #expect(TerminalSafeText.escape(bytes: bytes) == shown)
  }

  @Test func noScalarReachesTheTerminalAsAControl() {
    var bad = 0
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = TerminalSafeText.escape(String(scalar))
      let isBad = shown.unicodeScalars.contains {
        $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
      }
      bad += isBad ? 1 : 0
    }
    #expect(bad == 0)
  }
}
