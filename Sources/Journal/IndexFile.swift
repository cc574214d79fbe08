import Glibc
import WireFormat

/// A finished index on disk. It is only a shortcut: whatever is wrong with it, it is thrown away and
/// built again from the journal.
final class IndexFile {
  /// The file is not what its header or its page checksums say.
  struct Bad: Error {}

  let header: IndexFormat.Header
  private let descriptor: CInt
  private let path: String
  private let disk: JournalDisk
  /// The page read last; rows of one batch are spread evenly, so more would not help.
  private var cached: (number: Int, page: Bytes)?

  /// Opens the index; nil when there is none or its header cannot be trusted.
  init?(_ path: String, _ disk: JournalDisk) {
    guard let opened = try? disk.open(path, O_RDONLY, create: false) else { return nil }
    var page: Bytes = []
    guard
      (try? disk.read(IndexFormat.pageSize, at: 0, of: opened.descriptor, path, into: &page))
        != nil, let header = IndexFormat.Header(page),
      let size = try? disk.status(opened.descriptor, path).st_size,
      Int64(size) == Int64((header.pages + 1) * UInt64(IndexFormat.pageSize) + header.openBytes)
    else {
      _ = disk.calls.close(opened.descriptor)
      return nil
    }
    self.header = header
    self.descriptor = opened.descriptor
    self.path = path
    self.disk = disk
  }

  deinit { _ = disk.calls.close(descriptor) }

  /// The open rows as of the covered position.
  func openRows() throws -> [OpenRow] {
    var bytes: Bytes = []
    let offset = Int64(header.pages + 1) * Int64(IndexFormat.pageSize)
    try disk.read(Int(header.openBytes), at: offset, of: descriptor, path, into: &bytes)
    guard bytes.count == Int(header.openBytes),
      IndexFormat.check(bytes, bytes.count, seed: header.seed) == header.openCheck,
      let rows = IndexFormat.decode(bytes)
    else { throw Bad() }
    return rows
  }

  /// Every entry in key order, for merging.
  func forEach(_ body: (IndexEntry) throws -> Void) throws {
    var left = Int(header.entries)
    for number in 0..<Int(header.pages) {
      let page = try page(number)
      let count = min(left, IndexFormat.entriesPerPage)
      for slot in 0..<count { try body(Self.entry(page, slot)) }
      left -= count
    }
  }

  /// The entry of a key. Keys are hashes and so evenly spread: a guess by proportion lands near, and
  /// every second step halves the range, which bounds the number of pages read.
  func find(_ key: RowKey) throws -> IndexEntry? {
    var low = 0
    var high = Int(header.pages) - 1
    var guessing = true
    var floor = 0.0
    var ceiling = 1.0
    let wanted = Double(key.high) / 0x1p64
    while low <= high {
      var middle = low + (high - low) / 2
      if guessing && ceiling > floor {
        let share = (wanted - floor) / (ceiling - floor)
        middle = low + Int((share * Double(high - low + 1)).rounded(.down))
        middle = min(max(middle, low), high)
      }
      guessing.toggle()
      let page = try page(middle)
      let count = entryCount(middle)
      guard count > 0 else { throw Bad() }
      let first = try Self.entry(page, 0).key
      let last = try Self.entry(page, count - 1).key
      if key < first {
        high = middle - 1
        ceiling = Double(first.high) / 0x1p64
      } else if last < key {
        low = middle + 1
        floor = Double(last.high) / 0x1p64
      } else {
        return try Self.search(page, count, key)
      }
    }
    return nil
  }

  private static func search(_ page: Bytes, _ count: Int, _ key: RowKey) throws -> IndexEntry? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let entry = try entry(page, middle)
      if entry.key == key { return entry }
      if entry.key < key { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  private func entryCount(_ page: Int) -> Int {
    min(IndexFormat.entriesPerPage, Int(header.entries) - page * IndexFormat.entriesPerPage)
  }

  private func page(_ number: Int) throws -> Bytes {
    if let cached, cached.number == number { return cached.page }
    var page: Bytes = []
    page.reserveCapacity(IndexFormat.pageSize)
    let offset = Int64(number + 1) * Int64(IndexFormat.pageSize)
    try disk.read(IndexFormat.pageSize, at: offset, of: descriptor, path, into: &page)
    let body = IndexFormat.pageSize - 8
    guard page.count == IndexFormat.pageSize,
      IndexFormat.check(page, body, seed: header.seed &+ UInt64(number))
        == IndexFormat.word(page, 511)
    else { throw Bad() }
    cached = (number, page)
    return page
  }

  private static func entry(_ page: Bytes, _ slot: Int) throws -> IndexEntry {
    let words = page.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: slot * IndexEntry.size, as: SIMD4<UInt64>.self)
    }
    guard let entry = IndexEntry(words) else { throw Bad() }
    return entry
  }
}
