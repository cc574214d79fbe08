import Glibc
import Platform
import Synchronization
import TestSupport
import Testing

@testable import Journal

/// Times at a given number of records over ten months, printed; only when `MERCHANT_JOURNAL_RECORDS`
/// is set, in a release build: `MERCHANT_JOURNAL_RECORDS=10000000 swift test -c release -Xswiftc
/// -enable-testing --filter ScaleTests`. The journal of profile `shop` is left in
/// `MERCHANT_JOURNAL_DIRECTORY` (absolute, mode 0700) where that is set, for a command to start on.
@Suite(.enabled(if: getenv("MERCHANT_JOURNAL_RECORDS") != nil))
struct ScaleTests {
  private func timed<Result>(_ what: String, _ work: () throws -> Result) rethrows -> Result {
    let start = Clock.system.monotonicMilliseconds()
    let result = try work()
    print("\(what): \(Clock.system.monotonicMilliseconds() - start) ms, peak \(peak()) MB")
    return result
  }

  /// Most memory that the process has used so far.
  private func peak() -> Int {
    var usage = rusage()
    getrusage(0, &usage)
    return Int(usage.ru_maxrss) / 1024
  }

  @Test func aStartDoesNotGrowWithTheJournal() throws {
    let wanted = getenv("MERCHANT_JOURNAL_RECORDS").flatMap { Int(String(cString: $0)) } ?? 0
    let scratch = try ScratchFolder()
    let directory =
      getenv("MERCHANT_JOURNAL_DIRECTORY").map { String(cString: $0) } ?? scratch.path
    let rows = wanted / 3
    let now = Clock.system.unixMilliseconds()
    let time = Mutex(now)
    let clock = Clock(
      unixMilliseconds: { time.withLock { $0 } }, monotonicMilliseconds: { 0 }, sleep: { _ in })
    func open(_ mode: JournalFile.Mode = .write) throws -> JournalFile {
      try JournalFile.open(directory: directory, name: "shop", mode: mode, clock: clock)
    }
    try timed("write \(rows * 3) records") {
      let journal = try open()
      for start in stride(from: 1, through: rows, by: 1000) {
        let batch = start..<min(start + 1000, rows + 1)
        let name = "batch\(start / 1000)"
        time.withLock { $0 = now - Int64(rows - start) * (300 * 86_400_000) / Int64(rows) }
        try journal.rotateIfNeeded()
        try journal.append(batch.map { Sample.plan($0, batch: name) }, durable: false)
        for kind in [RecordKind.send, .paid] {
          let part = kind == .paid ? batch.dropLast(1) : batch.dropLast(0)
          try journal.append(part.map { Sample.step(kind, $0) }, durable: false)
        }
      }
      timed("  of it: close") { journal.close() }
    }
    unlink("\(directory)/shop.index")
    timed("start without index (rebuild)") { try? open().close() }
    for _ in 0..<3 {
      let journal = try timed("start with index") { try open() }
      print("  records read: \(journal.recovery.recordsRead), open: \(journal.openRows.count)")
      try timed("duplicate check of 10000 rows") {
        for number in 1...10_000 {
          _ = try journal.state(of: RowName(.payout, "M\(number * (rows / 10_000 + 1))"))
        }
      }
      try journal.append((1...20_000).map { Sample.step(.query, $0) }, durable: true)
      journal.close()
    }
    let journal = try timed("start for reading") { try open(.read) }
    let shown = try timed("show one order") { try journal.list(.init(id: "M7")) }
    #expect(shown.count >= 3)
    let report = try timed("verify") { try journal.verify() }
    print("\(report)")
  }
}
