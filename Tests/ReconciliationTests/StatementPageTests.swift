import Reconciliation
import TestSupport
import Testing

/// The page of the documentation says what the program reads.
struct StatementPageTests {
  @Test func thePageIsUpToDate() {
    let path = TestFiles.root + "/docs/statements.md"
    let page = StatementPage.markdown
    if TestFiles.isRecording { #expect(TestFiles.write(page, to: path)) }
    let isUpToDate = TestFiles.text(path) == page
    #expect(isUpToDate, "renew with MERCHANT_RECORD=1 swift test")
  }
}
