import Glibc
import Platform
import TestSupport
import Testing

/// docs/rules.md S1: a file of this user alone, or a refusal that says what to do.
@Suite struct GuardedFileTests {
  private let scratch: ScratchFolder
  private var path: String { scratch.path + "/file" }

  init() throws { scratch = try ScratchFolder() }

  private func open(_ flags: CInt = O_RDWR, create: Bool = true) throws -> GuardedFile? {
    create ? try GuardedFile(path, flags) : try GuardedFile.existing(path, flags)
  }

  @Test func aMissingFileIsMadeForThisUserAlone() throws {
    #expect(try open(create: false) == nil)
    let file = try #require(try open())
    #expect(file.isNew)
    var status = stat()
    #expect(fstat(file.descriptor, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(fcntl(file.descriptor, F_GETFD) & FD_CLOEXEC != 0)
    #expect(try open()?.isNew == false)
  }

  /// What can stand at the path instead, and the words of the refusal.
  static let strangers: [(String, @Sendable (String) -> Int32)] = [
    ("symbolic link", { symlink("/dev/null", $0) }),
    ("directory", { mkdir($0, 0o700) }),
    ("not a regular file", { mkfifo($0, 0o600) }),
    (
      "other users",
      { path in
        _ = close(Glibc.open(path, O_CREAT | O_WRONLY, 0o600))
        return chmod(path, 0o640)
      }
    ),
    (
      "hard link",
      { path in
        _ = close(Glibc.open(path, O_CREAT | O_WRONLY, 0o600))
        return link(path, path + ".second")
      }
    ),
  ]

  @Test(arguments: strangers.indices)
  func whatIsNoFileOfOursIsRefused(index: Int) throws {
    let (words, make) = Self.strangers[index]
    #expect(make(path) == 0)
    let fault = #expect(throws: GuardedFile.Fault.self) { try open() }
    guard case .insecure(let place, let reason, let remedy)? = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(place == path)
    #expect(reason.contains(words), "\(reason)")
    #expect(!remedy.isEmpty)
    #expect(fault?.description.contains(remedy) == true)
  }

  @Test func oneHasTheLock() throws {
    let first = try #require(try open())
    try first.lock()
    let second = try #require(try open())
    #expect(throws: GuardedFile.Fault.locked(path: path)) { try second.lock() }
    first.unlock()
    try second.lock()
  }

  /// A forked child's copy of the descriptor shares the lock; only unlocking takes it away.
  @Test func theLockGoesWithTheFileAlthoughACopyIsOpen() throws {
    var file = try open()
    try file?.lock()
    let copy = dup(try #require(file).descriptor)
    defer { close(copy) }
    file = nil
    try #require(try open()).lock()
  }

  @Test func shortAndInterruptedWritesAreContinued() throws {
    var calls = FileCalls.system
    let turn = Monitor(0)
    calls.write = { descriptor, bytes in
      let number = turn.change { (count: inout Int) -> Int in
        count += 1
        return count
      }
      if number % 3 == 0 {
        errno = EINTR
        return -1
      }
      return FileCalls.system.write(descriptor, .init(rebasing: bytes.prefix(2)))
    }
    let file = try GuardedFile(path, O_RDWR | O_APPEND, calls: calls)
    try file.write(Array("0123456789".utf8))
    try file.sync()
    #expect(try SecureFile.read(path, limit: 100).bytes == Array("0123456789".utf8))
    try file.truncate(to: 3)
    #expect(try SecureFile.read(path, limit: 100).bytes == Array("012".utf8))
  }

  @Test(arguments: [ENOSPC, EIO])
  func aFailedCallSaysWhich(number: CInt) throws {
    var calls = FileCalls.system
    calls.write = { _, _ in
      errno = number
      return -1
    }
    calls.sync = { _ in
      errno = number
      return -1
    }
    let file = try GuardedFile(path, O_RDWR, calls: calls)
    for (call, body) in [("write", { try file.write([1]) }), ("fsync", { try file.sync() })] {
      #expect(
        throws: GuardedFile.Fault.system(SystemError(call: call, subject: path, number: number))
      ) { try body() }
    }
  }
}
