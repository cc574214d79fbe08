import Callbacks
import Gateways
import HTTP
import MerchantCommands
import Platform
import Synchronization
import TestSupport
import Testing
import WireFormat

/// What servers glue behind the signature, heard by `listen` and read by `verify`: one verdict.
@Suite struct DebrisTests {
  private static let gateways = ["pay-index", "wessyun"]

  /// A callback as the family glues it: `sign`, then the shop's text as it is.
  private func glued(_ gateway: String, _ tail: String) throws -> (Bytes, Specimen) {
    let specimen = try #require(Specimen.of(gateway, .orderCallback))
    let signed = specimen.signed(specimen.fields.without("attach"))
    return (FormCodec.encode(signed) + Array(tail.utf8), specimen)
  }

  private func verdicts(_ body: Bytes, _ specimen: Specimen) throws -> (
    verify: Outcome, event: CallbackEvent, listener: Listener
  ) {
    let bench = Bench()
    bench.shop(specimen.gateway)
    let listener = try Listener([specimen.gateway])
    let event = listener.post(body, type: "application/x-www-form-urlencoded")
    let words = ["verify", "-p", "shop", "--json", "--no-explain", "--no-journal"]
    return (
      bench.run(words, input: String(decoding: body, as: UTF8.self)), event, listener
    )
  }

  @Test(
    arguments: gateways,
    [
      "&attach=a&b c", "&attach=x&y中", "&attach=a&b c=d", "&attach=中&文字=1", "&attach=a&(b)",
      "&attach=1&2|3", "&attach=a&b%20c", "&attach=&/path/x", "&attach=a&=b",
    ])
  func whatNobodyReadsIsIgnored(gateway: String, tail: String) throws {
    let (body, specimen) = try glued(gateway, tail)
    let (verify, event, listener) = try verdicts(body, specimen)
    #expect(event.isAcknowledged, "\(event.findings)")
    #expect(event.findings.contains { $0.code == "debris_ignored" })
    #expect(verify.code == 0, "\(verify.output)")
    #expect(verify.output.contains("debris_ignored"), "\(verify.output)")
    #expect(listener.records.first?.codes.contains("debris_ignored") == true)
    #expect(event.facts?.order == Specimen.order)
  }

  @Test(arguments: gateways, ["&attach=a&b", "&attach=a&b=c", "&attach=100%", "&attach=a b", ""])
  func plainTailsPassAsBefore(gateway: String, tail: String) throws {
    let (body, specimen) = try glued(gateway, tail)
    let (verify, event, _) = try verdicts(body, specimen)
    #expect(event.isAcknowledged, "\(event.findings)")
    #expect(verify.code == 0, "\(event.findings)")
  }

  /// Names that some reader would take for a name of the gateway, and what is signed twice.
  @Test(
    arguments: gateways,
    [
      "&attach=a&order id=X", "&attach=a&orderid =X", "&attach=a& orderid=X",
      "&attach=a&amount[]=1",
      "&attach=a&amount[0]=1", "&attach=a&transaction.id=9", "&attach=a&return.code=01",
      "&attach=a&amount中=1",
      "&attach=a&AMOUNT=1", "&attach=a&returncode=01", "&attach=a&attach=b", "&attach=a&Attach=b",
      "&attach=a&trade state=NOTPAY", "&attach=a&trade_state=NOTPAY", "&attach=a&key=1",
      "&attach=a&K E Y=1", "&attach=a&amount%00=1", "&attach=a&b%01c=1", "&attach=a&sign=0",
      "&attach=a&x y=1&x y=2",
    ])
  func whatCouldBeTakenForANameIsRefusedByBoth(gateway: String, tail: String) throws {
    let (body, specimen) = try glued(gateway, tail)
    let (verify, event, listener) = try verdicts(body, specimen)
    #expect(!event.isAcknowledged, "\(event.findings)")
    #expect(event.facts == nil, "\(event.findings)")
    // A control byte in a name cannot even be read.
    #expect(verify.code == (tail.contains("%0") ? 65 : 1), "\(verify.all)")
    #expect(listener.records.count == 1)
  }

