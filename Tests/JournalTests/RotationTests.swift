import Glibc
import TestSupport
import Testing

@testable import Journal

/// A new month, a new file, one chain.
@Suite struct RotationTests {
  private let year: [Int64] = (0..<6).map { Sample.november + $0 * 31 * 86_400_000 }

  @Test func theChainAndTheDuplicateCheckCoverAllFiles() throws {
    let scratch = try ScratchFolder()
    for (index, time) in year.enumerated() {
      let journal = try Sample.open(scratch, time: time)
      let number = index + 1
      try journal.append([Sample.plan(number), Sample.step(.send, number)], durable: true)
      if number.isMultiple(of: 2) {
        try journal.append([Sample.step(.paid, number)], durable: true)
      }
      journal.close()
    }
    let journal = try Sample.open(scratch, time: year[5])
    #expect(try journal.verify().files == 6)
    #expect(
      try Sample.states(journal, upTo: 7)
        == ["SEND", "PAID", "SEND", "PAID", "SEND", "PAID", "-"])
    let first = try journal.row(RowName(.payout, "M1"))
    #expect(first?.first.kind == .plan)
    #expect(first?.last.kind == .carry)
    #expect(first?.last.request == first?.first.request)
    #expect(try journal.list(.init(id: "M2")).map(\.kind) == [.plan, .send, .paid])
    #expect(scratch.names.filter { $0.hasSuffix(".jsonl") }.count == 6)
  }

  @Test func anOlderFileThatIsGoneOrChangedIsNoticed() throws {
    let scratch = try ScratchFolder()
    for time in year {
      try Sample.open(scratch, time: time).append([Sample.step(.note, 1)], durable: true)
    }
    let rotated = scratch.names.filter { $0.hasPrefix("shop.2") }
    #expect(rotated.count == 5)
    for name in rotated {
      let bytes = try scratch.read(name)
      unlink(scratch.file(name))
      #expect(throws: JournalError.self, "\(name)") { try Sample.open(scratch, time: year[5]) }
      try scratch.write(bytes.dropLast(2) + [0x0A], to: name)
      #expect(throws: JournalError.self, "\(name)") { try Sample.open(scratch, time: year[5]) }
      try scratch.write(bytes, to: name)
    }
    try Sample.open(scratch, time: year[5]).close()
  }

  @Test func aClockThatGoesBackDoesNotRotate() throws {
    let scratch = try ScratchFolder()
    for time in [year[1], year[0], 0, year[1]] {
      let journal = try Sample.open(scratch, time: time)
      #expect(journal.recovery.clockWentBack == (time < year[1]))
      try journal.append([Sample.step(.note, 1)], durable: true)
      try journal.append(
        [
          {
            var note = Sample.step(.note, 1); note.time = 1; return note
          }()
        ], durable: true)
      journal.close()
      let last = try Sample.open(scratch, time: year[1])
      try last.append([Sample.step(.note, 1)], durable: true)
    }
    #expect(scratch.names.filter { $0.hasSuffix(".jsonl") } == ["shop.jsonl"])
  }

  @Test func theOrderOfFilesIsThatOfTheirRecords() throws {
    let scratch = try ScratchFolder()
    // A clock that was a century ahead, set right, then a normal month.
    for time in [4_102_444_800_000 as Int64, 4_105_123_200_000] {
      try Sample.open(scratch, time: time).append([Sample.plan(1)], durable: true)
    }
    unlink(scratch.file("shop.index"))
    let journal = try Sample.open(scratch, time: Sample.november)
    #expect(try journal.verify().files == 2)
    try journal.append([Sample.step(.send, 1)], durable: true)
    #expect(try journal.state(of: RowName(.payout, "M1")) == .sent)
  }

  @Test func aFilterFindsWhatItNames() throws {
    let scratch = try ScratchFolder()
    try Sample.fill(scratch)
    let journal = try Sample.open(scratch, .read)
    #expect(try journal.list(.init(id: "M1")).count == 5)
    #expect(try journal.list(.init(batch: "wages")).count == 8)
    #expect(try journal.list(.init(state: .sent)).count == 4)
    #expect(try journal.list(.init(since: Sample.november + 1)).isEmpty)
    #expect(throws: JournalError.notWritable) {
      try journal.append([Sample.plan(9)], durable: true)
    }
    var lines: [UInt8] = []
    try journal.forEach { _, line in lines += line + [0x0A] }
    #expect(try lines == scratch.read("shop.jsonl"))
  }
}
