import PaymentValues
import TestSupport
import Testing
import WireFormat

@testable import MerchantCommands

/// One name has one unit: JSON has fen under a name that says so, text has yuan.
@Suite struct PayoutOutputTests {
  private func paid(_ form: [String]) -> Outcome {
    let till = Till()
    till.batch()
    return till.run(
      [
        "payout", "--file", "\(till.bench.folder)/wages.csv", "--confirm-total", Till.total(3),
        "--wait", "0s",
      ] + form)
  }

  @Test func jsonAndItsLinesHaveTheSameMembers() throws {
    let whole = try #require(paid(["-o", "json"]).json)
    #expect(whole["schema"]?.integerValue == 2)
    #expect(whole["total_fen"]?.integerValue == 30_300)
    #expect(whole["total"] == nil)
    let part = try #require(whole["parts"]?.arrayElements?.first)
    #expect(part["total_fen"]?.integerValue == 30_300)
    let row = try #require(whole["rows"]?.arrayElements?.first)
    let lines = paid(["-o", "ndjson"]).output.split(separator: "\n")
    #expect(lines.count == 3)
    let line = try JSONValue.parse(Array(lines[0].utf8))
    for object in [row, line] {
      #expect(object["amount_fen"]?.integerValue == 10_000)
      #expect(object["amount"] == nil)
      #expect(object["attempts"]?.integerValue == 1)
      #expect(object["time"]?.stringValue?.hasSuffix("+08:00") == true)
    }
    #expect(row.objectMembers?.map(\.0) == line.objectMembers?.map(\.0))
  }

  @Test(arguments: [("csv", ","), ("tsv", "\t")])
  func textHasYuan(form: String, separator: String) {
    let run = paid(["-o", form, "--fields", "ref,amount,attempts"])
    let lines = run.output.split { $0 == "\n" || $0 == "\r\n" }
    #expect(
      lines.first.map(String.init) == ["ref", "amount", "attempts"].joined(separator: separator))
    #expect(
      lines.dropFirst().first.map(String.init)
        == ["r0", "100.00", "1"].joined(separator: separator))
  }

  @Test func aTemplateMayNameBoth() {
    let record = Record([("order", .text("A1")), ("amount", .money(Money(fen: 10_000)))])
    #expect(
      TemplateText("{order} {amount} {amount_fen}").expanded(record.named) == "A1 100.00 10000")
  }

  /// A script reads 0 as "all paid".
  @Test(arguments: [["--template"], ["--template="]])
  func anEmptyBatchFileIsNoPayout(template: [String]) {
    let till = Till()
    #expect(till.run(["payout", "--gateway", "lianhe"] + template).code == 0)
    for more in [["--file", "wages.csv"], ["--amount", "1.00"], ["--confirm-total", "1.00"]] {
      let run = till.run(["payout", "-p", "shop", "-o", "json"] + template + more)
      #expect(run.code == 64)
      #expect(run.errorCode == "template_with_payout")
      #expect(run.output.isEmpty)
    }
  }

  @Test func aSpreadsheetGetsNoFormula() {
    let bench = Bench()
    bench.shop()
    let run = bench.run(
      ["query", "A1", "-o", "csv", "--excel"],
      transport: ScriptedGateway(#"{"retCode":"FAIL","retMsg":"=1+1"}"#))
    #expect(run.output.contains(",'=1+1,"), "\(run.output)")
    #expect(!run.output.contains(",=1+1,"))
  }

  @Test(
    arguments: [
      ["-o", "json", "--fields", "plan,totl_fen"], ["-o", "ndjson", "--fields", "ref,amount"],
      ["-o", "csv", "--fields", "amount_fen"], ["-o", "tsv", "--fields", "nobody"],
    ])
  func aNameThatTheReportLacksIsRefusedBeforeAnythingIsSent(form: [String]) {
    let till = Till()
    till.batch()
    let run = till.run(
      [
        "payout", "--file", "\(till.bench.folder)/wages.csv", "--confirm-total", Till.total(3),
      ] + form)
    #expect(run.code == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("members are"))
    #expect(till.gateway.sent == 0)
  }

  @Test func aNameThatAnAnswerLacksIsRefusedBeforeAnythingIsAsked() {
    let bench = Bench()
    bench.shop()
    let gateway = ScriptedGateway("{}")
    for words in [
      ["query", "A1", "A2", "-o", "ndjson", "--fields", "order,stats"],
      ["query", "A1", "A2", "-o", "json", "--fields", "outcome"],
      ["query", "A1", "--template", "{stat}"],
    ] {
      let run = bench.run(words, transport: gateway)
      #expect(run.code == 64, "\(run.errors)")
      #expect(run.errors.contains("members are"), "\(run.errors)")
    }
    #expect(gateway.sent.isEmpty)
  }

  @Test func whatAnAnswerIsExpectedToHoldIsWhatItHolds() throws {
    let bench = Bench()
    bench.shop()
    let run = bench.run(
      ["query", "A1", "-o", "json"], transport: ScriptedGateway("{}"))
    let names = try #require(run.json?.objectMembers?.map(\.0))
    for name in names where name != "schema" {
      let again = bench.run(
        ["query", "A1", "-o", "json", "--fields", name], transport: ScriptedGateway("{}"))
      #expect(again.code == run.code, "\(name): \(again.errors)")
    }
  }
}