  @Test(arguments: gateways)
  func anOddNameBeforeTheSignatureIsRefused(gateway: String) throws {
    let (body, specimen) = try glued(gateway, "")
    let (verify, event, _) = try verdicts(Array("b c=1&".utf8) + body, specimen)
    #expect(!event.isAcknowledged)
    #expect(verify.code == 1)
  }

  /// Where every field is signed, a piece with a value was not, so the signature does not fit.
  @Test(arguments: ["&b c", "&b c=1"])
  func whereAllIsSignedOnlyEmptyPiecesPass(tail: String) throws {
    let specimen = try #require(Specimen.of("pay-center", .orderCallback))
    let body = FormCodec.encode(specimen.signed(specimen.fields)) + Array(tail.utf8)
    let (verify, event, _) = try verdicts(body, specimen)
    #expect(event.isAcknowledged == !tail.contains("="))
    #expect((verify.code == 0) == event.isAcknowledged)
  }

  // MARK: Over the wire

  private func serving(
    _ specimen: Specimen, _ body: (UInt16, Listener, @escaping () -> [CallbackEvent]) throws -> Void
  ) throws {
    let listener = try Listener([specimen.gateway])
    let events = Events()
    let server = try ListenServer(ListenOptions(), receiver: listener.receiver) {
      for event in $0 { events.add(event) }
    }
    defer { server.stop() }
    try body(server.port, listener) { events.all }
  }

  @Test func rawUTF8InTheQueryIsRead() throws {
    let specimen = try #require(Specimen.of("pay-center", .payoutCallback))
    let signed = specimen.signed(specimen.fields.with("param1", "会员;张三"))
    let query = signed.fields.map { "\($0.displayName)=\($0.value.display)" }.joined(separator: "&")
    try serving(specimen) { port, listener, events in
      let answer = try RawClient.exchange(
        "GET /callback/shop?\(query) HTTP/1.1\r\nHost: a\r\n\r\n", port: port)
      #expect(answer.hasSuffix("success"), "\(answer)")
      #expect(events().first?.facts?.order == Specimen.order)
      #expect(listener.records.count == 1)
    }
  }

  @Test(arguments: [
    "GET /a b c HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\na=1",
    "PUT / HTTP/1.1\r\nHost: a\r\n\r\n",
  ])
  func malformedRequestsLeaveALineAndARecord(raw: String) throws {
    let specimen = try #require(Specimen.of("pay-center", .orderCallback))
    try serving(specimen) { port, listener, events in
      let answer = try RawClient.exchange(raw, port: port)
      let status = Int(answer.dropFirst(9).prefix(3)) ?? 0
      #expect((400...505).contains(status))
      for _ in 0..<200 where events().isEmpty { Clock.system.sleep(10) }
      #expect(events().map(\.httpStatus) == [status])
      #expect(events().first?.findings.map(\.code) == ["http_malformed"])
      #expect(listener.records.map(\.codes) == [["http_malformed"]])
    }
  }

  // MARK: Records of what was refused

  @Test func aRefusedMessageOfOursIsKeptOnceAndAFloodDoesNotPushItOut() throws {
    let answer = try #require(Specimen.of("pay-index", .queryAnswer))
    let listener = try Listener([answer.gateway])
    for index in 0..<400 {
      _ = listener.post(
        Array("a\(index)=1&b=2".utf8), type: "application/x-www-form-urlencoded")
    }
    let callback = try #require(Specimen.of("pay-index", .orderCallback))
    _ = listener.postForm(
      callback.fields.without("attach").with("sign", String(repeating: "0", count: 32)))
    for _ in 0..<50 { _ = listener.postForm(answer.signed(answer.fields)) }
    let ours = listener.records.filter { $0.profile == "shop" }
    #expect(ours.map(\.codes) == [["signature_mismatch"], ["wrong_kind"]])
    #expect(ours.first?.message == nil)
    #expect(ours.last?.message != nil)
    #expect(ours.last?.order == Specimen.order)
    #expect(listener.records.count == 102)
  }
}

private final class Events: Sendable {
  private let list = Mutex<[CallbackEvent]>([])
  func add(_ event: CallbackEvent) { list.withLock { $0.append(event) } }
  var all: [CallbackEvent] { list.withLock { $0 } }
}
