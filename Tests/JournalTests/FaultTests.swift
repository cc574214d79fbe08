import Glibc
import Platform
import TestSupport
import Testing

@testable import Journal

/// Every call of the system fails once, or is the last one.
@Suite struct FaultTests {
  /// Opens, plans and sends with faulty calls; returns the records that were acknowledged.
  private func run(_ scratch: ScratchFolder, _ faulty: FaultyCalls, time: Int64 = Sample.november)
    -> [JournalRecord]
  {
    var acknowledged: [JournalRecord] = []
    do throws(JournalError) {
      let journal = try Sample.open(
        scratch, time: time, calls: faulty.calls, limits: Sample.limits(indexFrom: 0))
      for step in [
        [Sample.plan(21), Sample.plan(22)], [Sample.step(.send, 21)], [Sample.step(.paid, 21)],
      ] {
        acknowledged += try journal.append(step, durable: true)
      }
      journal.close()
    } catch {
      #expect([.data, .io, .refused].contains(error.refusal.exit), "\(error)")
    }
    return acknowledged
  }

  @Test(arguments: FaultyCalls.Fault.allCases)
  func noAcknowledgedRecordIsLost(fault: FaultyCalls.Fault) throws {
    var number = 1
    while true {
      let scratch = try ScratchFolder()
      let faulty = FaultyCalls(fault, at: number)
      let acknowledged = run(scratch, faulty)
      let journal = try Sample.open(scratch)
      let found = try journal.list(.init()).filter { $0.kind != .seal }
      #expect(found.starts(with: acknowledged), "fault at call \(number)")
      _ = try journal.verify()
      if !faulty.struck { break }
      number += 1
    }
    #expect(number > 30)
  }

  @Test(arguments: FaultyCalls.Fault.allCases)
  func aRotationCutOffIsTakenUpAgain(fault: FaultyCalls.Fault) throws {
    var number = 1
    while true {
      let scratch = try ScratchFolder()
      try Sample.fill(scratch)
      let faulty = FaultyCalls(fault, at: number)
      let acknowledged = run(scratch, faulty, time: Sample.december)
      let journal = try Sample.open(scratch, time: Sample.december)
      #expect(
        try Sample.states(journal)
          == [
            "PAID", "NOT_FOUND", "REJECTED", "ACCEPTED", "PLAN", "PLAN", "PLAN", "PLAN",
          ] || journal.recovery.tornBytes > 0, "fault at call \(number)")
      let found = try journal.list(.init())
      #expect(found.filter { record in acknowledged.contains(record) } == acknowledged)
      _ = try journal.verify()
      #expect(scratch.names.contains("shop.2026-11.jsonl"))
      #expect(!scratch.names.contains("shop.next"))
      if !faulty.struck { break }
      number += 1
    }
    #expect(number > 50)
  }

  @Test func afterAFailedSyncNothingIsSyncedOrWritten() throws {
    let scratch = try ScratchFolder()
    let failing = FaultSwitch()
    let journal = try Sample.open(scratch, calls: failing.calls)
    try journal.append([Sample.plan(1)], durable: true)
    failing.isOn = true
    #expect(throws: JournalError.self) {
      try journal.append([Sample.step(.send, 1)], durable: true)
    }
    failing.isOn = false
    let size = try scratch.read("shop.jsonl").count
    let syncs = failing.syncs
    for durable in [true, false] {
      let error = #expect(throws: JournalError.self) {
        try journal.append([Sample.step(.accepted, 1)], durable: durable)
      }
      #expect(error?.refusal.exit == .io)
    }
    #expect(throws: JournalError.self) { try journal.rotateIfNeeded() }
    journal.close()
    #expect(failing.syncs == syncs)
    #expect(try scratch.read("shop.jsonl").count == size)
  }

  @Test func shortAndInterruptedWritesAreContinued() throws {
    let scratch = try ScratchFolder()
    let journal = try Sample.open(scratch, calls: shortening())
    for record in Sample.records { try journal.append([record], durable: true) }
    #expect(try journal.verify().records == 20)
  }

  /// Every second write is interrupted, every other takes at most seven bytes.
  private func shortening() -> FileCalls {
    var calls = Sample.fast
    let flip = FaultSwitch()
    calls.write = { descriptor, bytes in
      flip.isOn.toggle()
      if flip.isOn {
        errno = EINTR
        return -1
      }
      return write(descriptor, bytes.baseAddress, min(7, bytes.count))
    }
    return calls
  }

  @Test func aFullDiskShowsWhenReserving() throws {
    let scratch = try ScratchFolder()
    var calls = Sample.fast
    calls.reserve = { _, _, _ in
      errno = ENOSPC
      return -1
    }
    let journal = try Sample.open(scratch, calls: calls)
    let error = #expect(throws: JournalError.self) { try journal.reserve(bytes: 1 << 20) }
    #expect(error?.refusal.exit == .io)
    try journal.append([Sample.plan(1)], durable: true)
  }

  @Test func reservedSpaceDoesNotChangeTheFile() throws {
    let scratch = try ScratchFolder()
    let journal = try Sample.open(scratch)
    try journal.append([Sample.plan(1)], durable: true)
    let before = try scratch.read("shop.jsonl")
    try journal.reserve(bytes: 1 << 20)
    #expect(try scratch.read("shop.jsonl") == before)
  }
}
