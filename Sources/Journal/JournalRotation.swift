import Glibc
import WireFormat

/// One file a month. The chain goes on in the next file; rows that are still open are carried over,
/// so that the new file alone is enough to go on with them.
extension JournalFile {
  /// Starts a new file when the active one began in an earlier month (Beijing time). Called when
  /// opening; a process that runs for long calls it now and then.
  package func rotateIfNeeded() throws(JournalError) {
    guard mode == .write, !isClosed, let active = segments.last else { throw .notWritable }
    if let failure { throw .poisoned(failure) }
    guard active.size > 0, let first = try firstRecord(active) else { return }
    let month = BeijingMonth.text(unixMilliseconds: first.time)
    guard month < BeijingMonth.text(unixMilliseconds: clock.unixMilliseconds()) else { return }
    do throws(JournalError) {
      try rotate(active, month)
    } catch {
      if case .system(let reason) = error { failure = reason }
      throw error
    }
  }

  /// A crash after any step leaves either the old file in place, or the next one complete.
  private func rotate(_ active: Segment, _ month: String) throws(JournalError) {
    let records = try carried(from: active)
    var bytes: Bytes = []
    var end = position
    var offsets: [Int64] = []
    for record in records {
      end.lastRecord = active.end + Int64(bytes.count)
      offsets.append(end.lastRecord)
      end.checksum = try RecordEncoder.append(record, previous: end.checksum, to: &bytes)
      end.sequence = record.sequence
    }
    end.offset = active.end + Int64(bytes.count)
    try disk.sync(active.descriptor, active.path)
    try writeNext(bytes)
    var copy = 1
    while try disk.linkStatus(paths.rotated(month: month, copy: copy)) != nil { copy += 1 }
    let kept = paths.rotated(month: month, copy: copy)
    try disk.rename(paths.active, kept)
    try disk.syncDirectory(paths.directory)
    try disk.rename(paths.next, paths.active)
    try disk.syncDirectory(paths.directory)
    guard
      let (descriptor, _) = try disk.open(paths.active, O_RDWR | O_APPEND, create: false)
    else { throw disk.failure("open", paths.active) }
    segments[segments.count - 1] = Segment(
      path: kept, descriptor: active.descriptor, base: active.base, size: active.size)
    segments.append(try segment(paths.active, descriptor, base: active.end))
    position = end
    HighWaterMark(sequence: end.sequence, checksum: end.checksum).write(markDescriptor, disk)
    try absorb(records, at: offsets)
  }

  private func writeNext(_ bytes: Bytes) throws(JournalError) {
    if disk.calls.remove(paths.next) != 0 && errno != ENOENT {
      throw disk.failure("unlink", paths.next)
    }
    guard let (descriptor, _) = try disk.open(paths.next, O_RDWR | O_APPEND, create: true) else {
      throw disk.failure("open", paths.next)
    }
    defer { _ = disk.calls.close(descriptor) }
    try disk.write(bytes, to: descriptor, paths.next)
    try disk.sync(descriptor, paths.next)
    try disk.syncDirectory(paths.directory)
  }

  /// A note that names the position, then every open row with its whole first record.
  private func carried(from active: Segment) throws(JournalError) -> [JournalRecord] {
    let now = clock.unixMilliseconds()
    var records = [
      JournalRecord(
        .note, profile: paths.name,
        details: [.init("continues", "record \(position.sequence)")])
    ]
    for row in openRows {
      let first = try record(at: row.first)
      var record = first.id == row.name.id ? first : JournalRecord(.carry, profile: paths.name)
      record.kind = .carry
      record.subject = row.name.subject
      record.id = row.name.id
      record.state = row.state
      records.append(record)
    }
    for index in records.indices {
      records[index].sequence = position.sequence + UInt64(index) + 1
      records[index].time = now
    }
    return records
  }

  /// Takes up a rotation that a crash cut off.
  func finishRotation() throws(JournalError) {
    guard try disk.linkStatus(paths.next) != nil else { return }
    if try disk.linkStatus(paths.active) == nil {
      try disk.rename(paths.next, paths.active)
    } else if disk.calls.remove(paths.next) != 0 {
      throw disk.failure("unlink", paths.next)
    }
    try disk.syncDirectory(paths.directory)
  }
}

/// The calendar month in Beijing (UTC+8 all year).
enum BeijingMonth {
  /// `2026-11` for a time in milliseconds since 1970 UTC.
  static func text(unixMilliseconds: Int64) -> String {
    let limit: Int64 = 200_000_000_000_000
    let clamped = min(max(unixMilliseconds, -limit), limit) + 8 * 3_600_000
    // Days since 0000-03-01, in eras of 400 years, so that the leap day is a year's last day.
    let days = (clamped >= 0 ? clamped : clamped - 86_399_999) / 86_400_000 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let day = days - era * 146_097
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let fullYear = year + era * 400 + (month <= 2 ? 1 : 0)
    let digits = String(max(0, fullYear))
    let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
    return "\(zeros)\(digits)-\(month < 10 ? "0" : "")\(month)"
  }
}
