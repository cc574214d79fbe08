import GatewayEngine
import Gateways
import PaymentValues
import Platform
import Signing
import TestSupport
import Testing
import WireFormat

/// One signature, two readings (docs/rules.md V4).
@Suite struct AmbiguityTests {
  /// The shopper chooses param1; the gateway signs a failed notice; the shopper re-cuts it.
  @Test func aFailedNoticeCannotBecomeAPaidOne() throws {
    let sample = try #require(Sample.of("pay-center", .orderCallback))
    let honest = sample.signed(
      sample.unsigned.with("status", "5").with("payOrderId", "P1").without("param2")
        .with("param1", "hi&payOrderId=P2&paySuccTime=1&productId=8000&status=2&z="))
    let report = sample.verifier.verify(honest, profile: sample.profile)
    #expect(report.verdict == .ambiguous)
    #expect(report.readings.first?.hidden["status"] == .text(Array("2".utf8)))

    // The tail of the text, with which the forger must do something.
    let tail = "&payOrderId=P1&paySuccTime=1767240000000&productId=8001&status=5"
    let sign = honest["sign"]?.display ?? ""
    let paid = honest.with("param1", "hi").with("payOrderId", "P2").with("paySuccTime", "1")
      .with("productId", "8000").with("status", "2").with("sign", sign)
    let asValue = paid.with("z", tail)
    let asName = paid.with("z=" + tail.dropLast(2), "5")
    for forged in [asValue, asName] {
      let report = sample.verifier.verify(forged, profile: sample.profile)
      #expect(report.check?.isValid == true, "the forgery must reach the digest to mean anything")
      #expect(report.verdict == .ambiguous)
    }
  }

  @Test func anOrderFormIsNoPayoutCallback() throws {
    let order = try #require(Sample.of("lianhe", .order))
    let callback = try #require(Sample.of("lianhe", .payoutCallback))
    let form = order.signed(
      FieldList([
        Field("amount", "100.00"), Field("appKey", "20001222"), Field("callbackUrl", "https://u"),
        Field("channelId", "1"), Field("mrn", "M"), Field("returnUrl", "https://r"),
      ]))
    let forged = FieldList([
      Field("amount", "100.00"), Field("appKey", "20001222&callbackUrl=https://u&channelId=1"),
      Field("mrn", "M&returnUrl=https://r"), Field("sign", form["sign"]?.display ?? ""),
    ])
    var profile = callback.profile
    profile.values[.merchantID] = nil
    let report = callback.verifier.verify(forged, profile: profile)
    #expect(report.check?.isValid == true)
    #expect(report.verdict == .ambiguous)
    #expect(callback.verifier.verify(forged, profile: callback.profile).has("wrong_account"))
  }

  @Test func aQueryURLIsNoPayoutCallback() throws {
    let query = try #require(Sample.of("lianhe", .payoutQuery))
    let callback = try #require(Sample.of("lianhe", .payoutCallback))
    let asked = query.signed(FieldList([Field("appKey", "20001222"), Field("mrn", "M")]))
    for amount in [Field("amount", ""), nil] {
      var forged = asked
      if let amount { forged.append(amount) }
      let report = callback.verifier.verify(forged, profile: callback.profile)
      #expect(report.verdict == .refused)
      #expect(report.check == nil)
    }
  }

  /// Every way of cutting a valid text into fields that keeps its signature.
  @Test(arguments: Sample.signedByGateway)
  func noReCutMessageIsBelieved(sample: Sample) throws {
    var random = SplitMix64(seed: 5)
    let rule = try #require(sample.message.signing)
    let name = sample.message.signatureField ?? "sign"
    var reached = 0
    for _ in 0..<TestDepth.repetitions(150, full: 300) {
      let honest = poisoned(sample, &random)
      let text = StringToSign(honest, message: sample.message, rule: rule)
      let bytes = Array(text.bytes(key: [0x4B]).dropLast("&key=K".utf8.count))
      let sign = honest[name]?.display ?? ""
      for forged in cuts(bytes, count: 6, &random) {
        let message = forged.with(name, sign)
        let report = sample.verifier.verify(message, profile: sample.profile)
        if report.check?.isValid == true { reached += 1 }
        guard report.isValid else { continue }
        for row in sample.deciding where row.role != .signature {
          let believed = message[row.name]?.literal
          try #require(believed == honest[row.name]?.literal, "\(row.name)")
        }
      }
    }
    #expect(reached > 0)
  }

