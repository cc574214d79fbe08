import Signing
import Testing
import WireFormat

@Suite struct GeneratedCaseTests {
  @Test(arguments: JoiningCases.all + ValueCases.all + CustomRuleCases.all)
  func everyMistakeIsFound(_ item: Case) {
    let diagnosis = item.sample.explain(item.sign, item.context)
    let found = diagnosis.explanations.map { $0.causes.map(\.code.rawValue).joined(separator: "+") }
    #expect(
      diagnosis.explanations.contains { $0.causes.contains { $0.code == item.code } },
      "found \(found) after \(diagnosis.searched)")
  }

  @Test func everyCauseHasACase() {
    let cases = Set((JoiningCases.all + ValueCases.all + CustomRuleCases.all).map(\.code))
    let missing = DiagnosisCode.allCases.filter { !cases.contains($0) }
    #expect(missing.map(\.rawValue) == [])
  }
}
