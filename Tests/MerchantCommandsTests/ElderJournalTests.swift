import ByteText
import Digests
import Glibc
import HTTP
import Messages
import Platform
import TestSupport
import Testing
import WireFormat

@testable import Journal

/// Journals that an older version named after the profile are carried over to the account.
struct ElderJournalTests {
  private static let account = AccountID(gateway: "lianhe", merchant: "app-key-1")
  private static var name: String { account.fileName }

  /// Pays three rows and makes of the journal what an older version would have left under `name`:
  /// other order numbers, the profile in the plan's digest, no notes about the account.
  private static func elder(_ till: Till, name: String = "shop", lines: [String] = Till.account)
    throws
  {
    till.profile("shop", lines, "order-prefix = OLD")
    till.batch()
    #expect(till.pay("shop").code == 0)
    try age(till, from: Self.name, to: name)
    till.profile("shop", lines)
  }

  private static func age(_ till: Till, from: String, to: String) throws {
    let new = try JournalFile.open(
      directory: till.journals, name: from, mode: .read, clock: till.time.clock)
    var records: [JournalRecord] = []
    try new.forEach { record, _ in
      if !record.batch.hasPrefix(":") { records.append(record) }
    }
    new.close()
    for name in till.files where name != "account-digest.key" {
      unlink("\(till.journals)/\(name)")
    }
    let plans = records.filter { $0.kind == .plan }.sorted { $0.id < $1.id }
    var hash = SHA256()
    hash.update(Array("\(to)\0wages\0".utf8))
    for plan in plans {
      hash.update(Array("\(plan.id)\0\(plan.contentHash)\0\(plan.amount ?? 0)\n".utf8))
    }
    let digest = String(decoding: Hex.encode(hash.finish()), as: UTF8.self)
    for index in records.indices {
      records[index].profile = to
      records[index].details.removeAll { ["owner", "up"].contains($0.name) }
      if records[index].id.isEmpty { records[index].contentHash = digest }
      for place in records[index].details.indices where records[index].details[place].name == "plan"
      {
        records[index].details[place].value = "wages-\(digest.prefix(8))"
      }
    }
    let old = try JournalFile.open(
      directory: till.journals, name: to, mode: .write, clock: till.time.clock)
    try old.append(records, durable: true)
    old.close()
  }

  @Test(arguments: ["shop", "wages", "SHOP"])
  func anElderJournalIsCarriedOverWhateverTheProfileIsCalledNow(profile: String) throws {
    let till = Till()
    try Self.elder(till)
    till.profile(profile)
    let again = till.pay(profile)
    #expect(again.code == 0, "\(again.errors)")
    #expect(again.output.contains("OLD"))
    #expect(till.gateway.sent == 3)
    #expect(till.gateway.twice == 0)
    #expect(till.files.filter { $0.hasSuffix(".jsonl") } == ["\(Self.name).jsonl"])
    till.batch("again")
    #expect(till.pay(profile, file: "again").code == 77)
    till.batch("new", 2, from: 7)
    #expect(till.pay(profile, file: "new", count: 2, from: 7).code == 0)
    #expect(till.gateway.sent == 5)
    #expect(till.run(["-p", profile, "journal", "verify"]).code == 0)
  }

  @Test func anElderJournalIsReadBeforeItIsCarriedOver() throws {
    let till = Till()
    try Self.elder(till)
    let files = till.files
    let status = till.run(["payout", "status", "wages", "-o", "json"])
    #expect(status.code == 0)
    #expect(status.output.contains("OLD"))
    #expect(till.files == files)
  }

  /// Every state that a crash between two renames leaves: the marker is there, and so many files have
  /// their new name.
  @Test(arguments: 0...3)
  func aCarryingThatACrashCutOffIsCompleted(moved: Int) throws {
    let till = Till()
    try Self.elder(till)
    let old = till.files.filter { $0.hasPrefix("shop.") && !$0.hasSuffix(".lock") }.sorted()
    for file in old.prefix(moved) {
      rename(
        "\(till.journals)/\(file)", "\(till.journals)/\(Self.name)\(file.dropFirst("shop".count))")
    }
    till.bench.file("state/merchant/journal/\(Self.name).carry", "shop\n")
    let status = till.run(["payout", "status", "wages"])
    #expect(status.code == 0, "\(status.errors)")
    let again = till.pay("shop")
    #expect(again.code == 0, "\(again.errors)")
    #expect(till.gateway.sent == 3)
    #expect(!till.files.contains { $0.hasSuffix(".carry") })
    #expect(till.files.filter { $0.hasSuffix(".jsonl") } == ["\(Self.name).jsonl"])
  }

  @Test func aJournalOfAnotherAccountIsNotTaken() throws {
    let till = Till()
    try Self.elder(till)
    till.profile("shop", Till.account, "merchant-id = app-key-2")
    let paid = till.pay("shop")
    #expect(paid.code == 77)
    #expect(paid.errorCode == "journal_of_another_account")
    #expect(till.gateway.sent == 3)
    // Under a name of its own the other account goes its own way, and the first one is still carried.
    till.profile("second", Till.account, "merchant-id = app-key-2")
    #expect(till.pay("second").code == 0)
    #expect(till.gateway.sent == 6)
    till.profile("shop")
    #expect(till.pay("shop").code == 0)
    #expect(till.gateway.sent == 6)
  }

