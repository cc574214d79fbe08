import Diagnosis
import TestSupport
import Testing

/// docs/causes.md has a row for every cause that the diagnosis can find.
@Suite struct CausesPageTests {
  private static let path = TestFiles.root + "/docs/causes.md"

  private static let page = """
    # Why a signature does not fit

    Every cause that `merchant verify` finds and `--explain` prints, by its code in `explanations`. With `--snippet php` (java, go, python, swift) the right code for the step stands beside it. Made by the test `CausesPageTests`; `make docs` renews it.

    | code | what went wrong | 原因 | what to do |
    |---|---|---|---|

    """
    + DiagnosisCode.allCases.map { code in
      let text = code.text
      return "| `\(code.rawValue)` | \(text.sentence) | \(text.chinese) | \(text.fix) |\n"
    }.joined()

  @Test func thePageIsUpToDate() {
    if TestFiles.isRecording { #expect(TestFiles.write(Self.page, to: Self.path)) }
    #expect(TestFiles.text(Self.path) == Self.page, "renew with make docs")
  }
}
