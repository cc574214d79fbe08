import Gateways
import Glibc
import PaymentValues
import Platform
import Synchronization
import TestSupport
import Testing
import WireFormat

@testable import Sandbox

/// What was answered as booked is booked after every kind of end, once.
@Suite struct StateTests {
  @Test func bookingsAndCallbacksSurviveARestart() throws {
    let scratch = try ScratchFolder()
    var bench: Bench? = try Bench { $0.stateFile = scratch.state }
    try bench?.send("pay-center", .payout, "R1", 10_000)
    try bench?.send("pay-index", .order, "R2", 1_234)
    _ = bench?.control("POST", "/sandbox/orders/pay-index/R2", "amount=12.00")
    #expect(bench?.isAcknowledged("pay-index", "orders", "R2") == true)
    let before = bench?.json("/sandbox/ledger")
    bench?.server.stop()
    bench = try Bench { $0.stateFile = scratch.state }
    let after = bench?.json("/sandbox/ledger")
    #expect(before?["orders"] == after?["orders"])
    #expect(before?["payouts"] == after?["payouts"])
    #expect(after?["orders"]?.arrayElements?.count == 1)
    let again = try bench?.send("pay-center", .payout, "R1", 10_000)
    #expect(again?.outcome == .unknown)
    #expect(bench?.entry("pay-center", "payouts", "R1")?["booked"]?.integerValue == 1)
  }

  @Test func aStateCutAtEveryByteHoldsTheWholeLinesBeforeTheCut() throws {
    let scratch = try ScratchFolder()
    var options = SandboxOptions(gateways: GatewayCatalog.builtIn)
    options.stateFile = scratch.state
    func key(_ index: Int) -> BookingKey {
      BookingKey(gateway: "lianhe", kind: .payout, order: "T\(index)")
    }
    do {
      let store = try SandboxStore(options)
      for index in 0..<3 {
        _ = try store.book(key(index), Money(fen: 100), [.notifyURL: "http://127.0.0.1/\"茶"])
      }
      _ = try store.settle(key(0), .succeeded, paid: nil)
    }
    let whole = try scratch.read()
    for cut in 0...whole.count {
      try scratch.write(whole[..<cut])
      let lines = whole[..<cut].count { $0 == 0x0A }
      do {
        let store = try SandboxStore(options)
        #expect(store.bookings().count == min(max(lines - 1, 0), 3), "cut at \(cut)")
        // It can be written to again, and what is written is read again.
        _ = try store.book(key(9), Money(fen: 100), [:])
      }
      let reopened = try SandboxStore(options)
      #expect(reopened.booking(key(9))?.count == 1, "cut at \(cut)")
    }
  }

  @Test(arguments: [
    "hello\n", "{\"v\":1,\"n\":1}\n{\"v\":1,\"n\":2}\n", "{\"merchant-sandbox\":2}\n",
  ])
  func aForeignFileIsLeftAlone(text: String) throws {
    let scratch = try ScratchFolder()
    try scratch.write(text.utf8)
    var options = SandboxOptions(gateways: GatewayCatalog.builtIn)
    options.stateFile = scratch.state
    #expect(throws: SandboxError.foreignState(path: scratch.state)) { try SandboxStore(options) }
    #expect(try scratch.read() == Array(text.utf8))
  }

  @Test func aDamagedLineInTheMiddleIsNamed() throws {
    let scratch = try ScratchFolder()
    var options = SandboxOptions(gateways: GatewayCatalog.builtIn)
    options.stateFile = scratch.state
    do {
      let store = try SandboxStore(options)
      for index in 0..<2 {
        let key = BookingKey(gateway: "lianhe", kind: .payout, order: "T\(index)")
        _ = try store.book(key, Money(fen: 100), [:])
      }
    }
    var bytes = try scratch.read()
    bytes[30] = 0x21
    try scratch.write(bytes)
    #expect(throws: SandboxError.damagedState(path: scratch.state, line: 2)) {
      try SandboxStore(options)
    }
  }

  /// A child that was just forked holds a copy of the descriptor, and with it the lock.
  @Test func aCopyOfTheDescriptorKeepsNobodyOut() throws {
    let scratch = try ScratchFolder()
    var options = SandboxOptions(gateways: GatewayCatalog.builtIn)
    options.stateFile = scratch.state
    var first: SandboxStore? = try SandboxStore(options)
    #expect(first?.bookings().isEmpty == true)
    let copy = try #require(Self.copy(ofDescriptorOn: scratch.state))
    defer { close(copy) }
    first = nil
    _ = try SandboxStore(options)
  }

  private static func copy(ofDescriptorOn path: String) -> CInt? {
    for descriptor in CInt(3)..<1_024 {
      var buffer = [CChar](repeating: 0, count: 512)
      let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count - 1)
      guard count > 0 else { continue }
      let bytes = buffer.prefix(count).map { UInt8(bitPattern: $0) }
      if String(decoding: bytes, as: UTF8.self) == path { return dup(descriptor) }
    }
    return nil
  }

  @Test func twoSandboxesDoNotShareAState() throws {
    let scratch = try ScratchFolder()
    var options = SandboxOptions(gateways: GatewayCatalog.builtIn)
    options.stateFile = scratch.state
    let first = try SandboxStore(options)
    #expect(throws: SandboxError.stateInUse(path: scratch.state)) { try SandboxStore(options) }
    withExtendedLifetime(first) {}
  }

  /// Clients go on while the sandbox stops and starts again; nothing is booked twice, and nothing
  /// that was accepted is missing.
  @Test func fiftyRestartsLoseAndDoubleNothing() throws {
    let scratch = try ScratchFolder()
    let port = Mutex<UInt16>(0)
    func start() throws -> Bench {
      try Bench {
        $0.stateFile = scratch.state
        $0.port = port.withLock { $0 }
        $0.payoutMilliseconds = 100
        // A machine that is busy with other tests must not use up the repeats.
        $0.callbackMilliseconds = 20_000
      }
    }
    var bench: Bench? = try start()
    port.withLock { $0 = bench?.server.port ?? 0 }
    var accepted: [String] = []
    var sent = 0
    for round in 0..<50 {
      let number = "C\(round)"
      let exchange = try bench?.send("lianhe", .payout, number, 10_000)
      sent += 1
      if exchange?.outcome == .accepted { accepted.append(number) }
      bench?.server.stop()
      bench = nil
      bench = try start()
    }
    let entries = bench?.json("/sandbox/ledger")?["payouts"]?.arrayElements ?? []
    #expect(entries.allSatisfy { $0["booked"]?.integerValue == 1 })
    #expect(Set(entries.compactMap { $0["order"]?.stringValue }) == Set(accepted))
    #expect(accepted.count == sent)
    // The payouts of stopped sandboxes live on.
    for number in accepted { #expect(bench?.isAcknowledged("lianhe", "payouts", number) == true) }
  }
}
