import Gateways
import HTTP
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

@Suite struct ReplayerTests {
  private let profile = Fixture.profile(.payCenter)

  @Test func recordedMessagesComeBackAsTheyWere() throws {
    let bench = try Bench([profile])
    let sent = try (0..<3).map { try Fixture.make(profile, .orderCallback, order: "T\($0)") }
    for raw in sent + sent { _ = bench.send(raw) }
    _ = bench.send(try Fixture.make(profile, .orderCallback) { $0.hasBadSignature = true })
    var bodies: [Bytes] = []
    let without = try Replayer(bench.scratch.record).forEach { bodies.append($1.body) }
    #expect(bodies == sent.map(\.body))
    #expect(without == 1)
    var filter = ReplayFilter()
    filter.order = "T1"
    var orders: [String?] = []
    try Replayer(bench.scratch.record).forEach(filter) { record, _ in orders.append(record.order) }
    #expect(orders == ["T1"])
  }

  @Test func aReplayedCallbackIsBelievedElsewhere() throws {
    let bench = try Bench([profile])
    _ = bench.send(try Fixture.make(profile, .payoutCallback))
    let other = try Bench([profile])
    try Replayer(bench.scratch.record).forEach { _, raw in
      #expect(other.verdict(raw) == .valid)
    }
  }

  @Test func aLineHoldsOneMessage() {
    let form = RawCallback(method: "POST", path: "/", body: Array("a=1\r\n2&b=3".utf8))
    #expect(Replayer.line(form) == Array("a=1%0D%0A2&b=3".utf8))
    let json = RawCallback(method: "POST", path: "/", body: Array("{\n\"a\":1}".utf8))
    #expect(Replayer.line(json) == Array("{ \"a\":1}".utf8))
    let get = RawCallback(method: "GET", path: "/", query: Array("a=1".utf8))
    #expect(Replayer.line(get) == Array("a=1".utf8))
  }

  @Test func aMissingFileIsNamed() {
    #expect(throws: (any Error).self) { try Replayer("/nonexistent/file").forEach { _, _ in } }
  }
}
