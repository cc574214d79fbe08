import ByteText
import Glibc
import Platform
import WireFormat

/// The order of opening: directory, lock, files, replay, mark, end, month. Each step may refuse.
extension JournalFile {
  func openForWriting() throws(JournalError) {
    try disk.prepareDirectory(paths.directory, create: true)
    lock = try JournalLock(paths.lock, disk, clock: clock)
    if let elder {
      elderLock = try JournalLock(elder.lock, disk, clock: clock)
      let grave = JournalGrave(elder, disk)
      if try !grave.isOccupied() { try grave.dig() }
    }
    let (mark, hadMark) = try openMark(create: true)
    try finishRotation()
    try openSegments(expectJournal: hadMark && (mark?.sequence ?? 0) > 0)
    let tail = try replay()
    try hold(to: mark, tail)
    if let tail { try repair(tail) }
    // A line that was replaced by its seal must not come back as the mark after a power cut.
    if recovery.tornBytes > 0, markDescriptor >= 0 { try disk.sync(markDescriptor, paths.mark) }
    noteClock()
    try rotateIfNeeded()
    renewIndex()
  }

  func openForReading() throws(JournalError) {
    try disk.prepareDirectory(paths.directory, create: false)
    var attempts = 3
    while true {
      directoryState = try disk.directoryState(paths.directory)
      // The mark first: what comes behind it while we read does no harm.
      let (mark, _) = try openMark(create: false)
      try openSegments(expectJournal: false)
      let tail = try replay()
      attempts -= 1
      do throws(JournalError) {
        try hold(to: mark, tail)
      } catch {
        // A writer may be between the two renames of a rotation.
        guard attempts > 0 else { throw error }
        clock.sleep(20)
        reset()
        continue
      }
      if let tail, !tail.isCompleteRecord {
        recovery.tornBytes = tail.bytes.count
        recovery.tornOffset = tail.offset
      }
      noteClock()
      return
    }
  }

  private func reset() {
    for segment in segments { _ = disk.calls.close(segment.descriptor) }
    if markDescriptor >= 0 { _ = disk.calls.close(markDescriptor) }
    segments = []
    markDescriptor = -1
    position = .start
    table = RowTable()
  }

  private func openMark(create: Bool) throws(JournalError) -> (HighWaterMark?, existed: Bool) {
    let flags = create ? O_RDWR : O_RDONLY
    guard let (descriptor, created) = try disk.open(paths.mark, flags, create: create) else {
      return (nil, false)
    }
    markDescriptor = descriptor
    return (try HighWaterMark.read(descriptor, paths.mark, disk), !created)
  }

  /// Opens the rotated files and the active one; creates it only where there is no journal at all.
  func openSegments(expectJournal: Bool) throws(JournalError) {
    guard let names = disk.calls.names(paths.directory) else {
      throw disk.failure("opendir", paths.directory)
    }
    var rotated: [(sequence: UInt64, segment: Segment)] = []
    for name in names.filter(paths.isRotated).sorted() {
      let path = "\(paths.directory)/\(name)"
      guard let (descriptor, _) = try disk.open(path, O_RDONLY, create: false) else { continue }
      segments.append(try segment(path, descriptor, base: 0))
      let first = try firstRecord(segments[segments.count - 1])
      guard let first else {
        throw .damaged(file: path, offset: 0, reason: "its first line is not a whole record")
      }
      rotated.append((first.sequence, segments[segments.count - 1]))
    }
    rotated.sort { $0.sequence < $1.sequence }
    var base: Int64 = 0
    segments = rotated.map { _, segment in
      defer { base += segment.size }
      return Segment(
        path: segment.path, descriptor: segment.descriptor, base: base, size: segment.size)
    }
    let create = mode == .write && rotated.isEmpty && !expectJournal
    let flags = mode == .write ? O_RDWR | O_APPEND : O_RDONLY
    guard let (descriptor, created) = try disk.open(paths.active, flags, create: create) else {
      if mode == .read { return }
      throw .damaged(file: paths.active, offset: 0, reason: "the file is gone")
    }
    segments.append(try segment(paths.active, descriptor, base: base))
    if created {
      try disk.sync(descriptor, paths.active)
      try disk.syncDirectory(paths.directory)
    }
  }

  func segment(_ path: String, _ descriptor: CInt, base: Int64) throws(JournalError) -> Segment {
    let size = Int64(try disk.status(descriptor, path).st_size)
    return Segment(path: path, descriptor: descriptor, base: base, size: size)
  }

  /// The record that a file begins with; nil when its first line is not whole.
  func firstRecord(_ segment: Segment) throws(JournalError) -> RecordLine? {
    try recordLine(at: segment.base, segment)?.line
  }

  /// The whole line at an offset of the joined journal, and the bytes that it lies in.
  func recordLine(at offset: Int64, _ segment: Segment) throws(JournalError)
    -> (line: RecordLine, bytes: Bytes, end: Int64)?
  {
    let local = offset - segment.base
    // Most lines are short; a long one is read again whole.
    for window in [4096, Int64(RecordEncoder.limit)] {
      let end = min(segment.size, local + window)
      var reader = LineReader(segment.descriptor, segment.path, disk, from: local, to: end)
      guard let found = try reader.next() else { return nil }
      if !found.terminated && end < segment.size { continue }
      guard found.terminated, let line = try? RecordLine(reader.buffer, found.range) else {
        return nil
      }
      return (line, reader.buffer, segment.base + found.end)
    }
    return nil
  }

  /// Records that were on disk must still be there. A line lost at the end is allowed for when the
  /// end is damaged: the seal then names what it may have said.
  private func hold(to mark: HighWaterMark?, _ tail: ChainReader.Tail?) throws(JournalError) {
    guard let mark else { return }
    let allowed: UInt64 = tail == nil ? 0 : 1
    if mark.sequence > position.sequence &+ allowed {
      throw .shortened(
        file: paths.active, last: position.sequence, expected: mark.sequence)
    }
    if mark.sequence == position.sequence && mark.checksum != position.checksum {
      throw .damaged(
        file: paths.active, offset: 0, reason: "not the journal that was written here last")
    }
  }

  private func repair(_ tail: ChainReader.Tail) throws(JournalError) {
    guard let active = segments.last else { throw .notWritable }
    if tail.isCompleteRecord {
      try disk.write([.lineFeed], to: active.descriptor, active.path)
      try disk.sync(active.descriptor, active.path)
      recovery.completedLastLine = true
      segments[segments.count - 1].size += 1
      _ = try replayRest()
      return
    }
    var region = tail.bytes
    if !tail.endsWithLineFeed {
      region.append(.lineFeed)
      try disk.write([.lineFeed], to: active.descriptor, active.path)
      segments[segments.count - 1].size += 1
    }
    let suspects = table.suspects(region)
    let seal = Seal.record(
      offset: tail.offset, region: region, suspects: suspects, profile: paths.name)
    try append([seal], durable: true)
    recovery.tornBytes = tail.bytes.count
    recovery.tornOffset = tail.offset
    recovery.suspects = suspects
  }

  private func noteClock() {
    guard let newestTime else { return }
    recovery.clockWentBack = newestTime > clock.unixMilliseconds()
  }

  func segment(holding offset: Int64) -> Segment? {
    segments.last { $0.base <= offset && offset < $0.end }
  }
}
