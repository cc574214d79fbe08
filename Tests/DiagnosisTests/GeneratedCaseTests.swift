import Diagnosis
import Testing
import WireFormat

@Suite struct GeneratedCaseTests {
  @Test(arguments: JoiningCases.all + ValueCases.all + CustomRuleCases.all)
  func everyMistakeIsFoundAndNoTextShowsAKey(_ item: Case) {
    let diagnosis = item.sample.explain(item.sign, item.context)
    let found = diagnosis.explanations.map { $0.causes.map(\.code.rawValue).joined(separator: "+") }
    #expect(
      diagnosis.explanations.contains { $0.causes.contains { $0.code == item.code } },
      "found \(found) after \(diagnosis.searched)")
    let texts = [JSONWriter().string(diagnosis.json), "\(diagnosis)"]
    for canary in canaries(item.sample.key) { #expect(!texts.contains { $0.contains(canary) }) }
  }

  private func canaries(_ key: String) -> [String] {
    let fullWidth = String(
      String.UnicodeScalarView(
        key.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
    return [
      key, key.uppercased(), key.lowercased(), fullWidth, String(key.prefix(key.count / 2)),
      "OtherProfileKey123", "OldRotationKey456",
    ]
  }

  @Test func everyCauseHasACase() {
    let cases = Set((JoiningCases.all + ValueCases.all + CustomRuleCases.all).map(\.code))
    let missing = DiagnosisCode.allCases.filter { !cases.contains($0) }
    #expect(missing.map(\.rawValue) == [])
  }
}
