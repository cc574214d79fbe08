import Glibc
import Platform
import TestSupport
import Testing

@testable import Journal

/// A journal is carried over from one name to another through every crash.
struct JournalMoveTests {
  private static let name = "lianhe-0123456789abcdef"

  private func move(_ scratch: ScratchFolder, _ calls: FileCalls = Sample.fast) throws(JournalError)
    -> JournalMove
  {
    try JournalMove(directory: scratch.path, to: Self.name, calls: calls)
  }

  private func records(_ scratch: ScratchFolder, _ name: String) throws -> UInt64 {
    let journal = try JournalFile.open(
      directory: scratch.path, name: name, mode: .read, clock: TestClock.still(), calls: Sample.fast
    )
    defer { journal.close() }
    return try journal.verify().records
  }

  @Test(arguments: FaultyCalls.Fault.allCases)
  func everyCrashLeavesOneJournalThatTheNextStartUses(fault: FaultyCalls.Fault) throws {
    for number in 1...400 {
      let scratch = try ScratchFolder()
      try Sample.fill(scratch)
      // A second file, as after a month.
      let later = try Sample.open(scratch, time: Sample.december)
      try later.append([Sample.step(.paid, 4)], durable: true)
      later.close()
      let before = try records(scratch, "shop")
      let faulty = FaultyCalls(fault, at: number)
      try? move(scratch, faulty.calls).carry(over: "shop", clock: TestClock.still())
      let struck = faulty.struck
      // The next start: completes what was begun, or begins.
      let again = try move(scratch)
      try again.finish(clock: TestClock.still())
      let isMoved = try again.hasRecords()
      let old = try again.journals { !$0.hasPrefix("lianhe-") }
      #expect(old.count == (isMoved ? 0 : 1), "call \(number)")
      if !isMoved { try again.carry(over: "shop", clock: TestClock.still()) }
      #expect(try records(scratch, Self.name) == before, "call \(number)")
      #expect(try again.journals { !$0.hasPrefix("lianhe-") }.isEmpty)
      #expect(!scratch.names.contains { $0.hasSuffix(".carry") })
      let journal = try JournalFile.open(
        directory: scratch.path, name: Self.name, mode: .write,
        clock: TestClock.still(Sample.december),
        calls: Sample.fast)
      #expect(try journal.state(of: RowName(.payout, "M4")) == .paid)
      journal.close()
      if !struck { return }
    }
    Issue.record("the fault was reached every time")
  }

  @Test func aJournalInUseIsNotMoved() throws {
    let scratch = try ScratchFolder()
    try Sample.fill(scratch)
    let journal = try Sample.open(scratch)
    #expect(throws: JournalError.self) {
      try move(scratch).carry(over: "shop", clock: TestClock.still())
    }
    journal.close()
    try move(scratch).carry(over: "shop", clock: TestClock.still())
  }

  @Test func anAccountThatHasRecordsTakesNoOther() throws {
    let scratch = try ScratchFolder()
    try Sample.fill(scratch)
    try move(scratch).carry(over: "shop", clock: TestClock.still())
    // What was left in its place keeps the name closed.
    #expect(throws: JournalError.self) { try Sample.open(scratch) }
    _ = FileCalls.system.remove("\(scratch.path)/shop.mark")
    try Sample.fill(scratch)
    #expect(throws: JournalError.twoJournals(directory: scratch.path, names: [Self.name, "shop"])) {
      try move(scratch).carry(over: "shop", clock: TestClock.still())
    }
  }

  @Test func theRecordOfListenIsNoJournal() throws {
    let scratch = try ScratchFolder()
    try scratch.write(
      Array("{\"v\":1,\"n\":1,\"t\":1,\"event\":\"callback\"}\n".utf8), to: "callbacks.jsonl")
    #expect(try move(scratch).journals { _ in true }.map(\.isJournal) == [false])
  }

  @Test func notesAboutTheAccountOutliveTheMonth() throws {
    let scratch = try ScratchFolder()
    let first = try Sample.open(scratch)
    try first.append([JournalRecord(note: ":a", profile: "p", [.init("x", "1")])], durable: true)
    try first.append([JournalRecord(note: ":a", profile: "p", [.init("x", "2")])], durable: true)
    first.close()
    let second = try Sample.open(scratch, time: Sample.december)
    #expect(try second.note(":a")?.detail("x") == "2")
    #expect(try second.note(":b") == nil)
    second.close()
  }
}
