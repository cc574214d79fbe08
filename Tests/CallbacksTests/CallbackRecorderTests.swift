import Gateways
import Glibc
import Journal
import PaymentValues
import Platform
import TestSupport
import Testing
import WireFormat

@testable import Callbacks

@Suite struct CallbackRecorderTests {
  private let profile = Fixture.profile(.payIndex)

  private func filled(_ count: Int, _ scratch: ScratchFolder) throws {
    let bench = try Bench([profile], scratch: scratch)
    for index in 0..<count {
      _ = bench.send(try Fixture.make(profile, .orderCallback, order: "T\(index)"))
    }
  }

  @Test func aRecordComesBackAsItWas() throws {
    var record = CallbackRecord(.callback)
    record.sequence = 7
    record.time = Fixture.now
    record.verdict = .valid
    record.codes = ["a", "b"]
    record.profile = "shop"
    record.gateway = "pay-center"
    record.kind = .payoutCallback
    record.order = "订单\u{1F600}\n\"\\"
    record.facts = CallbackFacts(
      profile: "shop", kind: .payoutCallback, order: "订单\u{1F600}\n\"\\", gatewayOrder: "P1",
      state: "2", status: .succeeded, amount: Money(fen: 1), paid: Money(fen: 2))
    record.signed = CallbackDigest("x")
    record.isRepeated = true
    record.isForwarded = true
    record.peer = "::1"
    record.message = RawCallback(
      method: "GET", path: "/p", query: [0xFF, 0x00], contentType: "text/json", body: [])
    record.reference = 3
    #expect(CallbackRecord(line: Array(record.line.dropLast())) == record)
    #expect(record.line.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
  }

  @Test func anyChangedByteIsNoRecord() throws {
    let scratch = try ScratchFolder()
    try filled(1, scratch)
    let line = try #require(try scratch.lines.first)
    #expect(CallbackRecord(line: line) != nil)
    for index in line.indices {
      var changed = line
      changed[index] ^= 0x01
      #expect(CallbackRecord(line: changed) == nil)
      #expect(CallbackRecord(line: Array(line[..<index])) == nil)
    }
  }

  /// What somebody else does to the record while it is written, and whether messages are kept after it.
  enum Meddling: CaseIterable {
    case removed, emptied, cut, lengthened, renamed

    func happen(to path: String) throws {
      switch self {
      case .removed: #expect(unlink(path) == 0)
      case .emptied: #expect(truncate(path, 0) == 0)
      case .cut: #expect(truncate(path, 10) == 0)
      case .lengthened: #expect(truncate(path, 1 << 20) == 0)
      case .renamed: #expect(rename(path, path + ".1") == 0)
      }
    }
  }

  @Test(arguments: Meddling.allCases)
  func noMessageIsTakenOnceTheRecordCannotKeepIt(_ meddling: Meddling) throws {
    let scratch = try ScratchFolder()
    let recorder = try CallbackRecorder(
      scratch.record, clock: Fixture.clock(), calls: Fixture.fast)
    let first = try recorder.file(CallbackRecord(.callback))
    try recorder.wait(for: first.ticket)
    try meddling.happen(to: scratch.record)
    let keeps = meddling == .renamed
    for _ in 0..<2 {
      let kept: Void? = try? recorder.wait(for: recorder.file(CallbackRecord(.callback)).ticket)
      #expect((kept != nil) == keeps)
    }
    #expect((recorder.failure == nil) == keeps)
  }

  @Test func aTornEndIsSetAsideWhereverItWasCut() throws {
    let scratch = try ScratchFolder()
    try filled(3, scratch)
    let whole = try scratch.read()
    let last = try #require(whole.dropLast().lastIndex(of: 0x0A)) + 1
    for cut in stride(from: last, through: whole.count, by: 7) {
      try scratch.write(Array(whole[..<cut]))
      do {
        let recorder = try CallbackRecorder(
          scratch.record, clock: Fixture.clock(), calls: Fixture.fast)
        #expect(recorder.orderCount == (cut >= whole.count - 1 ? 3 : 2), "\(cut)")
      }
      let again = try CallbackRecorder(
        scratch.record, clock: Fixture.clock(), calls: Fixture.fast)
      #expect(again.orderCount == (cut >= whole.count - 1 ? 3 : 2), "\(cut)")
      #expect(try scratch.read().starts(with: whole[..<cut]))
    }
  }

