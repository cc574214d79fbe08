import TestSupport
import Testing
import WireFormat

@testable import Journal

/// docs/journal-format.md says what is written, and its example is read.
@Suite struct JournalFormatTests {
  private static let page = TestFiles.text(TestFiles.root + "/docs/journal-format.md") ?? ""

  /// The lines of the example, each with its LF.
  private static let example: [Bytes] = page.split(separator: "\n").filter {
    $0.hasPrefix("    {\"v\":")
  }.map { Array($0.dropFirst(4).utf8) + [0x0A] }

  /// The first cells of the table under a heading, without their backquotes.
  private static func names(under heading: String) -> [String] {
    let section = page.split(separator: "\n").drop { $0 != "## \(heading)" }.dropFirst()
    return section.prefix { !$0.hasPrefix("## ") }.filter { $0.hasPrefix("| `") }.map {
      String($0.dropFirst(3).prefix { $0 != "`" })
    }
  }

  @Test func theExampleIsAWholeJournal() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Bytes(Self.example.joined()), to: "shop.jsonl")
    let journal = try Sample.open(scratch, .read)
    defer { journal.close() }
    #expect(journal.position.sequence == 9)
    var records: [JournalRecord] = []
    try journal.forEach(from: nil) { records.append($0) }
    let row = try #require(records.first { $0.kind == .plan })
    #expect(try journal.state(of: RowName(.payout, row.id)) == .paid)
    #expect(row.amount == 10_000)
    #expect(
      records.map(\.kind) == [.note, .note, .note, .plan, .note, .note, .send, .accepted, .paid])
  }

  @Test func theExampleIsWrittenTheSameAgain() throws {
    var previous = Checksum.none
    for bytes in Self.example {
      let line = try RecordLine(bytes, 0..<(bytes.count - 1))
      let record = try #require(line.record(bytes))
      var again: Bytes = []
      previous = try RecordEncoder.append(record, previous: previous, to: &again)
      #expect(again == bytes)
    }
  }

  @Test func theMembersAreThoseThatAreWritten() throws {
    var record = JournalRecord(
      .evidence, profile: "f", id: "id", batch: "b", reference: "r", contentHash: "h", amount: 1,
      maskedAccount: "m", accountDigest: "k", state: .paid, details: [.init("n", "v")],
      request: [0x61])
    var bytes: Bytes = []
    _ = try RecordEncoder.append(record, previous: .none, to: &bytes)
    var members = try JSONValue.parse(bytes.dropLast()).objectMembers?.map(\.0) ?? []
    record.request = [0xFF]
    bytes = []
    _ = try RecordEncoder.append(record, previous: .none, to: &bytes)
    let others = try JSONValue.parse(bytes.dropLast()).objectMembers?.map(\.0) ?? []
    let place = try #require(members.firstIndex(of: "r"))
    members.insert(contentsOf: others.filter { !members.contains($0) }, at: place + 1)
    #expect(Self.names(under: "A line") == members)
  }

  @Test func theKindsAreThoseThatAreWritten() {
    #expect(Self.names(under: "The kinds") == RecordKind.allCases.map(\.rawValue))
    #expect(JournalRecord.version == 1)
    #expect(Self.page.contains("at most 1,048,576 bytes"))
    #expect(RecordEncoder.limit == 1_048_576)
  }

  @Test func theFilesHaveTheNamesOfThePage() throws {
    let paths = try JournalPaths(directory: "/x", name: "NAME")
    let written = [
      paths.active, paths.rotated(month: "2026-11", copy: 1), paths.next, paths.mark, paths.lock,
      paths.index,
    ].map { String($0.dropFirst(3)) }
    #expect(Self.names(under: "The files") == written + ["account-digest.key"])
    #expect(Self.page.contains(paths.rotated(month: "2026-11", copy: 2).dropFirst(3)))
    #expect(Self.page.contains("; 71 bytes"))
    #expect(HighWaterMark(sequence: 9, checksum: .none).bytes.count == 71)
  }
}
