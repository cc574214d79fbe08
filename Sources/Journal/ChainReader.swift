import ByteText
import WireFormat

/// Reads records in order over all files and holds each to the chain.
struct ChainReader {
  /// Bytes at the very end that are no whole record.
  struct Tail: Sendable {
    /// Offset in the last file.
    let offset: Int64
    let bytes: Bytes
    /// Whether the bytes are a whole, fitting record that only lacks its LF.
    var isCompleteRecord: Bool
    /// Whether the last byte is an LF.
    var endsWithLineFeed: Bool { bytes.last == .lineFeed }
  }

  /// A record just read; its texts lie in `bytes`.
  struct Entry {
    let line: RecordLine
    /// Offset in the whole journal.
    let offset: Int64
  }

  private let disk: JournalDisk
  private var segments: ArraySlice<Segment>
  private var segment: Segment?
  private var reader: LineReader?
  /// Behind the last record read.
  private(set) var position: ChainPosition
  /// Set once the end is reached and something lies there.
  private(set) var tail: Tail?
  /// Number of places where damaged bytes were set aside by a seal.
  private(set) var seals = 0

  init(_ segments: [Segment], _ disk: JournalDisk, from position: ChainPosition = .start) {
    self.disk = disk
    self.position = position
    self.segments = segments.drop { $0.end <= position.offset && $0.end < segments.last?.end ?? 0 }
  }

  /// The buffer that the entry's ranges refer to, until the next call of `next`.
  var bytes: Bytes { reader?.buffer ?? [] }

  /// The next record, or nil at the end.
  mutating func next() throws(JournalError) -> Entry? {
    while true {
      if reader == nil {
        guard let first = segments.popFirst() else { return nil }
        segment = first
        let from = max(0, position.offset - first.base)
        reader = LineReader(first.descriptor, first.path, disk, from: from, to: first.size)
      }
      guard let segment else { return nil }
      guard let line = try reader?.next() else {
        reader = nil
        continue
      }
      if let entry = try read(line, segment) { return entry }
      if tail != nil { return nil }
    }
  }

  private mutating func read(_ line: LineReader.Line, _ segment: Segment) throws(JournalError)
    -> Entry?
  {
    do throws(RecordLine.Flaw) {
      let record = try RecordLine(bytes, line.range)
      if let reason = position.misfit(record) { throw .shape(reason) }
      guard line.terminated else {
        tail = Tail(offset: line.offset, bytes: Array(bytes[line.range]), isCompleteRecord: true)
        return nil
      }
      return accept(record, line, segment)
    } catch .checksum {
      return try passDamage(line, segment)
    } catch {
      throw Self.refusal(error, segment.path, line.offset)
    }
  }

  private mutating func accept(_ record: RecordLine, _ line: LineReader.Line, _ segment: Segment)
    -> Entry
  {
    let offset = segment.base + line.offset
    position = ChainPosition(
      sequence: record.sequence, checksum: record.checksum, lastRecord: offset,
      offset: segment.base + line.end)
    return Entry(line: record, offset: offset)
  }

  /// Passes over bytes that a seal accounts for, or finds that they are the end.
  private mutating func passDamage(_ first: LineReader.Line, _ segment: Segment)
    throws(JournalError) -> Entry?
  {
    var region = Array(bytes[first.range]) + (first.terminated ? [.lineFeed] : [])
    while let line = try reader?.next() {
      if let record = try? RecordLine(bytes, line.range) {
        guard record.kind == .seal, position.misfit(record) == nil,
          Seal.covers(record.record(bytes), offset: first.offset, region: region)
        else { throw Self.refusal(.checksum, segment.path, first.offset) }
        if line.terminated {
          seals += 1
          return accept(record, line, segment)
        }
        tail = Tail(offset: line.offset, bytes: Array(bytes[line.range]), isCompleteRecord: true)
        return nil
      }
      // Only a seal that was torn itself may follow torn bytes.
      let continues = Seal.mayBegin(bytes[line.range], sequence: position.sequence &+ 1)
      guard continues, region.count <= LineReader.limit else {
        throw Self.refusal(.checksum, segment.path, first.offset)
      }
      region += bytes[line.range] + (line.terminated ? [.lineFeed] : [])
    }
    guard segments.isEmpty, isPlausibleTail(region, first.offset) else {
      throw Self.refusal(.checksum, segment.path, first.offset)
    }
    tail = Tail(offset: first.offset, bytes: region, isCompleteRecord: false)
    return nil
  }

  /// A file whose first bytes are not the beginning of a first record is not a journal at all.
  private func isPlausibleTail(_ region: Bytes, _ offset: Int64) -> Bool {
    guard offset == 0 else { return true }
    let opening = "{\"v\":1,\"n\":".utf8
    return region[0] == 0 || zip(region, opening).allSatisfy { $0 == $1 }
  }

  private static func refusal(_ flaw: RecordLine.Flaw, _ file: String, _ offset: Int64)
    -> JournalError
  {
    switch flaw {
    case .checksum:
      .damaged(file: file, offset: offset, reason: "a line does not fit its checksum")
    case .version(let version): .newerFormat(file: file, offset: offset, version: version)
    case .kind(let kind): .unknownKind(file: file, offset: offset, kind: kind)
    case .shape(let reason): .damaged(file: file, offset: offset, reason: reason)
    }
  }
}
