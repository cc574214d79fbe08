import Gateways
import MerchantCommands
import Signing
import Testing
import WireFormat

/// A signed text has one reading, whatever carries it: plain text or nested JSON.
@Suite struct HiddenFieldTests {
  /// An honest form about ORDER-A whose two texts come from the payer, and the JSON about ORDER-B
  /// that gives the same text to sign.
  private func forged() throws -> (honest: FieldList, forged: FieldList, specimen: Specimen) {
    let specimen = try #require(Specimen.of("pay-center", .orderCallback))
    let account = Specimen.merchant
    let base = specimen.fields.without("param2").without("channelOrderNo")
    let honest = specimen.signed(
      base.with("channelOrderNo", "wx1").with("mchOrderNo", "ORDER-A")
        .with("channelAttach", #"{"a":"x"#)
        .with("param1", #"y"}&mchId=\#(account)&mchOrderNo=ORDER-B&param1=z"#))
    var forged = base.with("mchOrderNo", "ORDER-B").with("param1", "z")
    forged.set(
      "channelAttach",
      .nested(
        Array(
          #"{"a":"x&channelOrderNo=wx1&mchId=\#(account)&mchOrderNo=ORDER-A&param1=y"}"#.utf8)))
    forged.append("sign", honest["sign"]?.display ?? "")
    return (honest, forged, specimen)
  }

  @Test func anOrderHiddenInNestedJSONIsRefusedEverywhere() throws {
    let (honest, forged, specimen) = try forged()
    let bench = Bench()
    bench.shop(specimen.gateway)
    let listener = try Listener([specimen.gateway])
    for fields in [honest, forged] {
      let outcome = bench.verify(fields)
      #expect(outcome.code == 1)
      #expect(
        outcome.json?["verdict"]?.stringValue == "ambiguous", "\(outcome.all) \(fields)")
      #expect(bench.line(Specimen.json(fields)) == "ambiguous")
      let event = listener.postJSON(fields)
      #expect(!event.isAcknowledged)
      #expect(event.verdict == .ambiguous)
    }
  }

  /// The same with the cut in an array, in a name, and in whatever the payer can reach.
  @Test(
    arguments: [
      #"["x&mchOrderNo=ORDER-A&z=1"]"#, #"{"x&mchOrderNo=ORDER-A&z":"1"}"#,
      #"{"a":{"b":["x&mchOrderNo=ORDER-A"]}}"#, #"{"a":"x&param1=y"}"#,
      #"{"a":"\u0026x&mchOrderNo=ORDER-A"}"#,
    ], [0, 1])
  func aKnownNameInNestedJSONIsASecondReading(json: String, rule: Int) throws {
    let specimen = try #require(Specimen.of("pay-center", .orderCallback))
    let bench = Bench()
    bench.shop(specimen.gateway)
    var fields = specimen.fields
    fields.set("channelAttach", .nested(Array(json.utf8)))
    let signed = specimen.signed(fields, by: specimen.rules[rule])
    #expect(bench.verify(signed).json?["verdict"]?.stringValue == "ambiguous")
    #expect(bench.line(Specimen.json(signed)) == "ambiguous")
    #expect(try !Listener([specimen.gateway]).postJSON(signed).isAcknowledged)
  }

  /// Addresses with a query in them are what honest answers hold.
  @Test(
    arguments: [
      "http://host/pay?id=3&token=x", "http://127.0.0.1/x?a=1&b=2",
      "http://h/cashier?payOrderId=P1&mchOrderNo=M1&amount=100&ts=1",
      "http://h/pay?zid=3&sign=ABCDEF&subject=tea&returnUrl=http://m/r",
      "POST;http://h/pay?a=1&productId=8000&status=2",
    ], [0, 1])
  func anAddressInAnAnswerIsNoSecondReading(url: String, rule: Int) throws {
    let specimen = try #require(Specimen.of("pay-center", .orderAnswer))
    let bench = Bench()
    bench.shop(specimen.gateway)
    var fields = specimen.fields
    fields.set("payParams", .nested(Array(#"{"payUrl":"\#(url)"}"#.utf8)))
    let signed = specimen.signed(fields, by: specimen.rules[rule])
    #expect(bench.verify(signed).code == 0, "\(url)")
    #expect(bench.line(Specimen.json(signed)) == "valid")
  }

  @Test(
    arguments: [
      #"{"bank_type":"CMB_DEBIT","trade_type":"pay.weixin.micropay"}"#,
      #"{"url":"http://h/x?a=1&zz=2"}"#, #"{"a":"1&2","b":"x & y = z"}"#, "[]",
    ])
  func channelDataWithoutNamesOfTheGatewayStaysValid(json: String) throws {
    for kind in [MessageKind.orderCallback, .queryAnswer] {
      let specimen = try #require(Specimen.of("pay-center", kind))
      let bench = Bench()
      bench.shop(specimen.gateway)
      var fields = specimen.fields
      fields.set("channelAttach", .nested(Array(json.utf8)))
      for rule in specimen.rules {
        let signed = specimen.signed(fields, by: rule)
        #expect(bench.verify(signed, ["-m", kind.rawValue]).code == 0, "\(json)")
      }
    }
  }
}
