import Glibc
import Platform
import TestSupport
import Testing
import WireFormat

@testable import Journal

/// The index is a shortcut: with it, without it and with a damaged one, a start knows the same.
@Suite struct IndexTests {
  static let withIndex = Sample.limits(indexFrom: 0)
  static let withoutIndex = Sample.limits(indexFrom: .max)

  private func randomRecord(_ random: inout SplitMix64, rows: Int) -> JournalRecord {
    let number = Int.random(in: 1...rows, using: &random)
    let kinds: [RecordKind] = [
      .plan, .plan, .send, .accepted, .unknown, .paid, .failed, .notFound, .query, .carry,
    ]
    var record = Sample.step(kinds.randomElement(using: &random) ?? .note, number)
    record.batch = "b\(number % 3)"
    record.reference = "\(number)"
    if record.kind == .carry { record.state = .unknown }
    if number % 7 == 0 { record.subject = .order }
    return record
  }

  private func expectEqual(_ scratch: ScratchFolder, rows: Int, _ note: String) throws {
    let fast = try Sample.open(scratch, .read, limits: Self.withIndex)
    let slow = try Sample.open(scratch, .read, limits: Self.withoutIndex)
    #expect(fast.openRows == slow.openRows, "\(note)")
    for number in 1...rows {
      for subject in RecordSubject.allCases {
        let name = RowName(subject, "M\(number)")
        #expect(try fast.row(name) == slow.row(name), "\(note) \(name)")
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func theIndexEqualsAFullReplay(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let scratch = try ScratchFolder()
    for session in 0..<12 {
      let journal = try Sample.open(scratch, limits: Self.withIndex)
      if session > 0 { #expect(!journal.recovery.readEverything) }
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        let count = Int.random(in: 1...4, using: &random)
        try journal.append(
          (0..<count).map { _ in randomRecord(&random, rows: 60) }, durable: false)
      }
      if session.isMultiple(of: 3) { journal.close() }
    }
    try expectEqual(scratch, rows: 60, "seed \(seed)")
  }

  @Test func aDamagedIndexIsBuiltAgain() throws {
    let scratch = try ScratchFolder()
    let journal = try Sample.open(scratch, limits: Self.withIndex)
    try journal.append((1...400).map { Sample.plan($0) }, durable: false)
    try journal.append((1...300).map { Sample.step(.paid, $0) }, durable: false)
    journal.close()
    let index = try scratch.read("shop.index")
    #expect(index.count > 5 * 4096)
    for position in stride(from: 0, to: index.count, by: 997) {
      var damaged = index
      damaged[position] ^= 0x10
      try scratch.write(damaged, to: "shop.index")
      let opened = try Sample.open(scratch, limits: Self.withIndex)
      for number in 1...400 {
        #expect(
          try opened.state(of: RowName(.payout, "M\(number)")) == (number <= 300 ? .paid : .planned)
        )
      }
      #expect(try opened.state(of: RowName(.order, "M1")) == nil)
      #expect(opened.openRows.count == 100)
    }
    for size in [0, 1, 4095, 4096, 8192, index.count - 1] {
      try scratch.write(Array(index[..<size]), to: "shop.index")
      let opened = try Sample.open(scratch, limits: Self.withIndex)
      #expect(opened.recovery.readEverything)
      #expect(opened.openRows.count == 100)
    }
  }

  @Test func anIndexOfAnotherJournalIsNotUsed() throws {
    let scratch = try ScratchFolder()
    let other = try ScratchFolder()
    for (place, count) in [(scratch, 3), (other, 5)] {
      let journal = try Sample.open(place, limits: Self.withIndex)
      try journal.append((1...count).map { Sample.plan($0) }, durable: false)
      journal.close()
    }
    try scratch.write(other.read("shop.index"), to: "shop.index")
    let opened = try Sample.open(scratch, limits: Self.withIndex)
    #expect(opened.recovery.readEverything)
    #expect(opened.openRows.count == 3)
  }

  @Test func theIndexIsBuiltInPiecesWhenThereAreManyRows() throws {
    let scratch = try ScratchFolder()
    let journal = try Sample.open(scratch, limits: Self.withoutIndex)
    try journal.append((1...500).map { Sample.plan($0) }, durable: false)
    try journal.append((1...500).map { Sample.step(.send, $0) }, durable: false)
    try journal.append((1...450).map { Sample.step(.paid, $0) }, durable: false)
    journal.close()
    var limits = Self.withIndex
    limits.changesInMemory = 64
    let built = try Sample.open(scratch, limits: limits)
    #expect(built.recovery.readEverything)
    #expect(built.openRows.count == 50)
    built.close()
    try expectEqual(scratch, rows: 500, "in pieces")
  }

  @Test func aTailBehindTheIndexIsSealedAllTheSame() throws {
    let scratch = try ScratchFolder()
    let journal = try Sample.open(scratch, limits: Self.withIndex)
    try journal.append((1...20).map { Sample.plan($0) }, durable: true)
    journal.close()
    try scratch.write(
      scratch.read("shop.jsonl") + Array("{\"v\":1,\"n\":21,\"t\":5,\"s\":\"SEND\"".utf8),
      to: "shop.jsonl")
    let opened = try Sample.open(scratch, limits: Self.withIndex)
    #expect(!opened.recovery.readEverything)
    #expect(opened.recovery.suspects == [RowName(.payout, "M1")])
    opened.close()
    try expectEqual(scratch, rows: 20, "sealed")
  }
}