  @Test func damageInTheMiddleIsRefused() throws {
    let scratch = try ScratchFolder()
    try filled(4, scratch)
    let lines = try scratch.lines
    func refused(_ lines: [Bytes]) throws -> Bool {
      try scratch.write(Array(lines.map { $0 + [0x0A] }.joined()))
      do throws(JournalError) {
        _ = try CallbackRecorder(scratch.record, calls: Fixture.fast)
        return false
      } catch { return error.refusal.exit == .data }
    }
    var flipped = lines
    flipped[1][20] ^= 0x01
    #expect(try refused(flipped))
    #expect(try refused([lines[0], lines[2], lines[3]]))
    #expect(try refused([lines[0], lines[1], lines[1], lines[2]]))
    #expect(try refused([lines[1], lines[0], lines[2]]))
    #expect(try !refused(lines))
  }

  @Test func nothingIsAcknowledgedAfterAFailedSync() throws {
    let disk = SyncSwitch()
    let bench = try Bench([profile], calls: disk.calls)
    let raw = try Fixture.make(profile, .orderCallback)
    disk.breakDown()
    let before = disk.syncs
    for _ in 0..<3 {
      let (response, event) = bench.send(raw)
      #expect(response.status == 500)
      #expect(event.verdict == .failed)
      #expect(!event.isAcknowledged)
    }
    #expect(disk.syncs == before + 1)
    #expect(bench.recorder.failure != nil)
  }

  @Test func aSecondWriterIsLockedOut() throws {
    let scratch = try ScratchFolder()
    let recorder = try CallbackRecorder(scratch.record, calls: Fixture.fast)
    #expect(throws: JournalError.locked(path: scratch.record, holder: nil)) {
      try CallbackRecorder(scratch.record, calls: Fixture.fast)
    }
    #expect(recorder.orderCount == 0)
  }

  @Test func aFileThatOthersCanReadIsRefused() throws {
    let scratch = try ScratchFolder()
    try filled(1, scratch)
    chmod(scratch.record, 0o644)
    #expect { try CallbackRecorder(scratch.record, calls: Fixture.fast) } throws: { error in
      (error as? JournalError)?.refusal.exit == .refused
    }
    chmod(scratch.record, 0o600)
    let link = scratch.path + "/link"
    symlink(scratch.record, link)
    #expect { try CallbackRecorder(link, calls: Fixture.fast) } throws: { error in
      (error as? JournalError)?.refusal.exit == .refused
    }
  }

  @Test func manyThreadsShareOneSync() throws {
    let disk = SyncSwitch()
    let scratch = try ScratchFolder()
    var calls = disk.calls
    let sync = calls.sync
    calls.sync = { descriptor in
      Clock.system.sleep(5)
      return sync(descriptor)
    }
    let bench = try Bench([profile], calls: calls, scratch: scratch)
    let receiver = bench.receiver
    let requests = try (0..<8).map { thread in
      try (0..<10).map { index in
        Fixture.request(
          try Fixture.make(profile, .orderCallback, order: "T\(thread)x\(index)"))
      }
    }
    let before = disk.syncs
    let threads = try requests.map { list in
      try Thread { for request in list { _ = receiver.receive(request, peer: "127.0.0.1") } }
    }
    for thread in threads { thread.join() }
    #expect(disk.syncs - before < 80)
    #expect(try scratch.lines.count == 80)
    #expect(bench.recorder.orderCount == 80)
  }

  @Test func theSamplerLetsAHundredThroughEachHour() {
    var sampler = RefusalSampler()
    let first = (0..<250).map { _ in sampler.admit(at: 0) }
    #expect(first.filter(\.isRecorded).count == 100)
    let next = sampler.admit(at: 3_600_000)
    #expect(next.isRecorded)
    #expect(next.closing == 150)
    #expect(sampler.takeCount() == nil)
  }
}
