import PaymentValues
import Signing
import Testing
import WireFormat

/// Nothing explains a digest that nobody computed.
@Suite struct RandomDigestTests {
  #if DEBUG
    private static let count = 10
  #else
    private static let count = 10_000
  #endif

  private static func digests(_ count: Int) -> [Bytes] {
    // SplitMix64, so that every run tries the same ones.
    var state: UInt64 = 2026
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
      return word ^ word >> 31
    }
    return (0..<count).map { _ in
      let words = [next(), next()]
      return words.flatMap { word in
        (0..<8 as Range<UInt64>).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
      }
    }
  }

  @Test(arguments: Sample.all)
  func noRandomDigestIsExplained(_ sample: Sample) {
    let diagnosis = SignatureDiagnosis.explain(
      fields: sample.fields, message: sample.message, gateway: sample.gateway,
      key: Secret(Array(sample.key.utf8)), anyOf: Self.digests(Self.count),
      context: JoiningCases.others)
    #expect(diagnosis.explanations.isEmpty)
    #expect(diagnosis.searched > 3000)
    #expect(!diagnosis.isExhausted)
  }

  @Test(arguments: digests(2).map { String(decoding: Hex.encode($0), as: UTF8.self) })
  func noRandomSignatureIsExplained(_ sign: String) throws {
    let sample = try #require(Sample.payIndexCallback)
    #expect(sample.explain(sign).explanations.isEmpty)
    #expect(sample.explain(String(sign.prefix(16))).explanations.isEmpty)
  }
}
