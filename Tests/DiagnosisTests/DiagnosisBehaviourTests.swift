import Diagnosis
import PaymentValues
import Testing
import WireFormat

@Suite struct DiagnosisBehaviourTests {
  @Test func everyRunGivesTheSameAnswer() throws {
    let sample = try #require(Sample.payCenterCallback)
    let sign = sample.text { $0["amount"] = "100.00" }.sign()
    #expect(sample.explain(sign) == sample.explain(sign))
  }

  @Test func causesThatCannotBeToldApartAreAllNamed() throws {
    // A key with a newline behind it and a text with a newline behind it are one text.
    let sample = try #require(Sample.lianheOrder)
    let codes = sample.explain(sample.text { $0.back += "\n" }.sign()).explanations.map(\.code)
    #expect(codes == ["key-with-newline", "trailing-newline"])
  }

  @Test func twoMistakesOfDifferentKindsAreFoundTogether() throws {
    let sample = try #require(Sample.payIndexOrder)
    var text = sample.text {
      $0.back = sample.key
      $0["pay_productname"] = "茶叶"
    }
    text.upper = false
    let diagnosis = sample.explain(text.sign())
    let codes = try #require(diagnosis.explanations.first).causes.map(\.code)
    #expect(codes == [.keyBare, .unsignedFieldSigned, .letterCase])
  }

  @Test func theSmallestExplanationEndsTheSearch() throws {
    let sample = try #require(Sample.payCenterOrder)
    let diagnosis = sample.explain(sample.text { $0.back = sample.key }.sign())
    #expect(diagnosis.explanations.map(\.code) == ["key-bare"])
    #expect(diagnosis.searched < 10_000)
  }

  @Test func evidenceMarksTheFirstDifference() throws {
    let sample = try #require(Sample.lianheOrder)
    let diagnosis = sample.explain(sample.text { $0["amount"] = "100" }.sign())
    let evidence = try #require(diagnosis.explanations.first).evidence
    #expect(evidence.firstDifference == 10)
    #expect(evidence.ruleText.hasPrefix("amount=100.00&appKey="))
    #expect(evidence.marked.hasPrefix("amount=100▸&appKey="))
    #expect(evidence.marked.hasSuffix("&returnUrl=&key=‹key›"))
  }

  @Test func theLimitEndsTheSearch() throws {
    let sample = try #require(Sample.payCenterOrder)
    let sign = "00112233445566778899AABBCCDDEEFF"
    let diagnosis = sample.explain(sign, DiagnosisContext(maximumHashes: 500))
    #expect(diagnosis.searched == 500)
    #expect(diagnosis.isExhausted)
  }

  @Test(arguments: ["", "0", "no digest at all", "ABCDEF012345678", "签名", "\u{0}\u{1}", "===="])
  func textsThatAreNoDigestAreNotSearched(_ sign: String) throws {
    let sample = try #require(Sample.payIndexOrder)
    #expect(sample.explain(sign).explanations.isEmpty)
    #expect(sample.explain(sign).searched == 0)
  }

  @Test func aRightSignatureNeedsNoExplanation() throws {
    let sample = try #require(Sample.payCenterOrder)
    #expect(sample.explain(sample.text().sign()).explanations.isEmpty)
  }

  @Test func anyBytesAreSurvived() throws {
    let bytes = Bytes(0...255)
    let sample = try #require(Sample.payCenterOrder)
      .with("subject", .text(bytes)).with("body", .number(bytes)).with("param1", .nested(bytes))
    let diagnosis = SignatureDiagnosis.explain(
      fields: sample.fields, message: sample.message, gateway: sample.gateway,
      key: Secret(bytes), given: Array("00112233445566778899AABBCCDDEEFF".utf8),
      context: DiagnosisContext(maximumHashes: 20_000))
    #expect(diagnosis.explanations.isEmpty)
  }

  @Test func aReportNeverSaysValid() throws {
    let sample = try #require(Sample.lianheOrder)
    let json = sample.explain(sample.text { $0.upper = true }.sign()).json
    #expect(json["valid"] == false)
    #expect(json["explanations"]?.arrayElements?.first?["code"] == "letter-case")
  }
}
