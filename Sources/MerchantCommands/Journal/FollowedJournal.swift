import Journal
import Platform
import Synchronization

/// An account's journal for whoever asks it again and again while others write it: it is kept open, and
/// what was written since is read before each answer. Safe on several threads.
final class FollowedJournal: Sendable {
  private struct Held {
    let journal: JournalFile
    /// When to look for the journal again: an older version may have begun one under another name.
    let until: Int64
  }

  private static let holdMilliseconds: Int64 = 1000

  private let locator: JournalLocator
  private let held = Mutex<Held?>(nil)

  init(_ locator: JournalLocator) { self.locator = locator }

  /// Where a row stands; nil when the journal has none of that name.
  func row(_ name: RowName) throws -> JournalFile.Row? {
    try held.withLock { held in
      do {
        return try current(&held).row(name)
      } catch {
        held?.journal.close()
        held = nil
        throw error
      }
    }
  }

  private func current(_ held: inout Held?) throws -> JournalFile {
    let now = locator.clock.monotonicMilliseconds()
    if let held, now < held.until, try held.journal.catchUp() { return held.journal }
    held?.journal.close()
    held = nil
    let journal = try JournalFile.open(
      directory: locator.directory, name: try locator.forReading(), mode: .read,
      clock: locator.clock)
    held = Held(journal: journal, until: now + Self.holdMilliseconds)
    return journal
  }
}
