import ByteText

/// One line's fields, each in the slot of its name. Made once for each thread and filled again and
/// again: reading a line allocates nothing.
struct ParsedLine: ~Copyable {
  /// A value's kind, as far as signing rules care.
  enum Kind: UInt8 {
    case text, number, boolean, null, nested
  }

  /// A value, decoded.
  struct Slot {
    var value: ByteRun
    var kind: Kind
    /// Whether a `&` is in it.
    var hasAmpersand: Bool
    /// The line that filled the slot.
    var line: UInt32
  }

  /// Longer lines take the slow path.
  static let maximumBytes = 65_536
  /// More fields of unknown name than these take the slow path.
  static let maximumUnknown = 8

  let table: NameTable
  let slots: UnsafeMutablePointer<Slot>
  let unknownNames: UnsafeMutablePointer<ByteRun>
  /// Which name came after a name the last time; 0 stands for the beginning of a line.
  let successors: UnsafeMutablePointer<Int32>
  /// Decoded values of this line.
  let scratch: UnsafeMutablePointer<UInt8>
  var scratchEnd: UnsafeMutablePointer<UInt8>
  /// Names that are there, and names with a value that is not empty.
  var present = NameSet()
  var filled = NameSet()
  var unknownCount = 0
  /// Of a form: whether it begins with a known name and `=`, and where the last such field begins.
  var beginsKnown = false
  var lastKnown = 0
  /// The slots of its first and its last field, and how many fields have a `=`, -1 when not all of them have one.
  var firstID = -1
  var lastID = -1
  var fieldCount = 0
  private var line: UInt32 = 0

  init(table: NameTable) {
    self.table = table
    let count = NameTable.capacity + Self.maximumUnknown
    scratch = .allocate(capacity: Self.maximumBytes + Wide.slack)
    scratch.initialize(repeating: 0, count: Self.maximumBytes + Wide.slack)
    scratchEnd = scratch
    slots = .allocate(capacity: count)
    let nothing = ByteRun(start: scratch, count: 0)
    slots.initialize(
      repeating: Slot(value: nothing, kind: .null, hasAmpersand: false, line: 0), count: count)
    unknownNames = .allocate(capacity: Self.maximumUnknown)
    unknownNames.initialize(repeating: nothing, count: Self.maximumUnknown)
    successors = .allocate(capacity: NameTable.capacity + 1)
    successors.initialize(repeating: 0, count: NameTable.capacity + 1)
  }

  deinit {
    scratch.deallocate()
    slots.deallocate()
    unknownNames.deallocate()
    successors.deallocate()
  }

  mutating func begin() {
    present = NameSet()
    filled = NameSet()
    unknownCount = 0
    scratchEnd = scratch
    line &+= 1
    if line == 0 {
      // After four thousand million lines a slot of the first line would look fresh.
      for index in 0..<(NameTable.capacity + Self.maximumUnknown) { slots[index].line = 0 }
      line = 1
    }
  }

  /// Puts a value in the slot of its name. False when the name came before.
  @inline(__always)
  mutating func put(_ id: Int, _ value: ByteRun, _ kind: Kind, hasAmpersand: Bool) -> Bool {
    if slots[id].line == line { return false }
    slots[id] = Slot(value: value, kind: kind, hasAmpersand: hasAmpersand, line: line)
    guard id < NameTable.capacity else { return true }
    let bit = table.bits[id]
    present |= bit
    if value.count > 0 { filled |= bit }
    return true
  }

  /// The slot for a name that was read byte by byte; -1 when the line needs the slow path.
  mutating func slot(for name: ByteRun) -> Int {
    let id = table.id(of: name)
    if id >= 0 { return id }
    guard unknownCount < Self.maximumUnknown, name.count > 0 else { return -1 }
    for index in 0..<unknownCount where unknownNames[index].isEqual(to: name) { return -1 }
    unknownNames[unknownCount] = name
    unknownCount += 1
    return NameTable.capacity + unknownCount - 1
  }

  /// Bytes of a name that every reader takes for the same name, whatever surrounds it.
  @inline(__always)
  static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8.digits, UInt8.upperLetters, UInt8.lowerLetters, .underscore, .dash, .dot,
      .openBracket, .closeBracket:
      true
    default: false
    }
  }
}
