import Glibc
import Platform
import WireFormat

/// Keeps an older version of the program from beginning a journal anew under a name whose payouts are
/// in the account's journal. It would not know of them and pay them again.
///
/// A mark without its journal stays there: every version takes that for a journal that is gone, and
/// refuses. Only whoever holds the lock of that name may use this.
struct JournalGrave {
  private let paths: JournalPaths
  private let disk: JournalDisk

  init(_ paths: JournalPaths, _ disk: JournalDisk) {
    self.paths = paths
    self.disk = disk
  }

  /// Whether the name needs no new mark: records lie under it, or a mark that tells of some does.
  func isOccupied() throws(JournalError) -> Bool {
    guard let names = disk.calls.names(paths.directory) else {
      throw disk.failure("opendir", paths.directory)
    }
    if names.contains(where: paths.isRotated) { return true }
    if let file = try disk.linkStatus(paths.active), file.st_size > 0 { return true }
    guard let (descriptor, _) = try disk.open(paths.mark, O_RDONLY, create: false) else {
      return false
    }
    defer { _ = disk.calls.close(descriptor) }
    return (try HighWaterMark.read(descriptor, paths.mark, disk)?.sequence ?? 0) > 0
  }

  /// Leaves the mark, whole or not at all.
  func dig() throws(JournalError) {
    let unfinished = paths.mark + ".new"
    if disk.calls.remove(unfinished) != 0 && errno != ENOENT {
      throw disk.failure("unlink", unfinished)
    }
    guard let (descriptor, _) = try disk.open(unfinished, O_RDWR, create: true) else {
      throw disk.failure("open", unfinished)
    }
    defer { _ = disk.calls.close(descriptor) }
    try disk.write(HighWaterMark(sequence: 1, checksum: .none).bytes, to: descriptor, unfinished)
    try disk.sync(descriptor, unfinished)
    try disk.rename(unfinished, paths.mark)
    try disk.syncDirectory(paths.directory)
  }
}
