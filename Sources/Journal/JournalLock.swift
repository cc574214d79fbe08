import ByteText
import Glibc
import Platform
import WireFormat

/// The lock that one writer holds for its whole run. The file is never unlinked: a second process
/// could otherwise lock a file that has no name any more.
struct JournalLock: Sendable {
  private let descriptor: CInt

  /// Takes the lock or throws `.locked` at once.
  init(_ path: String, _ disk: JournalDisk, clock: Clock) throws(JournalError) {
    guard let (descriptor, created) = try disk.open(path, O_RDWR, create: true) else {
      throw disk.failure("open", path)
    }
    do throws(JournalError) {
      if disk.calls.lock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        guard errno == EWOULDBLOCK else { throw disk.failure("flock", path) }
        throw .locked(path: path, holder: Self.holder(descriptor, path, disk))
      }
      let opened = try disk.status(descriptor, path)
      let named = try disk.linkStatus(path)
      guard let named, named.st_ino == opened.st_ino, named.st_dev == opened.st_dev else {
        throw .locked(path: path, holder: nil)
      }
      if created {
        try disk.syncDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
      }
      try Self.sign(descriptor, path, disk, clock)
    } catch {
      _ = disk.calls.close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  /// Throws `.lockLost` when the file that is locked does not stand at its path any more.
  func demandItsPlace(_ path: String, _ disk: JournalDisk) throws(JournalError) {
    let held = try disk.status(descriptor, path)
    guard held.st_nlink > 0, let named = try disk.linkStatus(path), named.st_ino == held.st_ino,
      named.st_dev == held.st_dev
    else { throw .lockLost(path: path) }
  }

  /// Gives the lock back; the end of the process does the same. Closing alone would not do it while a
  /// child that was just forked still holds a copy of the descriptor.
  func release(_ disk: JournalDisk) {
    _ = disk.calls.lock(descriptor, LOCK_UN)
    _ = disk.calls.close(descriptor)
  }

  /// Writes process number and start time over the old ones, padded so that nothing of them remains.
  private static func sign(_ descriptor: CInt, _ path: String, _ disk: JournalDisk, _ clock: Clock)
    throws(JournalError)
  {
    var line = Array("\(getpid()) \(clock.unixMilliseconds())".utf8)
    line += Bytes(repeating: .space, count: max(0, 47 - line.count)) + [.lineFeed]
    let count = line.withUnsafeBytes { disk.calls.writeAt(descriptor, $0, 0) }
    guard count == line.count else { throw disk.failure("write", path) }
  }

  private static func holder(_ descriptor: CInt, _ path: String, _ disk: JournalDisk) -> Int32? {
    var bytes: Bytes = []
    guard (try? disk.read(48, at: 0, of: descriptor, path, into: &bytes)) != nil else { return nil }
    return Int32(String(decoding: bytes.prefix { $0 != .space }, as: UTF8.self))
  }
}
