import GatewayEngine
import Gateways
import HTTP
import PaymentValues
import Testing
import WireFormat

@testable import Sandbox

/// From the order to the acknowledged callback, at every gateway, through the real client.
@Suite struct LifeTests {
  static let gateways = ["pay-index", "wessyun", "pay-center", "lianhe"]
  static let payers = ["pay-center", "lianhe"]

  @Test(arguments: gateways) func anOrderIsPaidToldAcknowledgedAndFound(gateway: String) throws {
    let bench = try Bench()
    let created = try bench.send(gateway, .order, "A1")
    #expect(created.outcome == .accepted)
    #expect(created.answer?.payTarget != nil)

    let unpaid = try bench.send(gateway, .query, "A1")
    #expect(unpaid.outcome == .accepted)
    #expect(unpaid.answer?.status == .created)

    let paid = bench.control("POST", "/sandbox/orders/\(gateway)/A1", "paid")
    #expect(paid?.status == 200)
    #expect(bench.isAcknowledged(gateway, "orders", "A1"))

    let found = try bench.send(gateway, .query, "A1")
    #expect(found.answer?.status?.isPaid == true)
    let received = bench.json("/sandbox/received")?.arrayElements ?? []
    #expect(received.count == 1)
    #expect(received.first?["verdict"]?.stringValue == "valid")
    #expect(received.first?["order"]?.stringValue == "A1")
    #expect(received.first?["amount_fen"]?.integerValue == 1_000)
    let entry = bench.entry(gateway, "orders", "A1")
    #expect(entry?["booked"]?.integerValue == 1)
    #expect(entry?["amount_fen"]?.integerValue == 1_000)
    #expect(entry?["paid_fen"]?.integerValue == 1_000)
    #expect(entry?["status"]?.stringValue == "succeeded")
  }

  @Test(arguments: payers) func aPayoutIsAcceptedAndSucceedsByItself(gateway: String) throws {
    let bench = try Bench { $0.payoutMilliseconds = 1_000 }
    let created = try bench.send(gateway, .payout, "P1", 50_100)
    #expect(created.outcome == .accepted)
    #expect(bench.isAcknowledged(gateway, "payouts", "P1"))
    let found = try bench.send(gateway, .payoutQuery, "P1")
    #expect(found.answer?.status?.isPaid == true)
    let received = bench.json("/sandbox/received")?.arrayElements ?? []
    #expect(received.first?["verdict"]?.stringValue == "valid")
    #expect(received.first?["message"]?.stringValue == "payout-callback")
    let method = gateway == "pay-center" ? "GET" : "POST"
    #expect(received.first?["method"]?.stringValue == method)
    #expect(bench.entry(gateway, "payouts", "P1")?["paid_fen"]?.integerValue == 50_100)
  }

  @Test(arguments: payers) func aPayoutFailsByHand(gateway: String) throws {
    let bench = try Bench()
    try bench.send(gateway, .payout, "P2", 10_000)
    #expect(bench.control("POST", "/sandbox/payouts/\(gateway)/P2", "failed")?.status == 200)
    let found = try bench.send(gateway, .payoutQuery, "P2")
    #expect(found.outcome == .accepted)
    #expect(found.answer?.status == .failed)
    #expect(bench.entry(gateway, "payouts", "P2")?["paid_fen"]?.isNull == true)
    #expect(bench.control("POST", "/sandbox/payouts/\(gateway)/P2", "paid")?.status == 409)
  }

  @Test(arguments: gateways) func theSameNumberIsRefused(gateway: String) throws {
    let bench = try Bench()
    try bench.send(gateway, .order, "D1")
    let second = try bench.send(gateway, .order, "D1")
    #expect(bench.meaning(of: second) == .duplicate)
    #expect(bench.entry(gateway, "orders", "D1")?["booked"]?.integerValue == 1)
  }

  @Test(arguments: payers) func withoutDedupeTheLedgerCountsEveryBooking(gateway: String) throws {
    let bench = try Bench { $0.refusesDuplicates = false }
    for _ in 0..<3 {
      #expect(try bench.send(gateway, .payout, "D2", 10_000).outcome == .accepted)
    }
    #expect(bench.entry(gateway, "payouts", "D2")?["booked"]?.integerValue == 3)
  }

  @Test(arguments: gateways) func aWrongKeyIsRefusedInTheGatewaysWords(gateway: String) throws {
    let bench = try Bench()
    var profile = bench.profile(gateway)
    profile.key = Secret(Array("another key entirely".utf8))
    let refused = try bench.send(gateway, .order, "K1", profile: profile)
    #expect(refused.outcome == .rejected)
    #expect(refused.answer?.words?.contains("签") == true)
    #expect(bench.entry(gateway, "orders", "K1") == nil)
  }

  @Test(arguments: gateways) func anUnknownNumberIsNotFound(gateway: String) throws {
    let bench = try Bench()
    #expect(bench.meaning(of: try bench.send(gateway, .query, "NOBODY")) == .notFound)
  }

  @Test(arguments: payers) func anUnknownPayoutIsNotFound(gateway: String) throws {
    let bench = try Bench()
    try bench.send(gateway, .order, "SAME")
    #expect(bench.meaning(of: try bench.send(gateway, .payoutQuery, "SAME")) == .notFound)
  }

  @Test(arguments: [("pay-index", 990), ("lianhe", 990)])
  func anotherPaidAmountIsTold(gateway: String, fen: Int64) throws {
    let bench = try Bench()
    try bench.send(gateway, .order, "M1", 1_000)
    _ = bench.control("POST", "/sandbox/orders/\(gateway)/M1", "amount=9.90")
    #expect(bench.isAcknowledged(gateway, "orders", "M1"))
    let received = bench.json("/sandbox/received")?.arrayElements?.first
    #expect(received?["amount_fen"]?.integerValue == 1_000)
    #expect(received?["paid_amount_fen"]?.integerValue == fen)
    let codes = received?["findings"]?.arrayElements?.compactMap(\.stringValue) ?? []
    #expect(codes.contains("paid_amount_differs"))
  }

  @Test(arguments: ["pay-center", "lianhe"]) func aQueryCallsBackAgain(gateway: String) throws {
    let bench = try Bench()
    try bench.send(gateway, .order, "N1")
    _ = bench.control("POST", "/sandbox/orders/\(gateway)/N1", "paid")
    #expect(bench.isAcknowledged(gateway, "orders", "N1"))
    try bench.send(gateway, .query, "N1") { $0.texts[.notifyAgain] = "true" }
    let entry = bench.wait(gateway, "orders", "N1") {
      $0["callbacks_sent"]?.integerValue == 2
    }
    #expect(entry?["callbacks_sent"]?.integerValue == 2)
  }
}
