import Diagnosis
import Testing

@Suite struct CauseTextTests {
  /// Causes that no line of a merchant's code brings about.
  private static let withoutCode: Set<DiagnosisCode> = [
    .duplicateFirst, .duplicateBoth, .keyTrimmed, .keyFullWidth, .keyOtherProfile, .keyPrevious,
    .hexEscaped, .ruleOfServers, .statusChanged,
    .notifyURLQuery,
  ]

  @Test(arguments: DiagnosisCode.allCases)
  func everyCauseIsExplainedInBothLanguages(_ code: DiagnosisCode) {
    #expect(code.text.sentence.hasSuffix("."))
    #expect(code.text.chinese.hasSuffix("。"))
    #expect(code.text.fix.hasSuffix("."))
  }

  @Test func everyCauseHasASentenceOfItsOwn() {
    #expect(Set(DiagnosisCode.allCases.map(\.text.sentence)).count == DiagnosisCode.allCases.count)
    #expect(Set(DiagnosisCode.allCases.map(\.text.chinese)).count == DiagnosisCode.allCases.count)
  }

  @Test(arguments: DiagnosisCode.allCases, SnippetLanguage.allCases)
  func everyCauseInCodeHasASnippet(_ code: DiagnosisCode, _ language: SnippetLanguage) {
    #expect((code.snippet(in: language) == nil) == Self.withoutCode.contains(code))
    #expect(code.snippet(in: language)?.isEmpty != true)
  }
}
