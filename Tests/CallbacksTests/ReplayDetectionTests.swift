import Gateways
import HTTP
import PaymentValues
import Platform
import Synchronization
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

/// docs/rules.md V9.
@Suite struct ReplayDetectionTests {
  private let profile = Fixture.profile(.payCenter)

  @Test func aRepeatIsAcknowledgedAndMarked() throws {
    let bench = try Bench([profile])
    let raw = try Fixture.make(profile, .orderCallback)
    #expect(bench.send(raw).1.isRepeated == false)
    let (response, event) = bench.send(raw)
    #expect(event.isRepeated)
    #expect(response.body == Array("success".utf8))
    #expect(event.sequence == 1)
  }

  @Test func aRepeatSignedAnewIsTheSame() throws {
    let profile = Fixture.profile(.payIndex)
    let bench = try Bench([profile])
    let first = try Fixture.make(profile, .orderCallback)
    let second = try Fixture.make(profile, .orderCallback, time: Fixture.now + 10_000) {
      $0.texts[.gatewayOrderNumber] = "P20261120120000000007"
    }
    #expect(first.body != second.body)
    #expect(!bench.send(first).1.isRepeated)
    let event = bench.send(second).1
    #expect(event.isRepeated)
    #expect(event.isAcknowledged)
    let fourDecimals = try Fixture.make(profile, .orderCallback, time: Fixture.now + 20_000) {
      $0.texts[.gatewayOrderNumber] = "P20261120120000000007"
      $0.texts[.amount] = "1.0000"
    }
    #expect(bench.send(fourDecimals).1.isRepeated)
  }

  @Test func paidAndBookedAreOneStatus() throws {
    let bench = try Bench([profile])
    _ = bench.send(try Fixture.make(profile, .orderCallback) { $0.texts[.state] = "2" })
    let event = bench.send(
      try Fixture.make(profile, .orderCallback) { $0.texts[.state] = "3" }
    ).1
    #expect(event.isRepeated)
    #expect(event.isAcknowledged)
  }

  @Test func somethingElseAboutASettledOrderIsAConflictOnce() throws {
    let bench = try Bench([profile])
    func raw(_ change: (inout CallbackInput) -> Void) throws -> RawCallback {
      try Fixture.make(profile, .orderCallback, change)
    }
    _ = bench.send(try raw { _ in })
    let contradictions = [
      try raw { $0.texts[.state] = "5" }, try raw { $0.money[.amount] = Money(fen: 101) },
      try raw { $0.texts[.gatewayOrderNumber] = "P2" }, try raw { $0.texts[.state] = "1" },
    ]
    for contradiction in contradictions {
      for _ in 0..<3 {
        let (response, event) = bench.send(contradiction)
        #expect(event.verdict == .conflict)
        #expect(response.status == 409)
      }
    }
    #expect(try bench.scratch.lines.count == 1 + contradictions.count)
    #expect(bench.send(try raw { _ in }).1.isRepeated)
  }

  @Test func aStatusMayAdvanceUntilItIsFinal() throws {
    let bench = try Bench([profile])
    func verdict(_ state: String, fen: Int64 = 100) throws -> CallbackVerdict {
      bench.verdict(
        try Fixture.make(profile, .orderCallback) {
          $0.texts[.state] = state
          $0.money[.amount] = Money(fen: fen)
        })
    }
    #expect(try verdict("1") == .valid)
    #expect(try verdict("2", fen: 101) == .conflict)
    #expect(try verdict("2") == .valid)
    #expect(try verdict("5") == .conflict)
  }

  @Test func anOrderAndAPayoutOfOneNumberAreTwo() throws {
    let bench = try Bench([profile])
    #expect(!bench.send(try Fixture.make(profile, .orderCallback)).1.isRepeated)
    #expect(!bench.send(try Fixture.make(profile, .payoutCallback)).1.isRepeated)
  }

  @Test func aRestartRemembers() throws {
    let scratch = try ScratchFolder()
    let raw = try Fixture.make(profile, .orderCallback)
    let failed = try Fixture.make(profile, .orderCallback) { $0.texts[.state] = "5" }
    _ = try Bench([profile], scratch: scratch).send(raw)
    let bench = try Bench([profile], scratch: scratch)
    #expect(bench.send(raw).1.isRepeated)
    #expect(bench.verdict(failed) == .conflict)
    #expect(bench.recorder.orderCount == 1)
  }

  @Test func unsignedFieldsCannotFillTheRecord() throws {
    let profile = Fixture.profile(.wessyun)
    let bench = try Bench([profile])
    let raw = try Fixture.make(profile, .orderCallback)
    for index in 0..<500 {
      let other = try Fixture.changed(raw) {
        $0.set("attach", .text(Array("canary\(index)".utf8)))
      }
      #expect(bench.send(other).1.isAcknowledged)
    }
    let text = String(decoding: try bench.scratch.read(), as: UTF8.self)
    #expect(text.contains("canary0"))
    #expect(!text.contains("canary1"))
    #expect(try bench.scratch.lines.count <= 1 + RefusalSampler.perHour)
  }

  @Test func manyRepeatsAtOnceRunTheHandlerOnce() throws {
    let shop = FakeShop { _ in
      Clock.system.sleep(20)
      return .answered(HTTPResponse(status: 200, body: Array("success".utf8)))
    }
    let bench = try Bench([profile], shop: shop)
    let raw = try Fixture.make(profile, .orderCallback)
    let receiver = bench.receiver
    let acknowledged = Counter()
    let threads = try (0..<8).map { _ in
      try Thread {
        for _ in 0..<125
        where receiver.receive(Fixture.request(raw), peer: "127.0.0.1").1.isAcknowledged {
          acknowledged.add()
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(acknowledged.value == 1_000)
    #expect(shop.count == 1)
  }
}

/// Counts on several threads.
final class Counter: Sendable {
  private let count = Mutex(0)
  func add() { count.withLock { $0 += 1 } }
  var value: Int { count.withLock { $0 } }
}
