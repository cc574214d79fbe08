import ByteText
import CText
import Glibc
import PaymentValues
import WireFormat

/// Splits delimited text into rows without copying cells: built for tens of millions of rows.
///
/// Looser than `WireFormat.CSVReader`, because statements carry lines of prose before and after
/// the table: a quote inside a cell that does not begin with one is text. A cell's bytes are valid
/// until the next row is asked for.
final class RowScanner {
  /// Most cells in a row, most bytes in one.
  static let maximumCells = 1_024
  static let maximumRowBytes = 4 << 20

  /// One-based line of the file on which the current row begins.
  private(set) var line = 0
  /// Cells of the current row.
  private(set) var cellCount = 0
  /// Whether the file ended in the current row, without a line end.
  private(set) var lacksLineEnd = false

  /// Where the bytes that end or quote a cell stand in the text, as far as it was looked through.
  private let places: UnsafeMutablePointer<UInt32>
  private var placeCount = 0
  private var nextPlace = 0
  /// The row that `nextPlain` stepped to: its first byte, and the place that ends its first cell.
  private var plainStart = 0
  private var plainPlace = 0

  private let fill: (UnsafeMutableRawBufferPointer) throws -> Int
  private let name: String
  private let cellText: CellText?
  private let delimiter: UInt8
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var nextLine = 1
  /// The bytes that end a cell, sixteen times each.
  private let stops: (delimiter: Sixteen, feed: Sixteen, carriage: Sixteen)
  private let starts: UnsafeMutablePointer<Int>
  private let ends: UnsafeMutablePointer<Int>
  /// Cells with two quotes for one, to be closed up when the row is whole.
  private let doubled: UnsafeMutablePointer<Int>
  private var doubledCount = 0

  private typealias Sixteen = SIMD16<UInt8>
  /// Bytes behind the text that a step of sixteen may read.
  private static let slack = Int(CTEXT_SLACK)
  /// Bytes of text that are looked through at once; a file with longer rows is read cell by cell.
  private static let textBytes = 1 << 18

  /// - Parameter encoding: of the text; cells are given in UTF-8 where it is GB18030, and as they stand
  ///   otherwise.
  init(
    name: String, delimiter: UInt8, encoding: TextEncoding = .utf8,
    _ fill: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    self.name = name
    cellText = encoding == .gb18030 ? CellText() : nil
    self.delimiter = delimiter
    self.fill = fill
    capacity = Self.textBytes
    base = Self.room(capacity)
    stops = (
      Sixteen(repeating: delimiter), Sixteen(repeating: .lineFeed),
      Sixteen(repeating: .carriageReturn)
    )
    places = .allocate(capacity: Self.textBytes + Self.slack)
    starts = .allocate(capacity: Self.maximumCells)
    ends = .allocate(capacity: Self.maximumCells)
    doubled = .allocate(capacity: Self.maximumCells)
  }

  deinit {
    base.deallocate()
    places.deallocate()
    starts.deallocate()
    ends.deallocate()
    doubled.deallocate()
  }