  /// A genuine message whose texts from the shopper hold pieces of other messages.
  private func poisoned(_ sample: Sample, _ random: inout SplitMix64) -> FieldList {
    var fields = sample.unsigned
    let names = sample.message.fields.filter { $0.parent == nil }.map(\.name) + ["z", "key"]
    for _ in 0..<random.below(3) {
      let chosen: Set<Role> = [.extra1, .extra2, .attach, .channelUser, .channelData, .message]
      let free = sample.message.fields.filter { row in
        row.parent == nil && row.role.map(chosen.contains) ?? false
      }
      guard !free.isEmpty else { break }
      let poison = (0...random.below(3)).map { _ in
        "&\(names[random.below(names.count)])=\(random.below(5))"
      }
      fields = fields.with(free[random.below(free.count)].name, "v" + poison.joined())
    }
    return sample.signed(fields)
  }

  /// The text cut at some of its ampersands, and each piece at one of its equals signs.
  private func cuts(_ text: Bytes, count: Int, _ random: inout SplitMix64) -> [FieldList] {
    (0..<count).map { round in
      var pieces: [Bytes] = [[]]
      for byte in text {
        if byte == 0x26, round == 0 || random.below(4) > 0 {
          pieces.append([])
        } else {
          pieces[pieces.count - 1].append(byte)
        }
      }
      return FieldList(
        pieces.compactMap { piece in
          let equals = piece.indices.filter { piece[$0] == 0x3D }
          guard !equals.isEmpty else { return nil }
          let cut = random.below(4) > 0 ? equals[0] : equals[random.below(equals.count)]
          return Field(name: Array(piece[..<cut]), value: .text(Array(piece[(cut + 1)...])))
        })
    }
  }

  @Test(arguments: [
    ("a&b", false), ("a&b=", true), ("a&=b", false), ("&", false), ("a&b c=1", false),
    ("a&amp;b=2", false), ("https://m/x?a=1&b=2", true), ("a&b[]=1", true), ("a&b-c.d=1", true),
    ("a=b", false), ("中&文=1", true),
  ])
  func onlyAnotherNameMakesASecondReading(value: String, isAmbiguous: Bool) throws {
    let sample = try #require(Sample.of("pay-center", .orderCallback))
    let report = sample.verifier.verify(
      sample.signed(sample.unsigned.with("param1", value)), profile: sample.profile)
    #expect((report.verdict == .ambiguous) == isAmbiguous)
    #expect(report.readings.isEmpty == !isAmbiguous)
  }

  @Test func nestedJSONHasOneReading() throws {
    let sample = try #require(Sample.of("pay-center", .orderAnswer))
    var fields = sample.unsigned
    fields.set("payParams", .nested(Array(#"{"payUrl":"http://127.0.0.1/x?a=1&b=2"}"#.utf8)))
    #expect(sample.verifier.verify(sample.signed(fields), profile: sample.profile).isValid)
  }

  @Test func aMerchantsOwnRequestIsOnlyWarnedOf() throws {
    let sample = try #require(Sample.of("pay-index", .order))
    let fields = sample.signed(sample.unsigned.with("pay_notifyurl", "https://m/x?a=1&b=2"))
    let report = sample.verifier.verify(fields, profile: sample.profile)
    #expect(report.isValid)
    #expect(report.has("ambiguous_value"))
  }
}
