import ByteText
import Glibc
import WireFormat

/// The last record known to be on disk, kept beside the journal.
///
/// A journal cut exactly between two lines looks whole. The mark tells that lines are missing. It is
/// written after the fsync of the journal and not synced itself, so it may be behind the journal but
/// never ahead of it, unless the journal lost something. A missing mark proves nothing.
struct HighWaterMark: Sendable, Equatable {
  let sequence: UInt64
  let checksum: Checksum

  private static let size = 71

  /// `sequence` in 20 digits, the checksum, and a checksum of these two, so that a mark written by
  /// half is none. Always the same length, so that it is written in place.
  var bytes: Bytes {
    let digits = String(sequence)
    var bytes =
      Bytes(repeating: .digitZero, count: max(0, 20 - digits.utf8.count)) + digits.utf8 + [.space]
    checksum.write(to: &bytes)
    let own = Checksum(of: bytes)
    bytes.append(.space)
    own.write(to: &bytes)
    return bytes + [.lineFeed]
  }

  init(sequence: UInt64, checksum: Checksum) {
    self.sequence = sequence
    self.checksum = checksum
  }

  /// Nil for anything but a whole mark.
  init?(_ bytes: Bytes) {
    guard bytes.count == Self.size, bytes[20] == .space, bytes[70] == .lineFeed,
      let sequence = UInt64(String(decoding: bytes[..<20], as: UTF8.self)),
      let checksum = Checksum(hex: bytes, at: 21),
      Checksum(of: Array(bytes[..<45])) == Checksum(hex: bytes, at: 46)
    else { return nil }
    self.init(sequence: sequence, checksum: checksum)
  }

  /// The mark of an open file, if it holds one.
  static func read(_ descriptor: CInt, _ path: String, _ disk: JournalDisk) throws(JournalError)
    -> HighWaterMark?
  {
    var bytes: Bytes = []
    try disk.read(size, at: 0, of: descriptor, path, into: &bytes)
    return HighWaterMark(bytes)
  }

  /// Writes the mark in place. A failure is of no consequence: an older mark stays true.
  func write(_ descriptor: CInt, _ disk: JournalDisk) {
    _ = bytes.withUnsafeBytes { disk.calls.writeAt(descriptor, $0, 0) }
  }
}
