import GatewayEngine
import HTTP
import PaymentValues
import Platform
import Sandbox
import Synchronization
import TestSupport
import Testing
import WireFormat

/// Many clients at once.
@Suite struct CrowdTests {
  private static let clients = 8
  private static let each = 125

  @Test func aThousandPayoutsAreBookedOnceEachAndTold() throws {
    let scratch = try ScratchFolder()
    let bench = try Bench {
      $0.stateFile = scratch.state
      $0.payoutMilliseconds = 100
    }
    let profile = bench.profile("lianhe")
    let accepted = Mutex(0)
    let threads = try (0..<Self.clients).map { client in
      try Thread {
        for index in 0..<Self.each {
          let input = Bench.input("lianhe", .payout, "c\(client)-\(index)", 100)
          guard
            let request = try? RequestBuilder(
              profile: profile, unixMilliseconds: 0, random: { 7 }
            ).build(.payout, input)
          else { continue }
          let exchange = GatewayClient(profile: profile, transport: Bench.transport).send(request)
          if exchange.outcome == .accepted { accepted.withLock { $0 += 1 } }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(accepted.withLock { $0 } == Self.clients * Self.each)
    let end = Clock.system.monotonicMilliseconds() + 20_000
    var payouts: [JSONValue] = []
    while Clock.system.monotonicMilliseconds() < end {
      payouts = bench.json("/sandbox/ledger")?["payouts"]?.arrayElements ?? []
      if payouts.allSatisfy({ $0["acknowledged"]?.boolValue == true }) { break }
      Clock.system.sleep(50)
    }
    #expect(payouts.count == Self.clients * Self.each)
    #expect(payouts.allSatisfy { $0["booked"]?.integerValue == 1 })
    #expect(payouts.allSatisfy { $0["acknowledged"]?.boolValue == true })
  }

  @Test func oneNumberFromManySidesIsBookedOnce() throws {
    let bench = try Bench()
    let profile = bench.profile("lianhe")
    let outcomes = Mutex<[Exchange.Outcome]>([])
    let request = try bench.build("lianhe", .payout, Bench.input("lianhe", .payout, "race", 100))
    let threads = try (0..<16).map { _ in
      try Thread {
        let exchange = GatewayClient(profile: profile, transport: Bench.transport).send(request)
        outcomes.withLock { $0.append(exchange.outcome) }
      }
    }
    for thread in threads { thread.join() }
    #expect(outcomes.withLock { $0.count { $0 == .accepted } } == 1)
    #expect(bench.entry("lianhe", "payouts", "race")?["booked"]?.integerValue == 1)
  }
}
