import Glibc
import WireFormat

/// Writes a new index: the old one merged with what changed since, under a new name, then renamed.
/// It is not synced: after a power cut the page checksums tell whether it arrived.
struct IndexWriter {
  private let descriptor: CInt
  private let path: String
  private let disk: JournalDisk
  private var header: IndexFormat.Header
  private var page: Bytes = []
  private var output: Bytes = []

  /// Merges and renames over `paths.index`.
  static func write(
    _ paths: JournalPaths, _ disk: JournalDisk, old: IndexFile?, changes: [IndexEntry],
    open rows: [OpenRow], covered: ChainPosition, segments: Int
  ) throws {
    _ = disk.calls.remove(paths.newIndex)
    guard let (descriptor, _) = try disk.open(paths.newIndex, O_RDWR, create: true) else { return }
    defer { _ = disk.calls.close(descriptor) }
    var writer = IndexWriter(
      descriptor: descriptor, path: paths.newIndex, disk: disk,
      header: .init(covered: covered, segments: UInt64(segments)))
    do {
      try writer.write(Bytes(repeating: 0, count: IndexFormat.pageSize))
      try writer.merge(old, changes)
      try writer.finish(rows)
      try disk.rename(paths.newIndex, paths.index)
    } catch {
      _ = disk.calls.remove(paths.newIndex)
      throw error
    }
  }

  private mutating func merge(_ old: IndexFile?, _ changes: [IndexEntry]) throws {
    let sorted = changes.sorted { $0.key < $1.key }
    var next = 0
    try old?.forEach { entry in
      while next < sorted.count && sorted[next].key < entry.key {
        try add(sorted[next])
        next += 1
      }
      if next < sorted.count && sorted[next].key == entry.key {
        var changed = sorted[next]
        changed.first = entry.first
        try add(changed)
        next += 1
      } else {
        try add(entry)
      }
    }
    while next < sorted.count {
      try add(sorted[next])
      next += 1
    }
    if !page.isEmpty { try closePage() }
  }

  private mutating func add(_ entry: IndexEntry) throws {
    withUnsafeBytes(of: entry.words) { page.append(contentsOf: $0) }
    header.entries += 1
    if page.count == IndexFormat.entriesPerPage * IndexEntry.size { try closePage() }
  }

  private mutating func closePage() throws {
    let body = IndexFormat.pageSize - 8
    page.append(contentsOf: repeatElement(0, count: body - page.count))
    IndexFormat.append(
      IndexFormat.check(page, body, seed: header.seed &+ header.pages), to: &page)
    header.pages += 1
    try write(page)
    page.removeAll(keepingCapacity: true)
  }

  private mutating func finish(_ rows: [OpenRow]) throws {
    let bytes = IndexFormat.encode(rows)
    header.openBytes = UInt64(bytes.count)
    header.openCheck = IndexFormat.check(bytes, bytes.count, seed: header.seed)
    try write(bytes)
    try disk.write(output, to: descriptor, path)
    let page = header.page
    let written = page.withUnsafeBytes { disk.calls.writeAt(descriptor, $0, 0) }
    guard written == page.count else { throw disk.failure("write", path) }
  }

  private mutating func write(_ bytes: Bytes) throws {
    output += bytes
    guard output.count >= 1 << 20 else { return }
    try disk.write(output, to: descriptor, path)
    output.removeAll(keepingCapacity: true)
  }
}
