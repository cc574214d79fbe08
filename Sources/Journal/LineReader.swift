import ByteText
import CLinux
import Glibc
import WireFormat

/// Reads an open file line by line between two offsets, with one buffer of bounded size.
struct LineReader {
  /// A line inside `buffer`, without its LF.
  struct Line {
    let range: Range<Int>
    /// Offset in the file.
    let offset: Int64
    /// Whether an LF ends it.
    let terminated: Bool

    /// Offset of the byte behind the line and its LF.
    var end: Int64 { offset + Int64(range.count) + (terminated ? 1 : 0) }
  }

  /// Longest piece without an LF that is kept in memory: a block of zeros after a power cut may be
  /// longer than any record.
  static let limit = 16 << 20
  private static let chunk = 1 << 20

  let descriptor: CInt
  let path: String
  let disk: JournalDisk
  private(set) var buffer: Bytes = []
  private var position = 0
  private var bufferOffset: Int64
  private let end: Int64

  init(_ descriptor: CInt, _ path: String, _ disk: JournalDisk, from offset: Int64, to end: Int64) {
    self.descriptor = descriptor
    self.path = path
    self.disk = disk
    self.bufferOffset = offset
    self.end = end
  }

  /// The next line, or nil at the end.
  mutating func next() throws(JournalError) -> Line? {
    var searched = 0
    while true {
      let start = position
      if let feed = lineFeed(from: start + searched) {
        position = feed + 1
        return Line(
          range: start..<feed, offset: bufferOffset + Int64(start), terminated: true)
      }
      searched = buffer.count - start
      guard try fill() else { break }
    }
    guard position < buffer.count else { return nil }
    let start = position
    position = buffer.count
    return Line(
      range: start..<buffer.count, offset: bufferOffset + Int64(start), terminated: false)
  }

  private func lineFeed(from start: Int) -> Int? {
    guard start < buffer.count else { return nil }
    return buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let hit = memchr(base + start, Int32(UInt8.lineFeed), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(hit) - base
    }
  }

  /// Moves the unread rest to the front and reads more behind it; false at the end.
  private mutating func fill() throws(JournalError) -> Bool {
    if position > 0 {
      buffer.removeSubrange(..<position)
      bufferOffset += Int64(position)
      position = 0
    }
    let left = end - bufferOffset - Int64(buffer.count)
    guard left > 0 else { return false }
    guard buffer.count <= Self.limit else {
      throw .damaged(file: path, offset: bufferOffset, reason: "a line without end")
    }
    let before = buffer.count
    let count = Int(min(left, Int64(Self.chunk)))
    try disk.read(count, at: bufferOffset + Int64(before), of: descriptor, path, into: &buffer)
    return buffer.count > before
  }
}

extension LineReader {
  /// Where those bytes first occur in the line, as an index of `buffer`; nil where they do not.
  func firstIndex(of needle: Bytes, in line: Line) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let hit = clinux_find(
          base + line.range.lowerBound, line.range.count, needle, needle.count)
      else { return nil }
      return hit - base
    }
  }
}
