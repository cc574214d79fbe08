import Glibc

/// A directory as it was when it was last looked at.
struct DirectoryState: Equatable {
  /// File systems count time in ticks: two changes within one look like one.
  static let settledMilliseconds = 100

  var device: UInt64
  var node: UInt64
  var seconds: Int
  var nanoseconds: Int
}

extension JournalDisk {
  /// What changes when files come, go or get another name; nil when the directory was touched so short
  /// a time ago that a second change would show the same.
  func directoryState(_ path: String) throws(JournalError) -> DirectoryState? {
    guard let status = try linkStatus(path) else { return nil }
    let time = status.st_mtim
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let age = (now.tv_sec - time.tv_sec) * 1000 + (now.tv_nsec - time.tv_nsec) / 1_000_000
    guard age > DirectoryState.settledMilliseconds || age < 0 else { return nil }
    return DirectoryState(
      device: UInt64(status.st_dev), node: UInt64(status.st_ino), seconds: time.tv_sec,
      nanoseconds: time.tv_nsec)
  }
}
