import Gateways
import HTTP
import PaymentValues
import Platform
import Synchronization
import Testing
import WireFormat

@testable import Callbacks

@Suite struct NotifierTests {
  private let profile = Fixture.profile(.payCenter)

  private func address(_ text: String = "http://127.0.0.1:8080/notify") throws -> HTTPURL {
    try HTTPURL(text)
  }

  @Test func theScheduleIsFollowedUntilTheWordComes() throws {
    let waits = Waits()
    let clock = Clock(
      unixMilliseconds: { Fixture.now }, monotonicMilliseconds: { 0 },
      sleep: { waits.add($0) })
    let shop = FakeShop { count in
      .answered(
        HTTPResponse(status: 200, body: Array((count == 3 ? "success" : "fail").utf8)))
    }
    var plan = NotifyPlan()
    plan.repeats = true
    plan.millisecondsPerSecond = 10
    let delivery = try #require(profile.gateway.delivery(of: .orderCallback))
    let attempts = try Notifier(transport: shop, clock: clock).send(
      try Fixture.make(profile, .orderCallback), to: try address(), delivery: delivery, plan: plan)
    #expect(attempts.map(\.round) == [1, 2, 3, 4])
    #expect(attempts.map(\.endsRepeats) == [false, false, false, true])
    #expect(attempts.first?.verdict?.faults == [.wrongWord])
    #expect(waits.total == 600 + 1_200 + 1_800)
  }

  @Test func withoutTheWordTheScheduleEnds() throws {
    let shop = FakeShop { _ in
      .notSent(TransportFailure(code: "connect_failed", reason: "nobody"))
    }
    var plan = NotifyPlan()
    plan.repeats = true
    plan.millisecondsPerSecond = 0
    let delivery = try #require(profile.gateway.delivery(of: .orderCallback))
    let attempts = try Notifier(transport: shop, clock: Fixture.clock()).send(
      try Fixture.make(profile, .orderCallback), to: try address(), delivery: delivery, plan: plan)
    #expect(attempts.count == 1 + delivery.repeatSeconds.count)
    #expect(attempts.allSatisfy { $0.verdict == nil })
  }

  @Test func duplicatesGoOutAtOnceAndAreTheSame() throws {
    let shop = FakeShop(body: "success")
    var plan = NotifyPlan()
    plan.parallel = 5
    let delivery = try #require(profile.gateway.delivery(of: .payoutCallback))
    let attempts = try Notifier(transport: shop, clock: Fixture.clock()).send(
      try Fixture.make(profile, .payoutCallback), to: try address(), delivery: delivery,
      plan: plan)
    #expect(attempts.map(\.copy) == [1, 2, 3, 4, 5])
    #expect(Set(shop.all.map(\.url)).count == 1)
    #expect(shop.count == 5)
  }

  @Test(arguments: [
    "http://example.com/n", "http://10.0.0.1/n", "http://169.254.169.254/", "http://0.0.0.0/",
    "http://localhost.example.com/", "http://[::ffff:10.0.0.1]/",
  ])
  func anotherMachineIsCalledOnlyWhenAllowed(_ url: String) throws {
    let shop = FakeShop(body: "success")
    let raw = try Fixture.make(profile, .orderCallback)
    let delivery = try #require(profile.gateway.delivery(of: .orderCallback))
    let notifier = Notifier(transport: shop, clock: Fixture.clock())
    #expect(throws: Refusal.self) {
      try notifier.send(raw, to: try address(url), delivery: delivery, plan: NotifyPlan())
    }
    #expect(shop.count == 0)
    var plan = NotifyPlan()
    plan.allowsRemote = true
    _ = try notifier.send(raw, to: try address(url), delivery: delivery, plan: plan)
    #expect(shop.count == 1)
  }
}

/// Adds up waits.
final class Waits: Sendable {
  private let sum = Mutex<Int64>(0)
  func add(_ milliseconds: Int64) { sum.withLock { $0 += milliseconds } }
  var total: Int64 { sum.withLock { $0 } }
}
