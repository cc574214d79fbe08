import Glibc
import Platform
import WireFormat

@testable import Journal

/// A directory of its own for one test, removed at the end.
final class Scratch: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/journal-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw SystemError(call: "mkdtemp", subject: "/tmp")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    for name in names { rmdir("\(path)/\(name)") }
    rmdir(path)
  }

  var names: [String] { (FileCalls.system.names(path) ?? []).sorted() }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ bytes: Bytes, to name: String, mode: mode_t = 0o600) throws {
    unlink(file(name))
    let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC, mode)
    guard descriptor >= 0 else { throw SystemError(call: "open", subject: name) }
    defer { close(descriptor) }
    fchmod(descriptor, mode)
    try Descriptor.writeAll(bytes, to: descriptor, subject: name)
  }

  func read(_ name: String) throws -> Bytes {
    let descriptor = open(file(name), O_RDONLY)
    guard descriptor >= 0 else { throw SystemError(call: "open", subject: name) }
    defer { close(descriptor) }
    return try Descriptor.readAll(from: descriptor, limit: 1 << 30, subject: name)
  }
}

/// What the tests write, and with which clock.
enum Sample {
  /// 2026-11-20 12:00 in Beijing.
  static let november: Int64 = 1_795_147_200_000
  /// 2026-12-20 12:00 in Beijing.
  static let december: Int64 = november + 30 * 86_400_000

  static func clock(_ time: Int64 = november) -> Clock {
    Clock(unixMilliseconds: { time }, monotonicMilliseconds: { 0 }, sleep: { _ in })
  }

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
    _ scratch: Scratch, _ mode: JournalFile.Mode = .write, time: Int64 = november,
    calls: FileCalls = fast, limits: JournalFile.Limits = .init()
  ) throws(JournalError) -> JournalFile {
    try JournalFile.open(
      directory: scratch.path, name: "shop", mode: mode, clock: clock(time), calls: calls,
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
  static func fill(_ scratch: Scratch, _ records: [JournalRecord] = records) throws {
    let journal = try open(scratch)
    for record in records { try journal.append([record], durable: true) }
    journal.close()
  }

  static func states(_ journal: JournalFile, upTo count: Int = 8) throws -> [String] {
    try (1...count).map { try journal.state(of: RowName(.payout, "M\($0)"))?.word ?? "-" }
  }
}
