import Glibc
import Platform
import Synchronization
import TestSupport
import Testing

@testable import Journal

/// Locks, owners, modes and kinds of files.
@Suite struct FileMatrixTests {
  @Test func aSecondWriterLeavesWithItsHolderNamed() throws {
    let scratch = try ScratchFolder()
    let first = try Sample.open(scratch)
    #expect(throws: JournalError.locked(path: scratch.file("shop.lock"), holder: getpid())) {
      try Sample.open(scratch)
    }
    try first.append([Sample.plan(1)], durable: true)
    #expect(try Sample.open(scratch, .read).verify().records == 1)
    first.close()
    #expect(try Sample.open(scratch).verify().records == 1)
  }

  @Test func ofRacingWritersExactlyOneWorks() throws {
    for _ in 0..<200 {
      let scratch = try ScratchFolder()
      let working = Atomic<Int>(0)
      let refused = Atomic<Int>(0)
      let held = Mutex<[Int]>([])
      let gate = Atomic<Int>(0)
      let threads = try (0..<2).map { _ in
        try Thread {
          gate.add(1, ordering: .sequentiallyConsistent)
          while gate.load(ordering: .sequentiallyConsistent) < 2 {}
          do throws(JournalError) {
            let journal = try Sample.open(scratch)
            working.add(1, ordering: .sequentiallyConsistent)
            while refused.load(ordering: .sequentiallyConsistent) == 0 { sched_yield() }
            journal.close()
          } catch {
            held.withLock { $0.append(Int(error.refusal.exit.rawValue)) }
            refused.add(1, ordering: .sequentiallyConsistent)
          }
        }
      }
      for thread in threads { thread.join() }
      #expect(working.load(ordering: .relaxed) == 1)
      #expect(held.withLock { $0 } == [75])
    }
  }

  @Test func filesAreMadeForTheOwnerOnly() throws {
    let scratch = try ScratchFolder()
    let directory = scratch.file("state/journal")
    defer {
      for name in FileCalls.system.names(directory) ?? [] { unlink("\(directory)/\(name)") }
      rmdir(directory)
    }
    let old = umask(0)
    defer { umask(old) }
    try JournalFile.open(directory: directory, name: "shop", mode: .write).close()
    var status = stat()
    for name in ["", "/shop.jsonl", "/shop.lock", "/shop.mark"] {
      #expect(lstat(directory + name, &status) == 0)
      #expect(status.st_mode & 0o077 == 0, "\(name)")
    }
  }

  enum Spoil: CaseIterable {
    case groupReadable, worldWritable, symbolicLink, hardLink, fifo, directory, readableDirectory
  }

  @Test(arguments: Spoil.allCases, ["shop.jsonl", "shop.lock", "shop.mark"])
  func whatOthersCanTouchIsRefused(spoil: Spoil, name: String) throws {
    let scratch = try ScratchFolder()
    try Sample.fill(scratch)
    let path = scratch.file(name)
    let aside = scratch.file("aside")
    switch spoil {
    case .groupReadable: chmod(path, 0o640)
    case .worldWritable: chmod(path, 0o602)
    case .symbolicLink:
      rename(path, aside)
      symlink(aside, path)
    case .hardLink: link(path, aside)
    case .fifo:
      unlink(path)
      mkfifo(path, 0o600)
    case .directory:
      unlink(path)
      mkdir(path, 0o700)
    case .readableDirectory: chmod(scratch.path, 0o750)
    }
    let error = #expect(throws: JournalError.self) { try Sample.open(scratch) }
    #expect(error?.refusal.exit == .refused)
  }

  @Test(arguments: [
    "", ".", "..", "a/b", "a.b", "-a", "a\0b", "商户", String(repeating: "a", count: 65),
  ])
  func profileNamesThatAreNoFileNamesAreRefused(name: String) {
    #expect(throws: JournalError.self) {
      try JournalFile.open(directory: "/nowhere", name: name, mode: .write)
    }
  }

  @Test func aLockFilePutInPlaceOfTheLockedOneIsNoticed() throws {
    let scratch = try ScratchFolder()
    var calls = Sample.fast
    calls.lock = { descriptor, operation in
      unlink(scratch.file("shop.lock"))
      return flock(descriptor, operation)
    }
    let error = #expect(throws: JournalError.self) { try Sample.open(scratch, calls: calls) }
    #expect(error?.refusal.exit == .temporary)
  }

  @Test func equalAccountsHaveEqualDigestsOnThisMachineOnly() throws {
    let scratch = try ScratchFolder()
    let other = try ScratchFolder()
    let digest = try AccountDigest(directory: scratch.path).digest("6222021234561234")
    #expect(try AccountDigest(directory: scratch.path).digest("6222 0212 3456 1234") == digest)
    #expect(try AccountDigest(directory: other.path).digest("6222021234561234") != digest)
    #expect(digest.utf8.count == 32)
    chmod(scratch.file("account-digest.key"), 0o644)
    #expect(throws: JournalError.self) { try AccountDigest(directory: scratch.path) }
  }

  @Test(arguments: [
    ("6222021234567891234", "62220*********1234"), ("13800138000", "1******8000"), ("1234", "****"),
    ("12345678", "****5678"), ("", ""),
  ])
  func theMiddleOfAnAccountIsHidden(account: String, masked: String) {
    let result = AccountDigest.mask(account)
    #expect(result.filter { $0 != "*" }.count <= account.count / 2)
    #expect(result.hasSuffix(masked.suffix(4)))
  }
}
