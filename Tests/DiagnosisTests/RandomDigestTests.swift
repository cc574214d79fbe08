import PaymentValues
import Platform
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
    var random = SplitMix64(seed: 2026)
    return (0..<count).map { _ in
      let words = [random.next(), random.next()]
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
