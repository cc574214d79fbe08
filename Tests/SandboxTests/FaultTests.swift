import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Platform
import Sandbox
import Testing
import WireFormat

/// Each fault does to a payout what its name says, and the ledger tells the truth all the same.
@Suite struct FaultTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var fault: String
    var outcome: Exchange.Outcome
    var booked: Int
    var testDescription: String { fault }
  }

  static let cases = [
    Case(fault: "lost-request=1", outcome: .unknown, booked: 0),
    Case(fault: "reset=1", outcome: .unknown, booked: 0),
    Case(fault: "lost-answer=1", outcome: .unknown, booked: 1),
    Case(fault: "drop=1", outcome: .unknown, booked: 1),
    Case(fault: "half-answer=1", outcome: .unknown, booked: 1),
    Case(fault: "error-500=1", outcome: .unknown, booked: 1),
    Case(fault: "html=1", outcome: .unknown, booked: 1),
    Case(fault: "delay=1,delay-ms=20", outcome: .accepted, booked: 1),
    Case(fault: "early-callback=1", outcome: .accepted, booked: 1),
    Case(fault: "lost-answer=0,half-answer=0", outcome: .accepted, booked: 1),
  ]

  @Test(arguments: cases, ["pay-center", "lianhe"])
  func thePayoutEndsAsTheFaultWantsIt(test: Case, gateway: String) throws {
    let bench = try Bench()
    #expect(bench.control("POST", "/sandbox/faults", test.fault)?.status == 200)
    #expect(try bench.send(gateway, .payout, "F1", 10_000).outcome == test.outcome)
    let booked = bench.entry(gateway, "payouts", "F1")?["booked"]?.integerValue ?? 0
    #expect(booked == Int64(test.booked))
  }

  @Test func aBadSignatureMakesTheAnswerUntrustworthy() throws {
    let bench = try Bench { $0.faults = Self.faults("bad-signature=1") }
    let answer = try bench.send("pay-center", .payout, "F2", 10_000)
    #expect(answer.outcome == .unknown)
    #expect(answer.answer?.report?.verdict == .invalid)
    try bench.send("pay-center", .order, "F2")
    _ = bench.control("POST", "/sandbox/orders/pay-center/F2", "paid")
    let entry = bench.wait("pay-center", "orders", "F2") {
      $0["callbacks_sent"]?.integerValue != 0
    }
    #expect(entry?["acknowledged"]?.boolValue == false)
    #expect(
      bench.json("/sandbox/received")?.arrayElements?.first?["verdict"]?.stringValue == "invalid")
  }

  @Test(arguments: ["pay-center", "lianhe"])
  func aFalseDuplicateIsBookedNevertheless(gateway: String) throws {
    let bench = try Bench { $0.faults = Self.faults("false-duplicate=1") }
    let exchange = try bench.send(gateway, .payout, "F3", 10_000)
    #expect(exchange.outcome != .accepted)
    #expect(bench.entry(gateway, "payouts", "F3")?["booked"]?.integerValue == 1)
  }

  @Test(arguments: ["pay-center", "lianhe"])
  func aForgedFailureIsBookedAndUnsigned(gateway: String) throws {
    let bench = try Bench { $0.faults = Self.faults("forged-failure=1") }
    let exchange = try bench.send(gateway, .payout, "F4", 10_000)
    #expect(exchange.outcome != .accepted)
    #expect(exchange.answer?.isAuthenticated == false)
    #expect(bench.entry(gateway, "payouts", "F4")?["booked"]?.integerValue == 1)
    _ = bench.control("POST", "/sandbox/payouts/\(gateway)/F4", "paid")
    let query = try bench.send(gateway, .payoutQuery, "F4")
    #expect(query.answer?.report?.status == .failed)
    #expect(query.answer?.isAuthenticated == false)
    // Where the gateway signs its answers, a failure without a signature is only a claim.
    let signs = GatewayCatalog.named(gateway)?.message(.payoutQueryAnswer)?.signing != nil
    #expect(query.answer?.status == (signs ? nil : .failed))
  }

  @Test func aLateBookingIsMadeLater() throws {
    let bench = try Bench { $0.faults = Self.faults("late=1,late-ms=100") }
    #expect(try bench.send("lianhe", .payout, "F5", 10_000).outcome == .unknown)
    bench.control("POST", "/sandbox/faults", "{}").map { #expect($0.status == 200) }
    let entry = bench.wait("lianhe", "payouts", "F5") { $0["booked"]?.integerValue == 1 }
    #expect(entry?["booked"]?.integerValue == 1)
    #expect(try bench.send("lianhe", .payoutQuery, "F5").outcome == .accepted)
  }

  @Test func aFreshBookingIsUnknownToQueriesForTheGrace() throws {
    let bench = try Bench { $0.faults = Self.faults("query-grace-ms=3600000") }
    try bench.send("lianhe", .payout, "F6", 10_000)
    let query = try bench.send("lianhe", .payoutQuery, "F6")
    #expect(bench.meaning(of: query) == .notFound)
    _ = bench.control("POST", "/sandbox/faults", "query-grace-ms=0")
    #expect(try bench.send("lianhe", .payoutQuery, "F6").outcome == .accepted)
  }

  @Test func outOfOrderCallbacksEndWithAnOlderState() throws {
    let bench = try Bench { $0.faults = Self.faults("out-of-order=1") }
    try bench.send("pay-center", .payout, "F7", 10_000)
    _ = bench.control("POST", "/sandbox/payouts/pay-center/F7", "paid")
    let entry = bench.wait("pay-center", "payouts", "F7") {
      $0["callbacks_sent"]?.integerValue == 2
    }
    let told = entry?["callbacks"]?.arrayElements?.compactMap { $0["told"]?.stringValue }
    #expect(told == ["succeeded", "pending"])
    #expect(entry?["status"]?.stringValue == "succeeded")
  }

  @Test func faultsOfOneGatewayLeaveTheOthersAlone() throws {
    let bench = try Bench { $0.gatewayFaults = ["pay-center": Self.faults("lost-answer=1")] }
    #expect(try bench.send("pay-center", .payout, "F8", 10_000).outcome == .unknown)
    #expect(try bench.send("lianhe", .payout, "F8", 10_000).outcome == .accepted)
  }

  @Test func anOutageRefusesConnectionsAndEnds() throws {
    let bench = try Bench { $0.gatewayFaults = ["lianhe": Self.faults("outage=1,outage-ms=300")] }
    #expect(try bench.send("lianhe", .payout, "F9", 10_000).outcome == .unknown)
    let end = Clock.system.monotonicMilliseconds() + 10_000
    var outcomes: [Exchange.Outcome] = []
    while Clock.system.monotonicMilliseconds() < end {
      let outcome = try bench.send("pay-center", .payoutQuery, "F9").outcome
      outcomes.append(outcome)
      if outcomes.contains(.notSent), outcome != .notSent { break }
    }
    #expect(outcomes.contains(.notSent))
    #expect(outcomes.last != .notSent)
    #expect(bench.entry("lianhe", "payouts", "F9")?["booked"] == nil)
  }

  @Test func theSameSeedPlaysTheSameFaults() throws {
    func outcomes(seed: UInt64) throws -> [Exchange.Outcome] {
      let bench = try Bench {
        $0.seed = seed
        $0.faults = Self.faults("lost-answer=0.5")
      }
      return try (0..<12).map { try bench.send("lianhe", .payout, "S\($0)", 10_000).outcome }
    }
    let first = try outcomes(seed: 7)
    #expect(try outcomes(seed: 7) == first)
    #expect(Set(first).count == 2)
    #expect(try outcomes(seed: 8) != first)
  }

  static func faults(_ text: String) -> SandboxFaults {
    (try? SandboxFaults(text)) ?? SandboxFaults()
  }

  @Test(arguments: [
    "lost-answer", "lost-answer=2", "lost-answer=-1", "lost-answer=x", "nothing=1", "delay-ms=1.5",
    "delay-ms=99999999999999999999", "=",
  ])
  func aTextThatNamesNoFaultIsRefused(text: String) throws {
    #expect(throws: SandboxFaultsError.self) { try SandboxFaults(text) }
    let bench = try Bench()
    #expect(bench.control("POST", "/sandbox/faults", text)?.status == 400)
  }

  @Test func faultsReadWhatTheyWrite() throws {
    let text = "lost-answer=0.02,half=1,late-ms=500,query-grace-ms=1000"
    let faults = try SandboxFaults(text)
    #expect(try SandboxFaults(json: faults.json) == faults)
    #expect(faults.chances[.lostAnswer]?.description == "0.02")
    #expect(faults.chances[.halfAnswer] == .one)
  }
}
