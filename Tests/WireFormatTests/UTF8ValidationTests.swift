import Platform
import TestSupport
import Testing

@testable import WireFormat

@Suite struct UTF8ValidationTests {
  static let cases: [(Bytes, Int?)] = [
    ([], nil), ([0x00], nil), ([0x7F], nil), ([0x80], 0), ([0xC0, 0xAF], 0), ([0xC1, 0x80], 0),
    ([0xC2, 0x80], nil), ([0xC2], 0), ([0xC2, 0x20], 0), ([0xDF, 0xBF], nil),
    ([0xE0, 0x9F, 0x80], 0), ([0xE0, 0xA0, 0x80], nil), ([0xE4, 0xB8, 0xAD], nil),
    ([0xE4, 0xB8], 0), ([0xE4, 0xB8, 0x20], 0), ([0xED, 0x9F, 0xBF], nil), ([0xED, 0xA0, 0x80], 0),
    ([0xEE, 0x80, 0x80], nil), ([0xEF, 0xBF, 0xBF], nil), ([0xF0, 0x8F, 0x80, 0x80], 0),
    ([0xF0, 0x90, 0x80, 0x80], nil), ([0xF4, 0x8F, 0xBF, 0xBF], nil),
    ([0xF4, 0x90, 0x80, 0x80], 0),
    ([0xF5, 0x80, 0x80, 0x80], 0), ([0xF0, 0x90, 0x80], 0), ([0xFF], 0), ([0xFE], 0),
  ]

  @Test(arguments: cases)
  func theFirstBadByteIsFound(_ input: Bytes, _ expected: Int?) {
    #expect(UTF8Validation.firstInvalidOffset(in: input) == expected)
    for count in 1...17 {
      let front = Bytes(repeating: 0x61, count: count)
      let place = UTF8Validation.firstInvalidOffset(in: front + input + front)
      #expect(place == expected.map { $0 + count }, "\(count) letters before and after")
    }
  }

  @Test func agreesWithTheStandardLibrary() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<5_000 {
      var input = Array(String(decoding: random.bytes(upTo: 12), as: UTF8.self).utf8)
      if random.below(2) == 0, !input.isEmpty {
        input[random.below(input.count)] = UInt8.random(in: 0...255, using: &random)
      }
      let standard = String(validating: input, as: UTF8.self) != nil
      #expect(UTF8Validation.isValid(input) == standard)
    }
  }
}
