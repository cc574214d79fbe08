import Glibc
import Platform

/// Keeps a second run out. The end of the process releases it.
package final class ReconcileLock: Sendable {
  private let descriptor: CInt

  /// Takes the lock of that file, which is created (0600) and stays.
  /// - Throws: `ReconcileError.locked` (exit code 75), `.system`.
  package init(_ path: String) throws(ReconcileError) {
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard opened >= 0 else { throw .system(SystemError(call: "open", subject: path)) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let number = errno
      close(opened)
      guard number == EWOULDBLOCK else {
        throw .system(SystemError(call: "flock", subject: path, number: number))
      }
      throw .locked(path: path)
    }
    descriptor = opened
  }

  deinit {
    // A child that was just forked may hold a copy of the descriptor: closing alone keeps the lock.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
