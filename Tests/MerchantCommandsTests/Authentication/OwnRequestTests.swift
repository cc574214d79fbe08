import Gateways
import MerchantCommands
import Testing
import WireFormat

/// A signature under the merchant's own request is good and proves nothing.
@Suite struct OwnRequestTests {
  @Test(arguments: Specimen.all.filter { $0.message.signing != nil })
  func theReportSaysWhoWroteTheMessage(specimen: Specimen) {
    let bench = Bench()
    bench.shop(specimen.gateway)
    let isOwn = !specimen.message.kind.comesFromGateway
    let fields = specimen.signed(specimen.fields)
    let outcome = bench.verify(fields)
    #expect(outcome.code == 0, "\(outcome.output)")
    #expect(outcome.json?["from"]?.stringValue == (isOwn ? "merchant" : "gateway"))
    #expect(outcome.output.contains("own_request") == isOwn)
    let table = bench.run(
      ["verify", "-p", "shop", "--no-journal"],
      input: String(decoding: Specimen.json(fields), as: UTF8.self))
    #expect(
      table.output.contains(
        "VALID, but this is a request of your own: it proves nothing about payment") == isOwn)
    #expect(table.output.contains("VALID: the signature is good") == !isOwn)
  }

  @Test(
    arguments: Specimen.all.filter {
      $0.message.signing != nil && !$0.message.kind.comesFromGateway
    })
  func nothingCanBeExpectedOfARequest(specimen: Specimen) {
    let bench = Bench()
    bench.shop(specimen.gateway)
    let fields = specimen.signed(specimen.fields)
    for words in [
      ["--expect-order", Specimen.order], ["--expect-amount", "100.00"],
      ["--expect-status", "succeeded"], ["--expect-status", "unknown"],
    ] {
      for kind in [[], ["-m", specimen.message.kind.rawValue]] {
        #expect(bench.verify(fields, words + kind).code == 1, "\(words)")
      }
    }
  }
}
