import WireFormat

/// The layout of the index file: a header page, pages of sorted entries, the open rows.
///
/// Every page carries its own checksum, seeded with what the index covers, so that a lookup checks
/// only the pages it reads, and a page of an older index is never taken for one of this.
enum IndexFormat {
  static let magic: UInt64 = 0x3258_4449_4e52_4a4d  // "MJRNIDX2"
  static let pageSize = 4096
  /// 127 entries of 32 bytes, 24 bytes of zero, 8 bytes of checksum.
  static let entriesPerPage = 127

  /// What the header says.
  struct Header: Equatable {
    var covered: ChainPosition
    var segments: UInt64
    var entries: UInt64
    var pages: UInt64
    var openBytes: UInt64
    var openCheck: UInt64

    var seed: UInt64 { covered.checksum.high ^ UInt64(covered.checksum.low) &<< 7 ^ segments }

    var words: [UInt64] {
      [
        IndexFormat.magic, covered.sequence, covered.checksum.high, UInt64(covered.checksum.low),
        UInt64(bitPattern: covered.lastRecord), UInt64(bitPattern: covered.offset), segments,
        entries, pages, openBytes, openCheck,
      ]
    }

    /// A page that begins with the header and ends with its checksum.
    var page: Bytes {
      var page: Bytes = []
      for word in words { IndexFormat.append(word, to: &page) }
      page += Bytes(repeating: 0, count: IndexFormat.pageSize - 8 - page.count)
      IndexFormat.append(IndexFormat.check(page, page.count, seed: 0), to: &page)
      return page
    }

    init(
      covered: ChainPosition, segments: UInt64, entries: UInt64 = 0, pages: UInt64 = 0,
      openBytes: UInt64 = 0, openCheck: UInt64 = 0
    ) {
      self.covered = covered
      self.segments = segments
      self.entries = entries
      self.pages = pages
      self.openBytes = openBytes
      self.openCheck = openCheck
    }

    /// Nil for a page that is not a whole header.
    init?(_ page: Bytes) {
      guard page.count == IndexFormat.pageSize,
        IndexFormat.check(page, page.count - 8, seed: 0) == IndexFormat.word(page, 511),
        IndexFormat.word(page, 0) == IndexFormat.magic
      else { return nil }
      func word(_ index: Int) -> UInt64 { IndexFormat.word(page, index) }
      guard let lastRecord = Int64(exactly: word(4)), let offset = Int64(exactly: word(5)),
        let low = UInt32(exactly: word(3)), word(8) < 1 << 40, word(9) < 1 << 40
      else { return nil }
      self.init(
        covered: ChainPosition(
          sequence: word(1), checksum: Checksum(high: word(2), low: low), lastRecord: lastRecord,
          offset: offset),
        segments: word(6), entries: word(7), pages: word(8), openBytes: word(9),
        openCheck: word(10))
    }
  }

  static func append(_ word: UInt64, to bytes: inout Bytes) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// The word of that number; the caller has checked the length.
  static func word(_ bytes: Bytes, _ index: Int) -> UInt64 {
    bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
  }

  /// A checksum against rot: every step is one to one, so a single changed word always shows.
  static func check(_ bytes: Bytes, _ count: Int, seed: UInt64) -> UInt64 {
    bytes.withUnsafeBytes { buffer in
      var hash = seed ^ 0x9E37_79B9_7F4A_7C15
      var offset = 0
      while offset < count {
        var word: UInt64 = 0
        if count - offset >= 8 {
          word = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        } else {
          for index in offset..<count { word = word &<< 8 | UInt64(buffer[index]) }
        }
        hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 29
        offset += 8
      }
      return hash
    }
  }

  /// The open rows as bytes: numbers in words, texts with their length before them.
  static func encode(_ rows: [OpenRow]) -> Bytes {
    var bytes: Bytes = []
    for row in rows {
      append(row.order, to: &bytes)
      append(UInt64(bitPattern: row.first), to: &bytes)
      append(UInt64(bitPattern: row.last), to: &bytes)
      append(UInt64(row.state.rawValue) &<< 8 | (row.name.subject == .order ? 1 : 0), to: &bytes)
      for text in [row.name.id, row.batch, row.reference] {
        append(UInt64(text.utf8.count), to: &bytes)
        bytes += text.utf8
      }
    }
    return bytes
  }

  /// The rows that `encode` wrote; nil when the bytes are not its output.
  static func decode(_ bytes: Bytes) -> [OpenRow]? {
    var rows: [OpenRow] = []
    var position = 0
    func word() -> UInt64? {
      guard bytes.count - position >= 8 else { return nil }
      defer { position += 8 }
      return bytes.withUnsafeBytes {
        UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      }
    }
    func text() -> String? {
      guard let length = word(), length <= bytes.count - position else { return nil }
      defer { position += Int(length) }
      return String(validating: bytes[position..<(position + Int(length))], as: UTF8.self)
    }
    while position < bytes.count {
      guard let order = word(), let first = word(), let last = word(), let flags = word(),
        let state = RowState(rawValue: UInt8(truncatingIfNeeded: flags &>> 8)),
        let id = text(), let batch = text(), let reference = text()
      else { return nil }
      rows.append(
        OpenRow(
          name: RowName(flags & 1 == 1 ? .order : .payout, id), batch: batch,
          reference: reference, order: order, state: state, first: Int64(bitPattern: first),
          last: Int64(bitPattern: last)))
    }
    return rows
  }
}
