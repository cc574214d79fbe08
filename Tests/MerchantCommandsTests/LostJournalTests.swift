import Glibc
import HTTP
import Platform
import TestSupport
import Testing
import WireFormat

@testable import Journal

/// Before a batch begins, the gateway is asked whether it has the first rows: the journal may be lost.
struct LostJournalTests {
  private static func lose(_ till: Till) {
    for name in till.files { unlink("\(till.journals)/\(name)") }
  }

  static let losses: [(String, @Sendable (Till) -> [String: String])] = [
    (
      "deleted",
      { till in
        lose(till)
        return [:]
      }
    ),
    ("elsewhere", { till in ["XDG_STATE_HOME": till.bench.folder + "/other"] }),
    ("no state home", { till in ["XDG_STATE_HOME": "", "HOME": till.bench.folder + "/home"] }),
  ]

  @Test(arguments: losses.indices, ["lianhe", "pay-center"])
  func aBatchThatTheGatewayKnowsIsNotSent(index: Int, gateway: String) {
    let till = Till()
    _ = mkdir(till.bench.folder + "/home", 0o700)
    if gateway == "pay-center" {
      till.profile("shop", Till.payCenter)
      till.gateway.set { $0.state = "2" }
    }
    till.batch()
    #expect(till.pay("shop").code == 0)
    let variables = Self.losses[index].1(till)
    for _ in 0..<2 {
      let again = till.pay("shop", variables: variables)
      #expect(again.code == 10, "\(Self.losses[index].0): \(again.errors)")
      #expect(again.output.contains("FOREIGN"))
      #expect(till.gateway.sent == 3)
    }
    #expect(till.gateway.twice == 0)
  }

  @Test func anUnsignedClaimIsReasonEnoughNotToSend() {
    let till = Till()
    till.profile("shop", Till.payCenter)
    till.batch()
    till.gateway.set { $0.state = "2" }
    #expect(till.pay("shop").code == 0)
    Self.lose(till)
    till.gateway.set { $0.isSigned = false }
    #expect(till.pay("shop").code == 10)
    #expect(till.gateway.sent == 3)
  }

  @Test func aBackupFromBeforeTheBatchIsSeenThrough() throws {
    let till = Till()
    till.batch("first", 2, from: 7)
    #expect(till.pay("shop", file: "first", count: 2, from: 7).code == 0)
    let backup = try till.files.map {
      ($0, try SecureFile.read("\(till.journals)/\($0)", limit: 1 << 20).bytes)
    }
    till.batch()
    #expect(till.pay("shop").code == 0)
    Self.lose(till)
    for (name, bytes) in backup { till.bench.file("state/merchant/journal/\(name)", bytes) }
    #expect(till.pay("shop").code == 10)
    #expect(till.gateway.sent == 5)
    #expect(till.gateway.twice == 0)
  }

  /// A backup from the middle of a batch, put back with its old time, as `cp -p` and `tar` do it, or
  /// with times that tell nothing.
  @Test(arguments: [true, false])
  func aBackupFromTheMiddleOfTheBatchIsSeenThrough(keepsTime: Bool) throws {
    let till = Till()
    till.batch("wages", 2)
    #expect(till.pay("shop", count: 2).code == 0)
    till.batch("wages", 6)
    let file = till.bench.folder + "/wages.csv"
    #expect(till.run(["-p", "shop", "payout", "plan", "--file", file]).code == 0)
    let backup = try till.files.map {
      ($0, try SecureFile.read("\(till.journals)/\($0)", limit: 1 << 20).bytes)
    }
    #expect(till.pay("shop", count: 6).code == 0)
    #expect(till.gateway.sent == 6)
    Self.lose(till)
    for (name, bytes) in backup {
      till.bench.file("state/merchant/journal/\(name)", bytes)
      guard keepsTime else { continue }
      let time = timespec(tv_sec: 1_795_000_000, tv_nsec: 0)
      _ = utimensat(AT_FDCWD, "\(till.journals)/\(name)", [time, time], 0)
    }
    for _ in 0..<2 {
      let again = till.pay("shop", count: 6)
      #expect(again.code == 10, "\(again.errors)")
      #expect(till.gateway.sent == 6)
    }
    #expect(till.gateway.twice == 0)
  }

  private func shell(_ words: String...) throws {
    _ = try Subprocess.output(
      of: words, limit: 1 << 16, deadlineMilliseconds: 10_000, clock: .system)
  }