  @Test func twoJournalsOfOneAccountAreRefused() throws {
    let till = Till()
    try Self.elder(till)
    till.bench.config(Till.section("shop") + Till.section("second"))
    for file in till.files where file.hasPrefix("shop.") {
      let bytes = try SecureFile.read("\(till.journals)/\(file)", limit: 1 << 20).bytes
      till.bench.file("state/merchant/journal/second\(file.dropFirst("shop".count))", bytes)
    }
    for profile in ["shop", "second"] {
      let paid = till.pay(profile)
      #expect(paid.code == 77)
      #expect(paid.errorCode == "two_journals")
      #expect(!paid.errors.contains("move"))
      let status = till.run(["-p", profile, "payout", "status"])
      #expect(status.output.contains("wages-"))
      #expect(till.run(["-p", profile, "payout", "status", "wages"]).output.contains("PAID"))
    }
    #expect(till.gateway.sent == 3)
    #expect(!till.files.contains { $0.hasPrefix(Self.name) && $0.hasSuffix(".jsonl") })
  }

  /// What an older version does with the name: it opens the journal that it named after the profile.
  private static func elderOpens(_ till: Till) -> JournalError? {
    do throws(JournalError) {
      try JournalFile.open(
        directory: till.journals, name: "shop", mode: .write, clock: till.time.clock
      ).close()
      return nil
    } catch { return error }
  }

  @Test(arguments: [true, false], ["payout", "status", "resolve"])
  func anOlderVersionCannotBeginAnew(hadJournal: Bool, command: String) throws {
    let till = Till()
    if hadJournal { try Self.elder(till) } else { till.batch() }
    switch command {
    case "resolve":
      _ = till.run(["-p", "shop", "payout", "resolve", "wages"])
      // Completing a carrying that was cut off leaves the grave as well.
      if hadJournal { till.bench.file("state/merchant/journal/\(Self.name).carry", "shop\n") }
      _ = till.run(["-p", "shop", "payout", "resolve", "wages"])
    case "status":
      _ = till.run(["payout", "status"])
      // Looking changes nothing: the older version may go on.
      #expect(Self.elderOpens(till) == nil || !hadJournal && !till.files.contains("shop.lock"))
      return
    default: #expect(till.pay("shop").code == 0)
    }
    guard case .damaged? = Self.elderOpens(till) else {
      Issue.record("the older version began anew: \(till.files)")
      return
    }
    // This one does not mind the mark, whatever the profile is called.
    for profile in ["shop", "wages"] {
      till.profile(profile)
      #expect(till.pay(profile).code == 0)
    }
    #expect(till.gateway.sent == 3)
    #expect(till.run(["-p", "wages", "journal", "verify"]).code == 0)
  }

  @Test(arguments: [true, false])
  func oldAndNewDoNotRunAtTheSameTime(hadJournal: Bool) throws {
    let till = Till()
    if hadJournal { try Self.elder(till) } else { till.batch() }
    let sent = till.gateway.sent
    let old = try JournalFile.open(
      directory: till.journals, name: "shop", mode: .write, clock: till.time.clock)
    #expect(till.pay("shop").errorCode == "journal_locked")
    #expect(till.gateway.sent == sent)
    old.close()
    let new = try JournalFile.open(
      directory: till.journals, name: "other", elder: "shop", mode: .write, clock: till.time.clock)
    guard case .locked? = Self.elderOpens(till) else {
      Issue.record("the older version was let in")
      return
    }
    new.close()
  }

  /// A plan that an older version wrote down and nobody paid: its digest is what that version made of
  /// this very file.
  @Test func aPlanOfAnOlderVersionIsGoneOnWith() throws {
    let till = Till()
    till.batch()
    _ = mkdir(till.bench.folder + "/state", 0o700)
    _ = mkdir(till.bench.folder + "/state/merchant", 0o700)
    var plan = JournalRecord(
      .note, subject: .payout, profile: "shop", batch: "wages",
      details: [
        .init("event", "planned"), .init("plan", "wages-ed4ae0da"), .init("count", "3"),
        .init("user", "somebody"),
      ])
    plan.amount = 30_300
    plan.contentHash = "ed4ae0daa59b2cbe4cfdd7b2cc31334a78d4fca0289b640f41c7ee9bc187451f"
    let old = try JournalFile.open(
      directory: till.journals, name: "shop", mode: .write, clock: till.time.clock)
    try old.append([plan], durable: true)
    old.close()
    let paid = till.pay("shop")
    #expect(paid.code == 0, "\(paid.errors)")
    #expect(paid.output.contains("wages-ed4ae0da"))
    #expect(paid.output.contains("PP62FIHDX2O6EFCRR7EBFCVTCE5"))
    #expect(till.pay("shop").code == 0)
    #expect(till.gateway.sent == 3)
  }

  @Test func aJournalThatAnOlderVersionBeganBesideTheNewOneIsRefused() throws {
    let till = Till()
    try Self.elder(till)
    #expect(till.pay("shop").code == 0)
    let elder = Till()
    try Self.elder(elder)
    for file in elder.files where file.hasPrefix("shop.") {
      let bytes = try SecureFile.read("\(elder.journals)/\(file)", limit: 1 << 20).bytes
      till.bench.file("state/merchant/journal/\(file)", bytes)
    }
    #expect(till.pay("shop").errorCode == "two_journals")
    #expect(till.gateway.sent == 3)
  }
}
