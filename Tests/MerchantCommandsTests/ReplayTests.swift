import TestSupport
import Testing
import WireFormat

@testable import Callbacks
@testable import MerchantCommands

/// Recorded callbacks sent again: good ones must be acknowledged, forged ones refused, in every form.
@Suite struct ReplayTests {
  /// A record of a good callback and a forged one.
  private func recorded() throws -> Bench {
    let specimen = try #require(Specimen.of("pay-index", .orderCallback))
    let good = specimen.signed(specimen.fields)
    let bench = Bench()
    bench.shop(specimen.gateway)
    var lines: Bytes = []
    let messages = [
      (Specimen.order, CallbackVerdict.valid, good),
      ("B3", .invalid, good.with("orderid", "B3")),
    ]
    for (index, (order, verdict, fields)) in messages.enumerated() {
      lines += specimen.record(index, order, verdict, fields).line
    }
    bench.file("callbacks.jsonl", lines)
    return bench
  }

  private func replay(_ answer: String, _ more: [String]) throws -> Outcome {
    let bench = try recorded()
    return bench.run(
      [
        "replay", bench.folder + "/callbacks.jsonl", "--to", "http://127.0.0.1:9/n", "--verdict",
        "valid", "--verdict", "invalid",
      ] + more,
      transport: ScriptedGateway(answer))
  }

  @Test func aHandlerThatTakesEverythingIsWrong() throws {
    let run = try replay("OK", [])
    #expect(run.code == 1, "\(run.all)")
    #expect(run.output.contains("the forgery was acknowledged"))
    #expect(run.errors.contains("sent 2, acknowledged 1, refused 0 of 1 forged ones"))
  }

  @Test func everyFormHasTheSameRecords() throws {
    for form in ["json", "ndjson"] {
      let run = try replay("OK", ["-o", form])
      #expect(run.code == 1)
      let lines = try run.output.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
      #expect(lines.count == 2)
      #expect(lines.map { $0["forged"]?.boolValue } == [false, true])
      #expect(lines.map { $0["acknowledged"]?.boolValue } == [true, true])
    }
    let rows = try replay("OK", ["-o", "csv", "--fields", "order,forged"])
    #expect(rows.output == "order,forged\r\n\(Specimen.order),false\r\nB3,true\r\n")
    let text = try replay("OK", ["--template", "{order} {verdict}"])
    #expect(text.output == "\(Specimen.order) valid\nB3 invalid\n")
    let wrong = try replay("OK", ["--fields", "nonsense", "-o", "csv"])
    #expect(wrong.code == 64)
    #expect(wrong.output.isEmpty)
  }
}
