import Glibc
import PaymentValues
import Platform
import WireFormat

/// One account's journal: a chain of records in one file a month.
///
/// Not safe for use by several threads at once; put a `Mutex` around it where that is needed.
package final class JournalFile {
  /// What the journal is opened for.
  package enum Mode: Sendable {
    /// Takes the lock, repairs the end, rotates when the month is over.
    case write
    /// Takes no lock and changes nothing; sees what was written up to now.
    case read
  }

  /// Sizes that only tests change.
  package struct Limits: Sendable {
    /// Below this many bytes a start reads the whole journal and needs no index.
    package var indexFrom: Int64 = 8 << 20
    /// The index is written anew when so many records have come since.
    package var indexEvery: UInt64 = 65_536
    /// Most changed rows in memory while an index is built.
    package var changesInMemory = 1_000_000

    /// The sizes for real use.
    package init() {}
  }

  /// What opening found and did.
  package struct Recovery: Sendable, Equatable {
    /// Bytes at the end that were set aside, or, when reading, that are not looked at.
    package var tornBytes = 0
    /// Offset of those bytes in the newest file.
    package var tornOffset: Int64 = 0
    /// The rows that became unknown by it: to be queried, not sent.
    package var suspects: [RowName] = []
    /// The last record was whole but for its LF, which was added.
    package var completedLastLine = false
    /// Records read at this start.
    package var recordsRead: UInt64 = 0
    /// The index was missing, old or damaged, and the whole journal was read.
    package var readEverything = true
    /// The newest record is later than the clock.
    package var clockWentBack = false
  }

  let paths: JournalPaths
  let disk: JournalDisk
  let clock: Clock
  let limits: Limits
  let mode: Mode
  var lock: JournalLock?
  /// The name under which an older version would keep a journal of the same payouts.
  let elder: JournalPaths?
  var elderLock: JournalLock?
  var markDescriptor: CInt = -1
  /// Rotated files by age, then the active one.
  var segments: [Segment] = []
  var table = RowTable()
  /// Behind the newest record.
  var position = ChainPosition.start
  var failure: SystemError?
  /// The directory as it was when its files were opened for reading; nil when that cannot be told.
  var directoryState: DirectoryState?
  var isClosed = false
  /// Whether a SEND was written since the journal was opened: whoever says "nothing was sent" asks this.
  package private(set) var hasSent = false
  /// What opening found and did.
  package internal(set) var recovery = Recovery()
  /// Keys that no record may hold.
  package var keys = KeyGuard()

  init(
    paths: JournalPaths, elder: JournalPaths?, disk: JournalDisk, clock: Clock, limits: Limits,
    mode: Mode
  ) {
    self.paths = paths
    self.elder = elder
    self.disk = disk
    self.clock = clock
    self.limits = limits
    self.mode = mode
  }

  deinit { releaseAll() }

  /// Opens the journal of that name. `directory` is absolute and is created (0700) for writing.
  ///
  /// When this throws, nothing may be sent.
  /// - Parameter elder: the name under which an older version keeps a journal of the same payouts. When
  ///   opened for writing, its lock is held as well, and `JournalGrave` keeps that version out.
  package static func open(
    directory: String, name: String, elder: String? = nil, mode: Mode, clock: Clock = .system,
    calls: FileCalls = .system, limits: Limits = Limits()
  ) throws(JournalError) -> JournalFile {
    let paths = try JournalPaths(directory: directory, name: name)
    // A name that can be no file's was none in older versions either.
    let elder = elder.flatMap { try? JournalPaths(directory: directory, name: $0) }
    let journal = JournalFile(
      paths: paths, elder: elder?.name == name ? nil : elder, disk: JournalDisk(calls: calls),
      clock: clock, limits: limits, mode: mode)
    switch mode {
    case .write: try journal.openForWriting()
    case .read: try journal.openForReading()
    }
    return journal
  }

  /// Sequence and checksum of the newest record: worth keeping elsewhere, see `Checksum`.
  package var head: (sequence: UInt64, checksum: Checksum) {
    (position.sequence, position.checksum)
  }

  /// Writes records at the end, in one piece, and returns them with sequence and time.
  ///
  /// With `durable`, they are on the disk when this returns. After a failure nothing is known about
  /// them, and every later append throws `.poisoned`: a second fsync may succeed although the
  /// data of the first is lost. Only opening again, best in a new process, finds out.
  @discardableResult
  package func append(_ records: [JournalRecord], durable: Bool) throws(JournalError)
    -> [JournalRecord]
  {
    guard mode == .write, !isClosed, let active = segments.last else { throw .notWritable }
    if let failure { throw .poisoned(failure) }
    guard !records.isEmpty else { return [] }
    let isSending = records.contains { $0.kind == .send }
    if isSending { try lock?.demandItsPlace(disk) }
    var stamped = try records.map { record throws(JournalError) in
      try record.covered(by: keys)
    }
    var offsets: [Int64] = []
    var bytes: Bytes = []
    var end = position
    let now = clock.unixMilliseconds()
    for index in stamped.indices {
      stamped[index].sequence = end.sequence + 1
      stamped[index].time = now
      end.lastRecord = active.end + Int64(bytes.count)
      offsets.append(end.lastRecord)
      end.checksum = try RecordEncoder.append(
        stamped[index], previous: end.checksum, to: &bytes)
      end.sequence += 1
    }
    end.offset = active.end + Int64(bytes.count)
    do throws(JournalError) {
      try disk.write(bytes, to: active.descriptor, active.path)
      if durable { try disk.sync(active.descriptor, active.path) }
    } catch {
      if case .system(let reason) = error { failure = reason }
      throw error
    }
    position = end
    segments[segments.count - 1].size += Int64(bytes.count)
    if durable {
      HighWaterMark(sequence: end.sequence, checksum: end.checksum).write(markDescriptor, disk)
    }
    try absorb(stamped, at: offsets)
    if isSending { hasSent = true }
    return stamped
  }

  /// Reserves disk space for `bytes` more, so that a full disk shows before anything is sent.
  /// Throws `.system` with `ENOSPC`; a file system that cannot reserve is no error.
  package func reserve(bytes: Int64) throws(JournalError) {
    guard mode == .write, !isClosed, let active = segments.last else { throw .notWritable }
    guard bytes > 0, disk.calls.reserve(active.descriptor, active.size, bytes) != 0 else { return }
    switch errno {
    case EOPNOTSUPP, ENOSYS, EINVAL: return
    default: throw disk.failure("fallocate", active.path)
    }
  }

  /// Closes the files and gives the lock back. Later appends throw.
  package func close() {
    guard !isClosed else { return }
    if mode == .write && failure == nil { renewIndex() }
    releaseAll()
  }

  private func releaseAll() {
    guard !isClosed else { return }
    isClosed = true
    for segment in segments { _ = disk.calls.close(segment.descriptor) }
    if markDescriptor >= 0 { _ = disk.calls.close(markDescriptor) }
    elderLock?.release()
    lock?.release()
    segments = []
    lock = nil
    elderLock = nil
  }
}
