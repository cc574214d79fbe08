import Platform
import TestSupport
import Testing
import WireFormat

@testable import Journal

/// Reading from a place gives what reading everything gives from there on.
@Suite struct PlaceTests {
  /// Three batches that overlap, three days between two appends: two files, the second of which
  /// begins with the rows that were open.
  private func journal(_ scratch: ScratchFolder, _ limits: JournalFile.Limits) throws -> JournalFile
  {
    let batches = ["a", "a", "b", "a", "b", "b", "c\"中"]
    var time = Sample.november
    for (number, batch) in batches.enumerated() {
      time += 3 * 86_400_000
      let journal = try Sample.open(scratch, time: time, limits: limits)
      let rows = (number * 300)..<(number * 300 + 300)
      try journal.append(rows.map { Sample.plan($0, batch: batch) }, durable: false)
      journal.close()
    }
    return try Sample.open(scratch, .read, time: time, limits: limits)
  }

  @Test(arguments: [IndexTests.withIndex, IndexTests.withoutIndex])
  func aBatchIsReadFromItsFirstRecordToItsLast(limits: JournalFile.Limits) throws {
    let scratch = try ScratchFolder()
    let journal = try journal(scratch, limits)
    #expect(try journal.verify().files == 2)
    for batch in ["a", "b", "c\"中"] {
      let places = try #require(try journal.places(ofBatch: batch))
      var records: [JournalRecord] = []
      try journal.forEach(from: places.lowerBound, through: places.upperBound) {
        records.append($0)
      }
      #expect(records.first?.batch == batch)
      #expect(records.last?.batch == batch)
      #expect(records.filter { $0.batch == batch } == (try journal.list(.init(batch: batch))))
    }
    #expect(try journal.places(ofBatch: "d") == nil)
  }

  @Test(arguments: [IndexTests.withIndex, IndexTests.withoutIndex])
  func nothingFromATimeOnIsPassedOver(limits: JournalFile.Limits) throws {
    let scratch = try ScratchFolder()
    let journal = try journal(scratch, limits)
    let all = try journal.list(JournalFile.Filter())
    let times = Set(all.map(\.time)).sorted()
    for time in times + times.map({ $0 + 1 }) + [0, .max] {
      let place = try #require(try journal.place(since: time))
      var seen: [JournalRecord] = []
      try journal.forEach(from: place) { seen.append($0) }
      #expect(seen.filter { $0.time >= time } == all.filter { $0.time >= time })
      // Not more than what a reader takes in at once lies before.
      #expect(seen.count { $0.time < time } <= 400)
    }
  }

  @Test func anEmptyJournalHasNoPlaces() throws {
    let scratch = try ScratchFolder()
    try Sample.open(scratch).close()
    let journal = try Sample.open(scratch, .read)
    #expect(try journal.place(since: 0) == nil)
    #expect(try journal.places(ofBatch: "a") == nil)
  }
}
