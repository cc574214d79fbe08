import Gateways
import HTTP
import PaymentValues
import Platform
import Synchronization
import Testing
import WireFormat

@testable import Sandbox

/// Delivery: only to this machine, until the documented acknowledgement, on the documented schedule.
@Suite struct CallbackTests {
  /// A merchant whose answers are given, one after another; the last one stays.
  final class Merchant: HTTPTransport {
    private let answers: [HTTPResponse]
    private let seen = Mutex<[HTTPRequest]>([])

    init(_ answers: [HTTPResponse]) { self.answers = answers }

    var requests: [HTTPRequest] { seen.withLock { $0 } }

    func send(_ request: HTTPRequest, _ options: TransportOptions) -> TransportOutcome {
      let index = seen.withLock { seen in
        seen.append(request)
        return seen.count - 1
      }
      return .answered(answers[min(index, answers.count - 1)])
    }
  }

  private static func answer(_ body: String, _ status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, body: Array(body.utf8))
  }

  @Test(arguments: [
    ("http://169.254.169.254/latest", nil), ("http://0.0.0.0:80/", nil),
    ("http://10.0.0.1/", nil), ("http://2130706433/", nil), ("http://0177.0.0.1/", nil),
    ("http://0x7f.1/", nil), ("http://127.1/", nil), ("http://[::ffff:10.0.0.1]/", nil),
    ("http://127.0.0.1.example.com/", nil), ("http://localhost.example.com/", nil),
    ("http://user@127.0.0.1/", nil), ("ftp://127.0.0.1/", nil), ("", nil), (nil, nil),
    ("http://127.0.0.1:9/a?b=1", "http://127.0.0.1:9/a?b=1"),
    ("http://localhost:9/a?b=1", "http://127.0.0.1:9/a?b=1"),
    ("http://[::1]:9/a", "http://[::1]:9/a"), ("http://127.8.9.1/a", "http://127.8.9.1/a"),
  ])
  func onlyThisMachineIsCalled(url: String?, address: String?) {
    #expect(CallbackSender.loopbackAddress(url) == address)
  }

  @Test func aCallbackElsewhereIsRecordedAndNotSent() throws {
    let merchant = Merchant([Self.answer("success")])
    let bench = try Bench { $0.transport = merchant }
    try bench.send("lianhe", .order, "E1") { $0.texts[.notifyURL] = "http://10.0.0.1/notify" }
    _ = bench.control("POST", "/sandbox/orders/lianhe/E1", "paid")
    let entry = bench.wait("lianhe", "orders", "E1") { $0["callbacks_sent"]?.integerValue == 1 }
    let attempt = entry?["callbacks"]?.arrayElements?.first
    #expect(attempt?["ack"]?.stringValue == "not sent: not loopback")
    #expect(attempt?["accepted"]?.boolValue == false)
    #expect(merchant.requests.isEmpty)
  }

  @Test(arguments: [
    ("0.0.0.0"), ("10.0.0.1"), ("169.254.169.254"), ("2130706433"), ("localhost"), ("::"),
    ("::ffff:10.0.0.1"), (""),
  ])
  func noOtherAddressIsBound(address: String) {
    #expect(throws: (any Error).self) { try Bench { $0.address = address } }
  }

  @Test func repeatsGoOnUntilTheAcknowledgement() throws {
    let merchant = Merchant([
      Self.answer("fail"), Self.answer("success", 500), Self.answer(" success"),
      Self.answer("success"),
    ])
    let bench = try Bench { $0.transport = merchant }
    try bench.send("pay-center", .order, "E2")
    _ = bench.control("POST", "/sandbox/orders/pay-center/E2", "paid")
    #expect(bench.isAcknowledged("pay-center", "orders", "E2"))
    let attempts = bench.entry("pay-center", "orders", "E2")?["callbacks"]?.arrayElements ?? []
    #expect(attempts.map { $0["accepted"]?.boolValue } == [false, false, false, true])
    #expect(attempts.map { $0["attempt"]?.integerValue } == [1, 2, 3, 4])
    #expect(attempts.map { $0["status"]?.integerValue } == [200, 500, 200, 200])
    #expect(Set(merchant.requests.map(\.body)).count == 1)
    #expect(merchant.requests.allSatisfy { $0.method == "POST" })
  }

  @Test(arguments: [("pay-index", 4), ("wessyun", 4), ("lianhe", 4), ("pay-center", 6)])
  func repeatsEndWithTheSchedule(gateway: String, attempts: Int) throws {
    let merchant = Merchant([Self.answer("no")])
    let bench = try Bench {
      $0.transport = merchant
      $0.timeScale = .zero
    }
    try bench.send(gateway, .order, "E3")
    _ = bench.control("POST", "/sandbox/orders/\(gateway)/E3", "paid")
    _ = bench.wait(gateway, "orders", "E3") {
      $0["callbacks_sent"]?.integerValue == Int64(attempts)
    }
    Clock.system.sleep(50)
    #expect(merchant.requests.count == attempts)
  }

  @Test(arguments: [
    ("pay-index", "OK", true), ("pay-index", "ok", true), ("pay-index", "{\"code\":\"ok\"}", true),
    ("pay-index", "O K", false), ("pay-center", "success", true), ("pay-center", "Success", true),
    ("pay-center", "success\n", false), ("pay-center", "\u{FEFF}success", false),
    ("pay-center", "OK", false), ("lianhe", "success", true), ("lianhe", "200", true),
    ("lianhe", "ok", true), ("lianhe", "okay", false), ("lianhe", "", false),
  ])
  func leniencyJudgesAcknowledgementsAsRealServersDo(
    gateway: String, body: String, isAccepted: Bool
  ) {
    guard let delivery = GatewayCatalog.named(gateway)?.delivery(of: .orderCallback) else {
      Issue.record("no delivery")
      return
    }
    let lenient = Acknowledgement(delivery, isLenient: true)
    #expect(lenient.accepts(Self.answer(body)) == isAccepted)
    #expect(lenient.accepts(Self.answer(body, 201)) == isAccepted)
    #expect(!lenient.accepts(Self.answer(body, 302)))
  }

  /// Every callback of every gateway, by the document: the word, byte for byte, and 200.
  @Test(arguments: GatewayCatalog.builtIn.map(\.id))
  func onlyTheWordWith200IsAnAcknowledgement(gateway: String) throws {
    let operations = try #require(GatewayCatalog.named(gateway)).operations
    for delivery in operations.compactMap(\.delivery) {
      let word = delivery.acknowledgement
      let strict = Acknowledgement(delivery)
      #expect(strict.accepts(Self.answer(word)))
      for status in [201, 202, 204, 206, 301, 302, 400, 404, 500] {
        #expect(!strict.accepts(Self.answer(word, status)), "\(status)")
      }
      let others = [
        word.lowercased(), word.uppercased(), "\(word)\n", " \(word)", "\u{FEFF}\(word)",
        "\"\(word)\"", "{\"token\":1}", "{\"code\":\"\(word)\"}", "200", "ok", "OK", "success", "",
        "\(word)\(word)",
      ].filter { $0 != word }
      for body in others { #expect(!strict.accepts(Self.answer(body)), "\(body)") }
    }
  }

  @Test func leniencyIsSetForOneGatewayWhileItRuns() throws {
    let merchant = Merchant([Self.answer("ok")])
    let bench = try Bench {
      $0.transport = merchant
      $0.timeScale = .zero
    }
    #expect(
      bench.control("POST", "/sandbox/settings?gateway=lianhe", "{\"lenient\":true}")?.status == 200
    )
    for gateway in ["lianhe", "pay-index"] {
      try bench.send(gateway, .order, "E7")
      _ = bench.control("POST", "/sandbox/orders/\(gateway)/E7", "paid")
    }
    #expect(bench.isAcknowledged("lianhe", "orders", "E7"))
    let entry = bench.wait("pay-index", "orders", "E7") {
      $0["callbacks_sent"]?.integerValue == 4
    }
    #expect(entry?["acknowledged"]?.boolValue == false)
    let settings = bench.json("/sandbox/settings")
    #expect(settings?["lianhe"]?["lenient"]?.boolValue == true)
    #expect(settings?["pay-index"]?["lenient"]?.boolValue == false)
  }

  @Test func failuresAreToldOnlyWhereTheDocumentHasAWordForThem() throws {
    let bench = try Bench()
    for gateway in ["pay-center", "pay-index", "wessyun", "lianhe"] {
      try bench.send(gateway, .order, "E4")
      _ = bench.control("POST", "/sandbox/orders/\(gateway)/E4", "failed")
    }
    let telling = ["pay-center", "pay-index", "wessyun"]
    for gateway in telling { #expect(bench.isAcknowledged(gateway, "orders", "E4")) }
    let received = bench.json("/sandbox/received")?.arrayElements ?? []
    #expect(received.compactMap { $0["gateway"]?.stringValue }.sorted() == telling.sorted())
    #expect(received.allSatisfy { $0["status"]?.stringValue == "failed" })
    #expect(received.allSatisfy { $0["verdict"]?.stringValue == "valid" })
    let thinkPHP = received.filter { $0["gateway"]?.stringValue != "pay-center" }
    #expect(thinkPHP.allSatisfy { $0["body"]?.stringValue?.contains("returncode=01&") == true })
  }

  @Test func theReceiverRefusesWhatIsForged() throws {
    let bench = try Bench()
    let path = "/sandbox/receiver/lianhe"
    let forged = "amount=10&appKey=x&mrn=E5&sign=00000000000000000000000000000000"
    #expect(bench.control("POST", path, forged)?.status == 400)
    #expect(bench.control("POST", path, "hello")?.status == 400)
    #expect(bench.control("POST", "/sandbox/receiver/none", "")?.status == 404)
    let received = bench.json("/sandbox/received")?.arrayElements ?? []
    #expect(received.map { $0["verdict"]?.stringValue } == ["invalid", "not-recognized"])
  }

  @Test func theReceiverForgetsTheOldest() throws {
    let bench = try Bench { $0.receivedLimit = 3 }
    for index in 0..<5 {
      _ = bench.control("POST", "/sandbox/receiver/lianhe", "a=\(index)")
    }
    let bodies = bench.json("/sandbox/received")?.arrayElements?.map { $0["body"]?.stringValue }
    #expect(bodies == ["a=2", "a=3", "a=4"])
  }

  @Test func aSchedulerRunsJobsInTheOrderOfTheirTimes() throws {
    let scheduler = try Scheduler(clock: .system, workers: 1)
    let order = Mutex<[Int]>([])
    for (index, wait) in [60, 20, 40, 0].enumerated() {
      scheduler.after(Int64(wait)) { order.withLock { $0.append(index) } }
    }
    let end = Clock.system.monotonicMilliseconds() + 10_000
    while order.withLock({ $0.count }) < 4, Clock.system.monotonicMilliseconds() < end {
      Clock.system.sleep(5)
    }
    scheduler.stop()
    #expect(order.withLock { $0 } == [3, 1, 2, 0])
  }

  @Test func stoppingWaitsForNobodyWhoIsDueLater() throws {
    let bench = try Bench {
      $0.transport = Merchant([Self.answer("no")])
      $0.timeScale = .one
      $0.payoutMilliseconds = 3_600_000
    }
    try bench.send("lianhe", .payout, "E6", 10_000)
    try bench.send("lianhe", .order, "E6")
    _ = bench.control("POST", "/sandbox/orders/lianhe/E6", "paid")
    bench.server.stop()
    bench.server.stop()
    bench.server.wait()
  }
}
