import Testing
import WireFormat

@testable import Journal

@Suite struct RecordTests {
  static let samples: [JournalRecord] = [
    JournalRecord(.note),
    JournalRecord(
      .plan, profile: "shop", id: "M1", batch: "工资 2026", reference: "1", contentHash: "ab",
      amount: .min, maskedAccount: "622202****1234", accountDigest: "cd",
      details: [.init("name", "张\u{301}\"\\\u{7}"), .init("name", "😀")],
      request: Array("a=1&b=é".utf8)),
    JournalRecord(
      .carry, subject: .order, id: "x\"id\":\"y", state: .unknown, request: [0xFF, 0x00, 0xC4]),
    JournalRecord(.evidence, amount: 0, state: .paid, request: []),
  ]

  @Test(arguments: samples)
  func aRecordComesBackAsItWas(record: JournalRecord) throws {
    var sample = record
    sample.sequence = 7
    sample.time = -1
    var bytes: Bytes = []
    let previous = Checksum(high: 5, low: 6)
    let checksum = try RecordEncoder.append(sample, previous: previous, to: &bytes)
    #expect(bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A })
    #expect(bytes.filter { $0 == 0x0A }.count == 1)
    let line = try RecordLine(bytes, 0..<(bytes.count - 1))
    #expect(line.checksum == checksum)
    #expect(line.previous == previous)
    #expect(line.record(bytes) == sample)
  }

  @Test func everyFlippedBitIsSeen() throws {
    var bytes: Bytes = []
    _ = try RecordEncoder.append(Self.samples[1], previous: .none, to: &bytes)
    for index in 0..<(bytes.count - 1) {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << UInt8(bit)
        #expect(throws: RecordLine.Flaw.self) {
          try RecordLine(changed, 0..<(changed.count - 1))
        }
      }
    }
  }

  @Test func everyPrefixIsSeen() throws {
    var bytes: Bytes = []
    _ = try RecordEncoder.append(Self.samples[1], previous: .none, to: &bytes)
    for count in 0..<(bytes.count - 1) {
      #expect(throws: RecordLine.Flaw.self) { try RecordLine(bytes, 0..<count) }
    }
  }

  @Test func aRecordBeyondTheLimitIsRefused() {
    var bytes: Bytes = []
    let record = JournalRecord(.note, request: Bytes(repeating: 0xFF, count: 1 << 20))
    #expect(throws: JournalError.self) {
      try RecordEncoder.append(record, previous: .none, to: &bytes)
    }
    #expect(bytes.isEmpty)
  }

  @Test(
    arguments: [
      (0, "1970-01"), (1_795_147_200_000, "2026-11"), (1_798_732_799_999, "2026-12"),
      (1_798_732_800_000, "2027-01"), (951_753_600_000, "2000-02"), (951_840_000_000, "2000-03"),
      (-28_800_001, "1969-12"), (Int64.max, "8307-10"), (4_102_444_800_000, "2100-01"),
    ] as [(Int64, String)])
  func theMonthIsTheOneInBeijing(time: Int64, month: String) {
    #expect(BeijingMonth.text(unixMilliseconds: time) == month)
  }

  @Test func settledRowsAreNotUndone() {
    #expect(RowState.paid.after(.failed) == .conflict)
    #expect(RowState.paid.after(.accepted) == .paid)
    #expect(RowState.failed.after(.paid) == .conflict)
    #expect(RowState.conflict.after(.paid) == .conflict)
    for state in RowState.allCases { #expect(state.after(.planned) == state) }
    for state in RowState.allCases { #expect(RowState(word: state.word) == state) }
  }
}
