import Platform
import TestSupport
import WireFormat

@testable import Journal

/// What the tests write, and with which clock.
enum Sample {
  /// 2026-11-20 12:00 in Beijing.
  static let november: Int64 = 1_795_147_200_000
  /// 2026-12-20 12:00 in Beijing.
  static let december: Int64 = november + 30 * 86_400_000

  /// The real calls without the cost of syncing.
  static let fast: FileCalls = {
    var calls = FileCalls.system
    calls.sync = { _ in 0 }
    return calls
  }()

  /// Small sizes, so that a few records already use the index.
  static func limits(indexFrom: Int64, every: UInt64 = 1) -> JournalFile.Limits {
    var limits = JournalFile.Limits()
    limits.indexFrom = indexFrom
    limits.indexEvery = every
    return limits
  }

  static func open(
    _ scratch: ScratchFolder, _ mode: JournalFile.Mode = .write, time: Int64 = november,
    calls: FileCalls = fast, limits: JournalFile.Limits = .init()
  ) throws(JournalError) -> JournalFile {
    try JournalFile.open(
      directory: scratch.path, name: "shop", mode: mode, clock: TestClock.still(time), calls: calls,
      limits: limits)
  }

  static func plan(_ number: Int, batch: String = "wages") -> JournalRecord {
    JournalRecord(
      .plan, profile: "shop", id: "M\(number)", batch: batch, reference: "\(number)",
      contentHash: "0badc0de", amount: Int64(number) * 100, request: Array("mrn=M\(number)".utf8))
  }

  static func step(_ kind: RecordKind, _ number: Int) -> JournalRecord {
    JournalRecord(kind, profile: "shop", id: "M\(number)")
  }

  /// Twenty records: eight plans, then rows 1 to 4 sent with different ends.
  static let records: [JournalRecord] =
    (1...8).map { plan($0) } + [
      step(.send, 1), step(.accepted, 1), step(.query, 1), step(.paid, 1),
      step(.send, 2), step(.unknown, 2), step(.notFound, 2),
      step(.send, 3), step(.rejected, 3), step(.note, 3), step(.send, 4), step(.accepted, 4),
    ]

  /// Writes records one by one, as a run does.
  static func fill(_ scratch: ScratchFolder, _ records: [JournalRecord] = records) throws {
    let journal = try open(scratch)
    for record in records { try journal.append([record], durable: true) }
    journal.close()
  }

  static func states(_ journal: JournalFile, upTo count: Int = 8) throws -> [String] {
    try (1...count).map { try journal.state(of: RowName(.payout, "M\($0)"))?.word ?? "-" }
  }
}
