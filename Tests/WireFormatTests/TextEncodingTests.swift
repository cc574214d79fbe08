import Platform
import TestSupport
import Testing

@testable import WireFormat

@Suite struct TextEncodingTests {
  static let text = "订单号,金额\r\nA1,¥1.00 😀\r\n"
  /// 订单号,金额 in GB 2312.
  static let gb: Bytes = [
    0xB6, 0xA9, 0xB5, 0xA5, 0xBA, 0xC5, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE,
  ]

  static func utf16(_ text: String, bigEndian: Bool) -> Bytes {
    text.utf16.flatMap { unit -> Bytes in
      let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
      return bigEndian ? [high, low] : [low, high]
    }
  }

  static let files: [(Bytes, TextEncoding, String)] = [
    (bytes(text), .utf8, text), (bytes("\u{FEFF}" + text), .utf8, text), ([], .utf8, ""),
    (utf16("\u{FEFF}" + text, bigEndian: false), .utf16LittleEndian, text),
    (utf16("\u{FEFF}" + text, bigEndian: true), .utf16BigEndian, text),
    (utf16(text, bigEndian: false), .utf16LittleEndian, text),
    (utf16(text, bigEndian: true), .utf16BigEndian, text),
    (gb, .gb18030, "订单号,金额"), (gb + [0x94, 0x39, 0xFC, 0x36], .gb18030, "订单号,金额😀"),
  ]

  @Test(arguments: files)
  func filesAreRecognisedAndConverted(_ file: Bytes, _ encoding: TextEncoding, _ expected: String)
    throws
  {
    #expect(TextEncoding.detect(file) == encoding)
    #expect(try encoding.toUTF8(file) == bytes(expected))
    for size in 1...5 {
      var decoder = try TextDecoder(encoding)
      var text = Bytes()
      for start in stride(from: 0, to: file.count, by: size) {
        text += try decoder.feed(Array(file[start..<min(start + size, file.count)]))
      }
      try decoder.finish()
      #expect(text == bytes(expected), "pieces of \(size)")
    }
  }

  @Test func largeFilesAreConverted() throws {
    let many = Bytes((0..<10_000).flatMap { _ in Self.gb })
    #expect(
      try TextEncoding.gb18030.toUTF8(many)
        == bytes(String(repeating: "订单号,金额", count: 10_000)))
  }

  @Test(
    arguments: [
      (.utf8, [0x61, 0xFF], "encoding_invalid", 1),
      (.utf8, [0x61, 0xE4, 0xB8], "encoding_truncated", 1),
      (.utf8, [0xED, 0xA0, 0x80], "encoding_invalid", 0),
      (.gb18030, [0x61, 0xFF, 0x61], "encoding_invalid", 1),
      (.gb18030, [0x61, 0xB6], "encoding_truncated", 1),
      (.utf16LittleEndian, [0x61, 0x00, 0x00, 0xDC, 0x61, 0x00], "encoding_invalid", 2),
      (.utf16BigEndian, [0x00, 0x61, 0x00], "encoding_truncated", 2),
    ] as [(TextEncoding, Bytes, String, Int)])
  func badTextIsRefused(_ encoding: TextEncoding, _ file: Bytes, _ code: String, _ offset: Int) {
    let error = #expect(throws: WireError.self) { try encoding.toUTF8(file) }
    #expect(error?.code == code)
    #expect(error?.offset == offset)
  }

  @Test func neitherIsNoAnswer() {
    #expect(TextEncoding.detect([0xFF, 0x61]) == nil)
    #expect(TextEncoding.detect([0x80, 0x80]) == nil)
    #expect(TextEncoding.detect([0, 0, 0, 0]) == nil)
    #expect(TextEncoding.detect(bytes("one stray \0 in plain text")) == nil)
  }

  @Test func aSampleMayBeCutAnywhere() {
    for encoded in [bytes(Self.text), Self.gb] {
      let encoding = TextEncoding.detect(encoded)
      for end in 3..<encoded.count {
        #expect(TextEncoding.detect(Array(encoded[..<end]), isWhole: false) == encoding)
      }
    }
  }

  @Test func anyBytesCanBeDecoded() throws {
    var random = SplitMix64(seed: 8)
    for _ in 0..<500 {
      let input = random.bytes(upTo: 40)
      _ = TextEncoding.detect(input)
      for encoding in TextEncoding.allCases {
        guard let text = try? encoding.toUTF8(input) else { continue }
        #expect(UTF8Validation.isValid(text))
      }
    }
  }
}
