import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

@Suite struct CallbackReceiverTests {
  @Test(arguments: Fixture.callbacks.indices)
  func everyMadeCallbackIsAcknowledgedWithTheGatewaysWord(_ index: Int) throws {
    let (gateway, kind) = Fixture.callbacks[index]
    let profile = Fixture.profile(gateway)
    let bench = try Bench([profile])
    let (response, event) = bench.send(try Fixture.make(profile, kind))
    #expect(event.verdict == .valid)
    #expect(event.kind == kind)
    #expect(event.facts?.status.isPaid == true)
    #expect(response.status == 200)
    #expect(response.body == Array((gateway.delivery(of: kind)?.acknowledgement ?? "?").utf8))
    let records = try bench.scratch.lines.compactMap(CallbackRecord.init(line:))
    #expect(records.map(\.verdict) == [.valid])
    #expect(records.first?.order == "T1")
  }

  // V1
  @Test(arguments: ["", " ", "\n", "key", "1234567", "商户密钥"])
  func aProfileWithoutARealKeyIsNotServed(_ key: String) throws {
    let profile = Fixture.profile(.wessyun, key: key)
    #expect(throws: Refusal.self) { try Bench([profile]) }
  }

  @Test func aProfileThatPinsNoAccountIsNotServed() throws {
    var profile = Fixture.profile(.wessyun)
    profile.values = [:]
    #expect(throws: Refusal.self) { try Bench([profile]) }
    #expect(throws: Refusal.self) { try Bench([]) }
    let twice = Fixture.profile(.wessyun)
    #expect(throws: Refusal.self) { try Bench([twice, twice]) }
  }

  // V2
  @Test func wrongSignaturesAreRefused() throws {
    let profile = Fixture.profile(.payCenter)
    let bench = try Bench([profile])
    let good = try Fixture.make(profile, .orderCallback)
    let sign = try #require(FormCodec.decode(good.body)["sign"]).display
    let wrong =
      [
        "", "0", String(sign.dropLast()), sign + "0", " " + sign.dropFirst(), "ＡＢ",
        "0e462097431906509019562988736854",
      ] + (0..<100).map { String(repeating: String($0 % 10), count: 32) }
    for text in wrong {
      let raw = try Fixture.changed(good) { $0.set("sign", .text(Array(text.utf8))) }
      #expect([.invalid, .refused].contains(bench.verdict(raw)), "\(text)")
    }
    let spoilt = try Fixture.make(profile, .orderCallback) { $0.hasBadSignature = true }
    let (response, event) = bench.send(spoilt)
    #expect(response.status == 400)
    #expect(event.findings.contains { $0.code == "signature_mismatch" })
  }

  // V3
  @Test(arguments: Fixture.callbacks.indices)
  func aMissingOrEmptyDecidingFieldIsRefused(_ index: Int) throws {
    let (gateway, kind) = Fixture.callbacks[index]
    let profile = Fixture.profile(gateway)
    let bench = try Bench([profile])
    let message = try #require(gateway.message(kind))
    let deciding: Set<Role> = [.merchantID, .orderNumber, .amount, .state, .signature]
    for row in message.fields where row.isDocumented && row.role.map(deciding.contains) ?? false {
      let absent = try Fixture.make(profile, kind) { $0.removed = [row.name] }
      let without = try Fixture.changed(absent) { $0.remove(row.name) }
      let empty = try Fixture.make(profile, kind) { $0.named = [(row.name, .text([]))] }
      for raw in [without, empty] {
        #expect(!bench.verdict(raw).isSigned, "\(gateway.id) \(row.name)")
      }
    }
  }

  // V4: three forgeries.
  @Test func aValueThatHidesAFieldIsAmbiguous() throws {
    let profile = Fixture.profile(.payCenter)
    let bench = try Bench([profile])
    let hiding = "hi&payOrderId=P2&paySuccTime=1&productId=8000&status=2&z="
    let failed = try Fixture.make(profile, .orderCallback) {
      $0.texts[.state] = "5"
      $0.texts[.extra1] = hiding
    }
    let (response, event) = bench.send(failed)
    #expect(event.verdict == .ambiguous)
    #expect(response.status == 409)
    #expect(!event.isAcknowledged)
  }

  @Test func aPageOrdersSignatureIsNoPayoutCallback() throws {
    let profile = Fixture.profile(.lianhe)
    let bench = try Bench([profile])
    let account = profile.values[.merchantID] ?? ""
    let forged = try Fixture.make(profile, .payoutCallback, order: "M&returnUrl=R") {
      $0.texts[.merchantID] = account + "&callbackUrl=U&channelId=1"
    }
    #expect(bench.verdict(forged) == .ambiguous)
    let query = try Fixture.make(profile, .payoutCallback) { $0.texts[.amount] = "" }
    #expect(bench.verdict(query) == .refused)
  }

  // V6
  @Test func unsignedFieldsDecideNothing() throws {
    let profile = Fixture.profile(.wessyun)
    let bench = try Bench([profile])
    let good = try Fixture.make(profile, .orderCallback)
    let extra = try Fixture.changed(good) {
      $0.set("attach", .text(Array("other".utf8)))
      $0.append("extra", "1")
    }
    #expect(bench.send(good).1.facts == bench.send(extra).1.facts)
    var withQuery = Fixture.request(good)
    withQuery.url += "?shop=9&state=01"
    withQuery.headers.append("X-Amount", "9")
    #expect(bench.receiver.receive(withQuery, peer: "127.0.0.1").1.isRepeated)
  }

