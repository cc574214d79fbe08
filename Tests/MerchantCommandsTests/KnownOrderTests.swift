import GatewayEngine
import Gateways
import HTTP
import MerchantCommands
import TestSupport
import Testing
import WireFormat

/// A question that is answered with "I do not know it" does not undo what was believed before.
@Suite struct KnownOrderTests {
  static let gateways = GatewayVoice.all.map(\.gateway.id)

  /// Each gateway's ways to say that it does not know an order.
  private static func absences(_ voice: GatewayVoice) -> [String] {
    let known = voice.gateway.errors.filter {
      $0.verdict == .notFound && $0.messages.contains(.queryAnswer)
    }
    return known.map { voice.refusal(.query, code: $0.code, $0.wordsContain ?? "订单不存在") }
  }

  @Test(arguments: gateways)
  func anOrderThatWasPaidIsNotForgotten(gateway: String) {
    let voice = GatewayVoice.of(gateway)
    for absence in Self.absences(voice) {
      let bench = voice.bench()
      let fresh = bench.run(voice.words(.query), ScriptedGateway(absence))
      #expect(fresh.code == 1, "an order that nobody knows is not known: \(fresh.all)")
      let paid = bench.run(voice.words(.query), ScriptedGateway(voice.message(.queryAnswer)))
      #expect(paid.code == 0, "\(paid.all)")
      let after = bench.run(voice.words(.query, ["--json"]), ScriptedGateway(absence))
      #expect(after.code == 9, "\(after.all)")
      #expect(after.json?["outcome"]?.stringValue == "unknown")
      #expect(after.json?["last_known"]?.stringValue?.hasPrefix("succeeded") == true)
    }
  }

  @Test func aNoWithAWrongSignatureProvesNothing() {
    for voice in GatewayVoice.all where voice.gateway.message(.queryAnswer)?.signing != nil {
      for absence in Self.absences(voice) {
        let sign = voice.gateway.message(.queryAnswer)?.signatureField ?? "sign"
        let forged = absence.dropLast() + ",\"\(sign)\":\"\(String(repeating: "0", count: 32))\"}"
        let outcome = voice.bench().run(voice.words(.query), ScriptedGateway(String(forged)))
        #expect(outcome.code == 9 || outcome.code == 76, "\(outcome.all)")
      }
    }
  }

  @Test(
    arguments: [
      ("pay-index", "订单已存在"), ("wessyun", "订单号重复"), ("pay-center", "商户订单号已存在"),
      ("pay-center", "重复订单"), ("lianhe", "平台单号冲突"),
    ])
  func aUsedNumberIsAskedAbout(gateway: String, words: String) {
    let voice = GatewayVoice.of(gateway)
    let outcome = voice.bench().run(
      voice.words(.order), ScriptedGateway(voice.refusal(.order, words)))
    #expect(outcome.code == 9, "\(outcome.all)")
    #expect(!outcome.all.contains("use a new number"))
  }

  @Test func whoWantsAnAddressGetsNoWordForOne() {
    let voice = GatewayVoice.of("lianhe")
    let outcome = voice.bench().run(
      voice.words(.order, ["-o", "value"]), ScriptedGateway("{\"success\":true}"))
    #expect(outcome.output == "\n")
    #expect(outcome.errors.contains("names no pay address"))
  }

  @Test func aNumberWithABlankIsNotAnotherNumber() {
    let voice = GatewayVoice.of("pay-center")
    let bench = voice.bench()
    let file = bench.file("orders", "A1\n B2 \nB 3,x\n")
    let gateway = ScriptedGateway(voice.message(.queryAnswer))
    let outcome = bench.run(["query", "-p", "shop", "--file", file, "--json"], gateway)
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains(":3"))
    #expect(gateway.sent.isEmpty)
  }
}