  /// A copy of the whole directory, taken while the batch ran, with every time kept.
  @Test func aCopyMadeWhileTheBatchRanIsSeenThrough() throws {
    let till = Till()
    till.batch("wages", 13)
    #expect(till.pay("shop", count: 13).code == 0)
    till.batch("wages", 20)
    let file = till.bench.folder + "/wages.csv"
    #expect(till.run(["-p", "shop", "payout", "plan", "--file", file]).code == 0)
    let backup = till.bench.folder + "/backup"
    try shell("/bin/cp", "-a", till.journals, backup)
    #expect(till.pay("shop", count: 20).code == 0)
    try shell("/bin/rm", "-r", till.journals)
    try shell("/bin/cp", "-a", backup, till.journals)
    #expect(till.pay("shop", count: 20).code == 10)
    #expect(till.gateway.sent == 20)
    #expect(till.gateway.twice == 0)
  }

  static let keyLosses: [(String, code: String, @Sendable (Till) -> Void)] = [
    (
      "removed", "digest_key_missing",
      { till in unlink("\(till.journals)/account-digest.key") }
    ),
    (
      "another", "digest_key_differs",
      { till in
        unlink("\(till.journals)/account-digest.key")
        till.bench.file(
          "state/merchant/journal/account-digest.key", String(repeating: "k", count: 32))
      }
    ),
  ]

  /// Without the secret no payee is recognised: the guard against repeats would be off and say nothing.
  @Test(arguments: keyLosses.indices, [true, false])
  func aLostDigestKeyIsNoticed(index: Int, hasCheck: Bool) throws {
    let till = Till()
    till.batch()
    #expect(till.pay("shop").code == 0)
    if !hasCheck { try forgetCheck(till) }
    let loss = Self.keyLosses[index]
    loss.2(till)
    till.batch("again")
    for _ in 0..<2 {
      let again = till.pay("shop", file: "again")
      #expect(again.code == 65, "\(loss.0): \(again.errors)")
      #expect(again.errorCode == loss.code)
    }
    #expect(till.gateway.sent == 3)
    // A person's word goes for this run only; the time in which repeats count has to pass.
    #expect(till.pay("shop", ["--allow-repeat"], file: "again").code == 0)
    till.batch("other", 2, from: 7)
    #expect(till.pay("shop", file: "other", count: 2, from: 7).code == 65)
    #expect(till.gateway.sent == 6)
  }

  /// The journal as a version left it that noted no check value.
  private func forgetCheck(_ till: Till) throws {
    let name = try #require(till.files.first { $0.hasSuffix(".jsonl") }).dropLast(6)
    let journal = try JournalFile.open(
      directory: till.journals, name: String(name), mode: .read, clock: till.time.clock)
    var records: [JournalRecord] = []
    try journal.forEach { record, _ in if record.batch != ":digest" { records.append(record) } }
    journal.close()
    for file in till.files where file.hasPrefix(name) { unlink("\(till.journals)/\(file)") }
    let older = try JournalFile.open(
      directory: till.journals, name: String(name), mode: .write, clock: till.time.clock)
    try older.append(records, durable: true)
    older.close()
  }

  @Test func atMostTwentyQuestionsAreAskedAndNoneWhenNothingIsToBeSent() {
    let till = Till()
    till.gateway.set { $0.state = "0" }
    till.batch("wages", 30)
    #expect(till.pay("shop", count: 30).code == 8)
    // Twenty before, and one about each row afterwards.
    #expect(till.gateway.asked == 20 + 30)
    #expect(till.pay("shop", count: 30).code == 8)
    #expect(till.gateway.asked == 20 + 60)
    #expect(till.gateway.sent == 30)
  }

  @Test func whenNobodyAnswersNothingIsSent() {
    let till = Till()
    till.batch()
    till.gateway.set { $0.isDown = true }
    #expect(till.pay("shop").code == 69)
    till.gateway.set {
      $0.isDown = false
      $0.refusal = "系统繁忙"
    }
    #expect(till.pay("shop").code == 76)
    #expect(till.gateway.sent == 0)
    #expect(till.pay("shop", ["--unasked"]).code != 0)
    #expect(till.gateway.sent == 3)
    till.gateway.set { $0.refusal = nil }
    #expect(till.pay("shop").code == 0)
    #expect(till.gateway.sent == 3)
  }
}
