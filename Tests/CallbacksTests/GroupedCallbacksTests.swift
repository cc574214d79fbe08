import Gateways
import HTTP
import PaymentValues
import Platform
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

/// Callbacks that are answered together share one sync, and nothing else.
@Suite struct GroupedCallbacksTests {
  private let profile = Fixture.profile(.payCenter)

  private func arrivals(_ raws: [RawCallback]) -> [CallbackReceiver.Arrival] {
    raws.map { .request(Fixture.request($0), peer: "127.0.0.1") }
  }

  private func isAcknowledged(_ answer: (HTTPResponse, CallbackEvent)) -> Bool {
    answer.0.status == 200 && answer.0.body.elementsEqual("success".utf8)
      && answer.1.isAcknowledged
  }

  @Test func oneSyncIsEnoughForAll() throws {
    let disk = SyncSwitch()
    let bench = try Bench([profile], calls: disk.calls)
    let before = disk.syncs
    let raws = try (0..<20).map { try Fixture.make(profile, .orderCallback, order: "T\($0)") }
    let answers = bench.receiver.receive(arrivals(raws))
    #expect(answers.allSatisfy(isAcknowledged))
    #expect(disk.syncs == before + 1)
    #expect(try bench.scratch.lines.count == 20)
  }

  @Test func eachGetsItsOwnAnswer() throws {
    let bench = try Bench([profile])
    let good = try Fixture.make(profile, .orderCallback, order: "T1")
    let forged = try Fixture.make(profile, .orderCallback, order: "T2") {
      $0.hasBadSignature = true
    }
    let other = try Fixture.make(profile, .payoutCallback, order: "T3")
    let broken = Fixture.with(other, Array("a=1&a=2".utf8))
    let answers = bench.receiver.receive(
      arrivals([good, forged, good, broken, other]) + [
        .stranger(
          Fixture.request(good), peer: "192.0.2.1", Finding(.error, "address_not_allowed", "no"))
      ])
    #expect(
      answers.map(\.1.verdict) == [.valid, .invalid, .valid, .malformed, .valid, .peerRefused])
    #expect(answers.map(\.1.isRepeated) == [false, false, true, false, false, false])
    #expect(answers.map(isAcknowledged) == [true, false, true, false, true, false])
    #expect(answers.map(\.1.order) == ["T1", "T2", "T1", nil, "T3", nil])
  }

  @Test func aDiskThatFailsAcknowledgesNone() throws {
    let disk = SyncSwitch()
    let bench = try Bench([profile], calls: disk.calls)
    disk.breakDown()
    let raws = try (0..<5).map { try Fixture.make(profile, .orderCallback, order: "T\($0)") }
    let answers = bench.receiver.receive(arrivals(raws))
    #expect(!answers.contains(where: isAcknowledged))
    #expect(answers.allSatisfy { $0.1.verdict == .failed && $0.0.status >= 500 })
  }

  @Test func withAHandlerOneComesAfterTheOther() throws {
    let shop = FakeShop(body: "success")
    let bench = try Bench([profile], shop: shop)
    let raw = try Fixture.make(profile, .orderCallback)
    let answers = bench.receiver.receive(arrivals([raw, raw, raw]))
    #expect(answers.allSatisfy(isAcknowledged))
    #expect(shop.count == 1)
  }
}
