import ByteText
import Glibc
import Platform
import WireFormat

/// Carries a journal over from the name of a profile, as older versions kept it, to its account's.
///
/// A marker on the disk names the old journal before its first file is renamed and goes when the last
/// one is. So every crash in between leaves a state that the next start completes, and nobody takes a
/// half-moved journal for a new one.
package struct JournalMove: Sendable {
  /// A journal in the directory.
  package struct Found: Sendable, Equatable {
    /// The name of its files.
    package var name: String
    /// Bytes of its records.
    package var bytes: Int64
    /// Whether its first line begins like a record; `listen` keeps another kind of file here.
    package var isJournal: Bool
  }

  private let paths: JournalPaths
  private let disk: JournalDisk

  /// - Parameter name: the account's; it must be fit for a file.
  package init(directory: String, to name: String, calls: FileCalls = .system) throws(JournalError)
  {
    paths = try JournalPaths(directory: directory, name: name)
    disk = JournalDisk(calls: calls)
  }

  private var marker: String { "\(paths.directory)/\(paths.name).carry" }

  /// Whether the account has a journal with records in it.
  package func hasRecords() throws(JournalError) -> Bool {
    for name in try names() where name == "\(paths.name).jsonl" || paths.isRotated(name) {
      if try size(name) > 0 { return true }
    }
    return false
  }

  /// The journals with records whose name is wanted, by name.
  package func journals(where isWanted: (String) -> Bool) throws(JournalError) -> [Found] {
    var found: [String: Found] = [:]
    for file in try names().sorted() where file.hasSuffix(".jsonl") {
      let name = String(file.prefix { $0 != "." })
      guard name != paths.name, isWanted(name),
        let own = try? JournalPaths(directory: paths.directory, name: name),
        file == "\(name).jsonl" || own.isRotated(file)
      else { continue }
      let bytes = try size(file)
      guard bytes > 0 else { continue }
      let isJournal = try beginsLikeAJournal(file)
      found[name, default: Found(name: name, bytes: 0, isJournal: isJournal)].bytes += bytes
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// Completes what a crash cut off. Throws `.locked` while another process is at it.
  package func finish(clock: Clock = .system) throws(JournalError) {
    guard try disk.linkStatus(marker) != nil else { return }
    let lock = try JournalLock(paths.lock, disk, clock: clock)
    defer { lock.release() }
    // Somebody else may have completed it before the lock was free.
    guard let (descriptor, _) = try disk.open(marker, O_RDONLY, create: false) else { return }
    defer { _ = disk.calls.close(descriptor) }
    var bytes: Bytes = []
    try disk.read(65, at: 0, of: descriptor, marker, into: &bytes)
    guard bytes.popLast() == .lineFeed else {
      throw .damaged(file: marker, offset: 0, reason: "it does not name a journal")
    }
    let name = String(decoding: bytes, as: UTF8.self)
    let old = try JournalPaths(directory: paths.directory, name: name)
    let oldLock = try JournalLock(old.lock, disk, clock: clock)
    defer { oldLock.release() }
    try rename(old)
  }

  /// Makes the journal of that name the account's. Both locks are held until it is done.
  /// - Throws: `.locked`; `.twoJournals` when the account has records already.
  package func carry(over name: String, clock: Clock = .system) throws(JournalError) {
    let old = try JournalPaths(directory: paths.directory, name: name)
    let lock = try JournalLock(paths.lock, disk, clock: clock)
    defer { lock.release() }
    let oldLock = try JournalLock(old.lock, disk, clock: clock)
    defer { oldLock.release() }
    guard try !hasRecords() else {
      throw .twoJournals(directory: paths.directory, names: [paths.name, name])
    }
    if let (descriptor, _) = try disk.open(paths.mark, O_RDONLY, create: false) {
      defer { _ = disk.calls.close(descriptor) }
      let mark = try HighWaterMark.read(descriptor, paths.mark, disk)
      guard (mark?.sequence ?? 0) == 0 else {
        throw .damaged(file: paths.active, offset: 0, reason: "the file is gone")
      }
    }
    // A start that was cut off before its first record leaves files that hold nothing.
    for path in [paths.active, paths.next, paths.mark, paths.index, paths.newIndex] {
      if disk.calls.remove(path) != 0 && errno != ENOENT { throw disk.failure("unlink", path) }
    }
    try writeMarker(name)
    try rename(old)
  }

  private func writeMarker(_ name: String) throws(JournalError) {
    let unfinished = marker + ".new"
    if disk.calls.remove(unfinished) != 0 && errno != ENOENT {
      throw disk.failure("unlink", unfinished)
    }
    guard let (descriptor, _) = try disk.open(unfinished, O_RDWR, create: true) else {
      throw disk.failure("open", unfinished)
    }
    defer { _ = disk.calls.close(descriptor) }
    try disk.write(Array(name.utf8) + [.lineFeed], to: descriptor, unfinished)
    try disk.sync(descriptor, unfinished)
    try disk.rename(unfinished, marker)
    try disk.syncDirectory(paths.directory)
  }

  private func rename(_ old: JournalPaths) throws(JournalError) {
    let ends = [".jsonl", ".next", ".mark", ".index", ".index.new"]
    for file in try names().sorted() {
      guard file.hasPrefix(old.name + "."),
        old.isRotated(file) || ends.contains(String(file.dropFirst(old.name.count)))
      else { continue }
      let target = "\(paths.directory)/\(paths.name)\(file.dropFirst(old.name.count))"
      // Cut off after the old name had got its grave: the mark there is that one's.
      if file == "\(old.name).mark", try disk.linkStatus(target) != nil { continue }
      guard try disk.linkStatus(target) == nil else {
        throw .twoJournals(directory: paths.directory, names: [paths.name, old.name])
      }
      try disk.rename("\(paths.directory)/\(file)", target)
    }
    try disk.syncDirectory(paths.directory)
    try JournalGrave(old, disk).dig()
    if disk.calls.remove(marker) != 0 && errno != ENOENT { throw disk.failure("unlink", marker) }
    try disk.syncDirectory(paths.directory)
  }

  private func names() throws(JournalError) -> [String] {
    if let names = disk.calls.names(paths.directory) { return names }
    if errno == ENOENT { return [] }
    throw disk.failure("opendir", paths.directory)
  }

  private func size(_ file: String) throws(JournalError) -> Int64 {
    Int64(try disk.linkStatus("\(paths.directory)/\(file)")?.st_size ?? 0)
  }

  private func beginsLikeAJournal(_ file: String) throws(JournalError) -> Bool {
    let path = "\(paths.directory)/\(file)"
    guard let (descriptor, _) = try disk.open(path, O_RDONLY, create: false) else { return false }
    defer { _ = disk.calls.close(descriptor) }
    var bytes: Bytes = []
    try disk.read(80, at: 0, of: descriptor, path, into: &bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    return text.hasPrefix("{\"v\":") && !text.contains(",\"event\":")
  }
}
