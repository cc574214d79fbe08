import ByteText

/// A set of known names, one bit each.
typealias NameSet = SIMD4<UInt64>

/// The field names that the fast path knows. A name's number is its place among all names in the
/// order of their bytes, so fields by number are fields by name and nothing has to be sorted.
///
/// Unchecked: everything is written in `init` and only read afterwards.
final class NameTable: @unchecked Sendable {
  /// What a `NameSet` can hold.
  static let capacity = 256

  /// A name as it stands on the wire with what follows it, for one comparison of 32 bytes.
  struct Literal {
    var low = Sixteen()
    var lowMask = Sixteen()
    var high = Sixteen()
    var highMask = Sixteen()
    /// 0 when it is too long to be compared this way.
    var count = 0

    init() {}

    init(_ bytes: [UInt8]) {
      guard bytes.count <= 32 else { return }
      count = bytes.count
      for (index, byte) in bytes.enumerated() {
        if index < 16 {
          (low[index], lowMask[index]) = (byte, 0xFF)
        } else {
          (high[index - 16], highMask[index - 16]) = (byte, 0xFF)
        }
      }
    }

    @inline(__always)
    func matches(_ place: UnsafePointer<UInt8>) -> Bool {
      let first = (Wide.load(place) ^ low) & lowMask
      let second = (Wide.load(place + 16) ^ high) & highMask
      let rest = unsafeBitCast(first | second, to: SIMD2<UInt64>.self)
      return rest[0] | rest[1] == 0 && count > 0
    }
  }

  let names: [[UInt8]]
  private let folded: Set<UInt64>
  let forms: UnsafeMutablePointer<Literal>
  let members: UnsafeMutablePointer<Literal>
  let bits: UnsafeMutablePointer<NameSet>
  /// For each first byte the lengths of the names, one bit each: most other words are told by them.
  private let lengths: UnsafeMutablePointer<UInt64>
  private let runs: UnsafeMutablePointer<ByteRun>
  private let storage: UnsafeMutablePointer<UInt8>
  private let slots: UnsafeMutablePointer<Int32>
  private static let slotCount = 1024

  /// Takes at most `capacity` names.
  init(_ names: Set<[UInt8]>) {
    let sorted = names.sorted { $0.lexicographicallyPrecedes($1) }
    self.names = sorted
    folded = Set((sorted + [Array("key".utf8)]).map { Self.foldedHash($0) })
    forms = .allocate(capacity: max(1, sorted.count))
    members = .allocate(capacity: max(1, sorted.count))
    bits = .allocate(capacity: max(1, sorted.count))
    lengths = .allocate(capacity: 256)
    lengths.initialize(repeating: 0, count: 256)
    for name in sorted {
      if let first = name.first { lengths[Int(first)] |= 1 << UInt64(name.count & 63) }
    }
    runs = .allocate(capacity: max(1, sorted.count))
    slots = .allocate(capacity: Self.slotCount)
    slots.initialize(repeating: -1, count: Self.slotCount)
    storage = .allocate(capacity: sorted.reduce(0) { $0 + $1.count } + Wide.slack)
    var end = storage
    for (id, name) in sorted.enumerated() {
      (forms + id).initialize(to: Literal(name + [.equals]))
      (members + id).initialize(to: Literal([.quote] + name + [.quote, .colon]))
      var set = NameSet()
      set[id >> 6] = 1 << UInt64(id & 63)
      (bits + id).initialize(to: set)
      end.initialize(from: name, count: name.count)
      (runs + id).initialize(to: ByteRun(start: end, count: name.count))
      end += name.count
      var slot = Self.slot(of: Self.hash(runs[id]))
      while slots[slot] >= 0 { slot = (slot + 1) & (Self.slotCount - 1) }
      slots[slot] = Int32(id)
    }
  }

  deinit {
    forms.deallocate()
    members.deallocate()
    bits.deallocate()
    lengths.deallocate()
    runs.deallocate()
    slots.deallocate()
    storage.deallocate()
  }

  /// The number of a name, or -1.
  func id(of name: ByteRun) -> Int {
    guard name.count > 0, lengths[Int(name.start.pointee)] &>> UInt64(name.count & 63) & 1 == 1
    else { return -1 }
    var slot = Self.slot(of: Self.hash(name))
    while slots[slot] >= 0 {
      let id = Int(slots[slot])
      if runs[id].isEqual(to: name) { return id }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
    return -1
  }

  /// Whether a name is one of these but for the letter case, or the name of the signing secret; in
  /// rare cases also when it is not.
  func hasInOtherCase(_ name: ByteRun) -> Bool {
    folded.contains(Self.foldedHash(UnsafeBufferPointer(start: name.start, count: name.count)))
  }

  /// The bytes of a name.
  func run(_ id: Int) -> ByteRun { runs[id] }

  /// The number of a name, or nil.
  func id(of name: String) -> Int? { names.firstIndex { $0.elementsEqual(name.utf8) } }

  /// The numbers in a set, lowest first.
  static func ids(in set: NameSet) -> [Int] {
    (0..<capacity).filter { set[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
  }

  private static func foldedHash(_ name: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name {
      // PHP reads a dot in a name as `_`.
      let read = byte == UInt8(ascii: ".") ? UInt8(ascii: "_") : byte.lowercased
      hash = (hash ^ UInt64(read)) &* 0x100_0000_01B3
    }
    return hash
  }

  private static func hash(_ name: ByteRun) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<name.count { hash = (hash ^ UInt64(name.start[index])) &* 0x100_0000_01B3 }
    return hash
  }

  private static func slot(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(slotCount - 1))
  }
}
