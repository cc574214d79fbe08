import Glibc
import PaymentValues
import Testing
import WireFormat

@testable import Reconciliation

struct RunTests {
  private static func path(_ name: String) -> String {
    "/tmp/reconcile-test-\(getpid())-\(UInt64.random(in: .min ... .max))-\(name)"
  }

  @Test func aSecondRunLeavesWithSeventyFive() throws {
    let path = Self.path("lock")
    defer { unlink(path) }
    let first = try ReconcileLock(path)
    do {
      _ = try ReconcileLock(path)
      Issue.record("the second lock was given")
    } catch {
      #expect(error.refusal.exit == .temporary)
    }
    withExtendedLifetime(first) {}
  }

  @Test func aLockThatOthersCanChangeIsRefused() throws {
    let path = Self.path("open-lock")
    defer { unlink(path) }
    _ = close(open(path, O_CREAT | O_WRONLY, 0o600))
    chmod(path, 0o666)
    do {
      _ = try ReconcileLock(path)
      Issue.record("the lock was given")
    } catch {
      #expect(error.refusal.exit == .refused)
      #expect(error.refusal.code == "reconcile_insecure")
      #expect(error.refusal.hint?.contains("chmod 600") == true)
    }
  }

  @Test func aWatermarkComesBackAndADamagedOneIsRefused() throws {
    let path = Self.path("mark")
    defer { unlink(path) }
    #expect(try Watermark.read(path) == nil)
    let mark = Watermark(time: 1_714_536_000_000, order: "订单\"1")
    try mark.write(path)
    try mark.write(path)
    #expect(try Watermark.read(path) == mark)
    unlink(path)
    let file = try #require(fopen(path, "w"))
    fputs("{\"version\":1", file)
    fclose(file)
    #expect(throws: ReconcileError.self) { try Watermark.read(path) }
  }

  private func sample() throws -> (ReconciliationReport, [Difference]) {
    try Tools.compare(
      "order,amount\n=1+1,1.00\n<b>&\"',2.00\nA,3.00\n",
      "order,amount\nA,4.00\n12345678901234,5.00\n")
  }

  @Test func theReportsSayTheSame() throws {
    let (report, differences) = try sample()
    #expect(differences.map(\.kind.word).count == 4)
    let json = JSONWriter().string(ReportJSON.value(report))
    #expect(json.contains("\"ties_out\":false"))
    #expect(json.contains("\"missing-at-gateway\":{\"ours_rows\":2,\"ours_fen\":300"))
    #expect(ReportTable.totals(report).last?.first == "total")
    #expect(ReportTable.totals(report).last?[5] == "3.00")
    for difference in differences {
      let line = JSONWriter().bytes(.object(ReportJSON.members(difference)))
      #expect(throws: Never.self) { try JSONValue.parse(line) }
    }
  }

  @Test func thePageEscapesWhatAFileSaysAndIsBounded() throws {
    let (report, differences) = try sample()
    var page = ReportHTML(maximumRows: 2)
    for difference in differences { page.add(difference) }
    let html = String(decoding: page.page(report, made: 1_714_536_000_000), as: UTF8.self)
    #expect(html.contains("&lt;b&gt;&amp;&quot;&#39;"))
    #expect(!html.contains("<b>"))
    #expect(html.contains("The first 2 of 4"))
    #expect(!html.contains("http://"))
    #expect(!html.contains("https://"))
    #expect(!html.contains("<script"))
  }
}
