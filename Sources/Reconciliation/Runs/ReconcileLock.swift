import Glibc
import Platform

/// Keeps a second run out. The end of the process releases it.
package final class ReconcileLock: Sendable {
  private let file: GuardedFile

  /// Takes the lock of that file, which is created (0600) and stays.
  /// - Throws: `ReconcileError.locked` (exit code 75), `.insecure` (77), `.system`.
  package init(_ path: String) throws(ReconcileError) {
    do throws(GuardedFile.Fault) {
      file = try GuardedFile(path, O_RDWR)
      try file.lock()
    } catch {
      switch error {
      case .system(let error): throw .system(error)
      case .locked: throw .locked(path: path)
      case .insecure(_, let reason, let remedy):
        throw .insecure(path: path, reason: reason, remedy: remedy)
      }
    }
  }
}