  // V7
  @Test func aCallbackForAnotherAccountOrKindIsRefused() throws {
    let shop = Fixture.profile(.payCenter, name: "shop")
    var other = Fixture.profile(.payCenter, name: "other", key: String(Fixture.key.reversed()))
    other.values[.merchantID] = "30001222"
    let bench = try Bench([shop, other])
    let pay = try Fixture.make(shop, .orderCallback)
    #expect(bench.verdict(pay, path: "/callback/other") == .invalid)
    #expect(bench.verdict(pay, path: "/callback/shop/payout") == .unrecognised)
    #expect(bench.verdict(pay, path: "/callback/nobody") == .malformed)
    #expect(bench.verdict(pay, path: "/callback/shop/order/x") == .malformed)
    let foreign = try Fixture.make(shop, .orderCallback) { $0.texts[.merchantID] = "30001222" }
    #expect(bench.verdict(foreign) == .refused)
    #expect(bench.verdict(pay, path: "/callback/shop/order/") == .valid)
    #expect(bench.verdict(try Fixture.make(other, .payoutCallback)) == .valid)
  }

  // V7, V8
  @Test func theOrderAndItsAmountMustBeInTheJournal() throws {
    let profile = Fixture.profile(.payIndex)
    let bench = try Bench([profile]) { _, kind, order in
      switch order {
      case "T1": kind == .orderCallback ? KnownOrder(amount: Money(fen: 100)) : nil
      case "T2": throw Refusal(.io, [])
      default: nil
      }
    }
    func send(_ order: String, _ fen: Int64) throws -> (HTTPResponse, CallbackEvent) {
      bench.send(
        try Fixture.make(profile, .orderCallback, order: order) {
          $0.money[.amount] = Money(fen: fen)
        })
    }
    for fen: Int64 in [99, 101, 0, 10_000] {
      let (response, event) = try send("T1", fen)
      #expect(event.verdict == .amountDiffers)
      #expect(response.status == 409)
    }
    #expect(try send("T1", 100).1.verdict == .valid)
    #expect(try send("T2", 100).0.status == 500)
    #expect(try send("T3", 100).1.verdict == .unknownOrder)
  }

  // V8
  @Test(arguments: ["00 ", "0", "000", "01", "2"])
  func onlyTheDocumentedWordMeansPaid(_ state: String) throws {
    let profile = Fixture.profile(.payIndex)
    let bench = try Bench([profile])
    let event = bench.send(
      try Fixture.make(profile, .orderCallback) { $0.texts[.state] = state }
    ).1
    #expect(event.facts?.status.isPaid != true)
  }

  @Test(arguments: ["2.0", "02", "2abc", " 2", "１"])
  func aNumberOfAnotherShapeIsNotPaid(_ state: String) throws {
    let profile = Fixture.profile(.payCenter)
    let bench = try Bench([profile])
    for kind in [MessageKind.orderCallback, .payoutCallback] {
      let raw = try Fixture.make(profile, kind) { $0.texts[.state] = state }
      #expect(bench.send(raw).1.facts?.status.isPaid != true)
    }
  }

  @Test func whatWasPaidMayDifferAndIsNamed() throws {
    let profile = Fixture.profile(.lianhe)
    let bench = try Bench([profile]) { _, _, _ in KnownOrder(amount: Money(fen: 100)) }
    let event = bench.send(
      try Fixture.make(profile, .orderCallback) { $0.money[.paidAmount] = Money(fen: 97) }
    ).1
    #expect(event.verdict == .valid)
    #expect(event.facts?.paid == Money(fen: 97))
    #expect(event.findings.contains { $0.code == "paid_amount_differs" })
  }

  // V11
  @Test func binaryValuesAreRefused() throws {
    let profile = Fixture.profile(.payCenter)
    let bench = try Bench([profile])
    for byte: UInt8 in [0x00, 0x01, 0x1B, 0x7F, 0x80, 0xC0, 0xFF] {
      let raw = try Fixture.make(profile, .orderCallback) {
        $0.named = [("param1", .text([0x61, byte]))]
      }
      #expect(bench.verdict(raw) == .refused, "\(byte)")
    }
  }

  @Test func aRefusalHoldsNoGatewaysWordAndNoSignature() throws {
    let profiles = GatewayCatalog.builtIn.map { Fixture.profile($0) }
    let bench = try Bench(profiles)
    let bodies = ["", "a=1", "key=1", "sign[]=2", "{}", "memberid=1&orderid=2&sign=3", "a=1&A=2"]
    for body in bodies {
      let raw = RawCallback(method: "POST", path: "/", body: Array(body.utf8))
      let text = String(decoding: bench.send(raw).0.body, as: UTF8.self).lowercased()
      #expect(!text.contains("ok"), "\(text)")
      #expect(!text.contains("success"), "\(text)")
    }
    let profile = Fixture.profile(.wessyun)
    let good = try Fixture.make(profile, .orderCallback)
    let bad = try Fixture.make(profile, .orderCallback) { $0.hasBadSignature = true }
    let sign = try #require(FormCodec.decode(good.body)["sign"]).display
    let text = String(decoding: bench.send(bad).0.body, as: UTF8.self)
    #expect(!text.contains(sign.prefix(8)))
  }

  // V16
  @Test func refusalsAreSampledWithoutBodies() throws {
    let bench = try Bench([Fixture.profile(.wessyun)])
    for index in 0..<1_000 {
      let body = Array("memberid=1&orderid=\(index)&sign=x&canary=swordfish".utf8)
      _ = bench.send(RawCallback(method: "POST", path: "/", body: body))
    }
    try bench.recorder.close()
    let lines = try bench.scratch.lines
    #expect(lines.count == RefusalSampler.perHour + 1)
    #expect(CallbackRecord(line: lines.last ?? [])?.reference == 900)
    #expect(!String(decoding: try bench.scratch.read(), as: UTF8.self).contains("swordfish"))
  }
}
