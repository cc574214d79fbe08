import ByteText
import Glibc
import Platform
import WireFormat

/// The lock that one writer holds for its whole run. The file is never unlinked: a second process
/// could otherwise lock a file that has no name any more.
struct JournalLock: Sendable {
  private let file: GuardedFile

  /// Takes the lock or throws `.locked` at once.
  init(_ path: String, _ disk: JournalDisk, clock: Clock) throws(JournalError) {
    file = try JournalError.telling { () throws(GuardedFile.Fault) in
      try GuardedFile(path, O_RDWR, calls: disk.calls)
    }
    do throws(GuardedFile.Fault) { try file.lock() } catch {
      guard case .locked = error else { throw JournalError(error) }
      throw .locked(path: path, holder: Self.holder(file.descriptor, path, disk))
    }
    guard try isInItsPlace(disk) else { throw .locked(path: path, holder: nil) }
    if file.isNew {
      try disk.syncDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    }
    try Self.sign(file.descriptor, path, disk, clock)
  }

  /// Whether the file that is locked still stands at its path.
  private func isInItsPlace(_ disk: JournalDisk) throws(JournalError) -> Bool {
    let held = try disk.status(file.descriptor, file.path)
    guard held.st_nlink > 0, let named = try disk.linkStatus(file.path) else { return false }
    return named.st_ino == held.st_ino && named.st_dev == held.st_dev
  }

  /// Throws `.lockLost` when the file that is locked does not stand at its path any more.
  func demandItsPlace(_ disk: JournalDisk) throws(JournalError) {
    guard try isInItsPlace(disk) else { throw .lockLost(path: file.path) }
  }

  /// Gives the lock back; the end of the process does the same.
  func release() { file.unlock() }

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
