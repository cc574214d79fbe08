import Digests

/// Texts to sign that wait to be hashed together. Its memory is made once.
struct DigestBatch: ~Copyable {
  /// One line's attempt.
  struct Record {
    var line: Int
    var shape: Int
    var attempt: Int
    /// Whether a misfit is final: the line's state says already what it is then.
    var isLast: Bool
    var takesLower: Bool
    var takesUpper: Bool
    /// Whether the message names another account.
    var isForeign: Bool
    var blocks: Int
    var text: UnsafeMutablePointer<UInt8>
  }

  private static let capacity = 512
  private static let arenaBytes = 262_144
  /// Longer messages than these many blocks are sorted as if they were equally long.
  private static let longest = 31

  private let arena: UnsafeMutablePointer<UInt8>
  private var arenaEnd: UnsafeMutablePointer<UInt8>
  private let records: UnsafeMutablePointer<Record>
  private let signatures: UnsafeMutablePointer<UInt8>
  private let padded: UnsafeMutablePointer<MD5Lanes.PaddedMessage>
  private let order: UnsafeMutablePointer<Int32>
  private let digests: UnsafeMutablePointer<UInt8>
  private(set) var count = 0

  init() {
    arena = .allocate(capacity: Self.arenaBytes + Wide.slack + MD5Lanes.slack)
    arenaEnd = arena
    records = .allocate(capacity: Self.capacity)
    signatures = .allocate(capacity: Self.capacity * HexDigest.count)
    padded = .allocate(capacity: Self.capacity)
    order = .allocate(capacity: Self.capacity)
    digests = .allocate(capacity: Self.capacity * 16)
  }

  deinit {
    arena.deallocate()
    records.deallocate()
    signatures.deallocate()
    padded.deallocate()
    order.deallocate()
    digests.deallocate()
  }

  /// Whether a text of so many bytes fits an empty batch.
  static func canHold(_ bytes: Int) -> Bool { bytes + MD5Lanes.slack <= arenaBytes }

  /// Where the next text goes; nil when the batch must be emptied first.
  @inline(__always)
  func room(for bytes: Int) -> UnsafeMutablePointer<UInt8>? {
    let used = arenaEnd - arena
    return count < Self.capacity && used &+ bytes &+ MD5Lanes.slack <= Self.arenaBytes
      ? arenaEnd : nil
  }

  /// Takes a text that was written to `room` and the signature that it should have.
  @inline(__always)
  mutating func append(
    _ record: Record, start: UnsafeMutablePointer<UInt8>, textCount: Int,
    signature: UnsafePointer<UInt8>
  ) {
    let message = MD5Lanes.pad(.init(start: start, count: textCount))
    (padded + count).initialize(to: message)
    (records + count).initialize(to: record)
    records[count].blocks = message.blocks
    records[count].text = start
    let copy = UnsafeMutableRawPointer(signatures + count &* HexDigest.count)
    copy.storeBytes(of: Wide.load(signature), as: Sixteen.self)
    copy.storeBytes(of: Wide.load(signature + 16), toByteOffset: 16, as: Sixteen.self)
    arenaEnd = start + message.blocks &* 64
    count &+= 1
  }

  /// Hashes everything, tells `body` of each line whether its signature fitted, and empties itself.
  mutating func flush(
    _ body: (_ record: UnsafePointer<Record>, _ fits: Bool, _ given: UnsafePointer<UInt8>) -> Void
  ) {
    guard count > 0 else { return }
    sortByLength()
    MD5Lanes.digestPadded(
      UnsafeBufferPointer(start: padded, count: count), into: UnsafeMutableRawPointer(digests))
    for index in 0..<count {
      let number = Int(order[index])
      let record = UnsafePointer(records + number)
      let given = UnsafePointer(signatures + number &* HexDigest.count)
      let fits = HexDigest.matches(
        digests + index &* 16, given, lower: record.pointee.takesLower,
        upper: record.pointee.takesUpper)
      body(record, fits, given)
    }
    count = 0
    arenaEnd = arena
  }

  /// Lanes that end early idle, so messages of one length go together (a counting sort).
  private mutating func sortByLength() {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.longest + 2) { starts in
      starts.initialize(repeating: 0)
      for index in 0..<count { starts[min(records[index].blocks, Self.longest) &+ 1] &+= 1 }
      for length in 1..<starts.count { starts[length] &+= starts[length &- 1] }
      for index in 0..<count {
        let length = min(records[index].blocks, Self.longest)
        let place = Int(starts[length])
        starts[length] &+= 1
        order[place] = Int32(truncatingIfNeeded: index)
        (padded + place).initialize(
          to: .init(start: records[index].text, blocks: records[index].blocks))
      }
    }
  }
}
