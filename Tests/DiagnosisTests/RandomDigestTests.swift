import ByteText
import Diagnosis
import PaymentValues
import Platform
import Testing
import WireFormat

/// Nothing explains a digest that nobody computed.
@Suite struct RandomDigestTests {
  #if DEBUG
    // Without the optimizer a whole search takes many seconds: its first tenth is tried.
    private static let count = 10
    private static let mostTexts = 30_000
  #else
    private static let count = 10_000
    private static let mostTexts = DiagnosisContext().maximumHashes
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
    var context = JoiningCases.others
    context.maximumHashes = Self.mostTexts
    let diagnosis = SignatureDiagnosis.explain(
      fields: sample.fields, message: sample.message, gateway: sample.gateway,
      key: Secret(Array(sample.key.utf8)), anyOf: Self.digests(Self.count),
      context: context)
    #expect(diagnosis.explanations.isEmpty)
    #expect(diagnosis.searched > 3000)
    #expect(diagnosis.isExhausted == (diagnosis.searched >= Self.mostTexts))
  }

  @Test(arguments: digests(2).map { String(decoding: Hex.encode($0), as: UTF8.self) })
  func noRandomSignatureIsExplained(_ sign: String) throws {
    let sample = try #require(Sample.payIndexCallback)
    let context = DiagnosisContext(maximumHashes: Self.mostTexts)
    #expect(sample.explain(sign, context).explanations.isEmpty)
    #expect(sample.explain(String(sign.prefix(16)), context).explanations.isEmpty)
  }
}