  private static func room(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + slack)
    room.initialize(repeating: 0, count: capacity + slack)
    return room
  }

  /// A cell of the current row, without its quotes; empty beyond the last one.
  func cell(_ index: Int) -> UnsafeRawBufferPointer {
    guard let cellText else { return bytes(of: index) }
    return cellText.text(bytes(of: index))
  }

  /// The same as it stands in the file.
  func bytes(of index: Int) -> UnsafeRawBufferPointer {
    guard index >= 0, index < cellCount else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: base + starts[index], count: ends[index] - starts[index])
  }

  /// The current row, copied.
  var cells: [Bytes] { (0..<cellCount).map { Array(cell($0)) } }

  /// Steps to the next row if it is whole, has that many cells, at least two, and no quote, and gives
  /// its cells by `plainCell`; false, with nothing done, if `next` has to look at it.
  @inline(__always)
  func nextPlain(_ width: Int) -> Bool {
    while nextPlace < placeCount, Int(places[nextPlace]) < start { nextPlace &+= 1 }
    var last = nextPlace &+ width &- 1
    guard last < placeCount else { return false }
    for place in nextPlace..<last where base[Int(places[place])] != delimiter { return false }
    if base[Int(places[last])] == .carriageReturn {
      guard last &+ 1 < placeCount, places[last &+ 1] == places[last] &+ 1 else { return false }
      last &+= 1
    }
    guard base[Int(places[last])] == .lineFeed else { return false }
    (plainStart, plainPlace) = (start, nextPlace)
    start = Int(places[last]) &+ 1
    nextPlace = last &+ 1
    line = nextLine
    nextLine &+= 1
    return true
  }

  /// A cell of the row that `nextPlain` stepped to, as it stands in the file.
  @inline(__always)
  func plainCell(_ index: Int) -> UnsafeRawBufferPointer {
    let place = plainPlace &+ index
    let first = index == 0 ? plainStart : Int(places[place &- 1]) &+ 1
    return UnsafeRawBufferPointer(start: base + first, count: Int(places[place]) &- first)
  }

  /// Makes the row of `nextPlain` the current one, as if `next` had stepped to it.
  func takePlain(_ width: Int) {
    for index in 0..<width {
      starts[index] = index == 0 ? plainStart : Int(places[plainPlace + index - 1]) + 1
      ends[index] = Int(places[plainPlace + index])
    }
    cellCount = width
    cellText?.nextRow()
  }

  /// Steps to the next row that is not blank; false at the end.
  /// - Throws: `ReconcileError.refused`: `csv_unterminated_quote`, `csv_row_too_long`,
  ///   `csv_too_many_cells`.
  func next() throws -> Bool {
    cellText?.nextRow()
    while true {
      switch try scan() {
      case .row: return true
      case .blank: continue
      case .end: return false
      case .more: try refill()
      }
    }
  }

  private enum Step { case row, blank, end, more }

  private func scan() throws -> Step {
    var position = start
    cellCount = 0
    doubledCount = 0
    var innerLines = 0
    line = nextLine
    if start == end { return isAtEnd ? .end : .more }
    while true {
      guard cellCount < Self.maximumCells else {
        throw error("csv_too_many_cells", "A row has more than \(Self.maximumCells) cells.")
      }
      starts[cellCount] = position
      if position < end, base[position] == UInt8(ascii: "\"") {
        guard let after = try quoted(position, &innerLines) else { return .more }
        position = after
      } else {
        position = stop(from: position)
        ends[cellCount] = position
      }
      if position == end {
        guard isAtEnd else { return .more }
        lacksLineEnd = true
        cellCount += 1
        return finish(next: end, innerLines)
      }
      cellCount += 1
      let stop = base[position]
      position += 1
      if stop == delimiter { continue }
      if stop == .carriageReturn {
        if position == end, !isAtEnd { return .more }
        if position < end, base[position] == .lineFeed { position += 1 }
      }
      return finish(next: position, innerLines)
    }
  }

  /// The place of the next byte that ends a cell, or the end of the text.
  @inline(__always)
  private func stop(from position: Int) -> Int {
    var place = position
    while place < end {
      let bytes = UnsafeRawPointer(base + place).loadUnaligned(as: Sixteen.self)
      let marked =
        (bytes .== stops.delimiter) .| (bytes .== stops.feed) .| (bytes .== stops.carriage)
      let halves = unsafeBitCast(marked, to: SIMD2<UInt64>.self)
      if halves[0] != 0 { return min(end, place &+ halves[0].trailingZeroBitCount &>> 3) }
      if halves[1] != 0 { return min(end, place &+ 8 &+ halves[1].trailingZeroBitCount &>> 3) }
      place &+= 16
    }
    return end
  }

  /// Reads a quoted cell and gives the place behind it; nil when more text is needed.
  private func quoted(_ opening: Int, _ innerLines: inout Int) throws -> Int? {
    var position = opening + 1
    while true {
      guard let hit = memchr(base + position, CInt(UInt8(ascii: "\"")), end - position) else {
        if isAtEnd {
          throw error("csv_unterminated_quote", "A quoted cell has no closing quote.")
        }
        return nil
      }
      let quote = hit.assumingMemoryBound(to: UInt8.self) - base
      if quote + 1 == end, !isAtEnd { return nil }
      if quote + 1 < end, base[quote + 1] == UInt8(ascii: "\"") {
        if doubledCount == 0 || doubled[doubledCount - 1] != cellCount {
          doubled[doubledCount] = cellCount
          doubledCount += 1
        }
        position = quote + 2
        continue
      }
      starts[cellCount] = opening + 1
      ends[cellCount] = quote
      for index in opening..<quote where base[index] == .lineFeed { innerLines += 1 }
      return behind(quote, opening)
    }
  }

  /// Steps over the spaces after a closing quote. Anything else makes the quotes part of the text.
  private func behind(_ quote: Int, _ opening: Int) -> Int {
    var position = quote + 1
    var isText = false
    let stop = stop(from: position)
    while position < stop {
      isText = isText || (base[position] != .space && base[position] != .tab)
      position += 1
    }
    if isText {
      starts[cellCount] = opening
      ends[cellCount] = position
      if doubledCount > 0, doubled[doubledCount - 1] == cellCount { doubledCount -= 1 }
    }
    return position
  }

  private func finish(next: Int, _ innerLines: Int) -> Step {
    start = next
    nextLine = line + innerLines + 1
    if cellCount == 1, ends[0] == starts[0] { return .blank }
    for index in 0..<doubledCount { closeUp(doubled[index]) }
    return .row
  }

  private func closeUp(_ cell: Int) {
    var target = starts[cell]
    var source = starts[cell]
    while source < ends[cell] {
      base[target] = base[source]
      source += base[source] == UInt8(ascii: "\"") ? 2 : 1
      target += 1
    }
    ends[cell] = target
  }

  private func refill() throws {
    let kept = end - start
    if start > 0 {
      memmove(base, base + start, kept)
      start = 0
      end = kept
    }
    if capacity - end < capacity / 2 {
      guard capacity < Self.maximumRowBytes else {
        throw error(
          "csv_row_too_long",
          "A row is longer than \(Self.maximumRowBytes) bytes; a quote may lack its partner.")
      }
      let larger = Self.room(capacity * 2)
      memcpy(larger, base, end)
      base.deallocate()
      base = larger
      capacity *= 2
    }
    let count = try fill(UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end))
    isAtEnd = count == 0
    end += count
    look()
  }

  /// Looks through the text for what ends or quotes a cell.
  private func look() {
    (placeCount, nextPlace) = (0, 0)
    guard capacity == Self.textBytes else { return }
    let bytes = [delimiter, .lineFeed, .carriageReturn, UInt8(ascii: "\"")]
    let four = bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    placeCount = ctext_places(base, start, end, four, places)
  }

  private func error(_ code: String, _ reason: String) -> ReconcileError {
    .refused([Finding(.error, code, place: "\(name), row \(line)", reason)], total: 1)
  }
}
