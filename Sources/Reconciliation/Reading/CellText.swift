import Glibc
import WireFormat

/// Turns single cells of text in GB18030, which has been checked, into UTF-8. A cell lives until the next
/// row.
final class CellText {
  /// Cells repeat from row to row; those of at most so many bytes are remembered.
  private static let longest = 48
  private static let remembered = 256

  private var memo: [(cell: Bytes, text: Bytes)] = Array(repeating: ([], []), count: remembered)
  private var rooms: [UnsafeMutableRawBufferPointer] = []
  /// The room in use, and the bytes used of it.
  private var room = 0
  private var used = 0

  deinit {
    for room in rooms { room.deallocate() }
  }

  /// Forgets the cells of the last row.
  @inline(__always)
  func nextRow() { (room, used) = (0, 0) }

  /// The cell as UTF-8.
  @inline(__always)
  func text(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    ASCIIRun.end(cell, from: 0) == cell.count ? cell : converted(cell)
  }

  private func converted(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard cell.count <= Self.longest else { return keep(Self.utf8(Array(cell))) }
    let index = Self.place(cell)
    if !memo[index].cell.elementsEqual(cell) {
      let bytes = Array(cell)
      memo[index] = (bytes, Self.utf8(bytes))
    }
    return keep(memo[index].text)
  }

  /// Checked text converts; what did not would be read as it stands, and refused where it matters.
  private static func utf8(_ cell: Bytes) -> Bytes {
    // The converter takes a mark off the beginning, which a cell is not.
    let text = try? TextEncoding.gb18030.toUTF8([UInt8(ascii: " ")] + cell)
    return text.map { Array($0.dropFirst()) } ?? cell
  }

  /// Copies a text to where it stays for the row.
  private func keep(_ text: Bytes) -> UnsafeRawBufferPointer {
    while room < rooms.count, rooms[room].count - used < text.count { (room, used) = (room + 1, 0) }
    if room == rooms.count {
      rooms.append(.allocate(byteCount: max(4_096, text.count), alignment: 16))
    }
    let place = UnsafeMutableRawBufferPointer(rebasing: rooms[room][used..<used + text.count])
    place.copyBytes(from: text)
    used += text.count
    return UnsafeRawBufferPointer(place)
  }

  private static func place(_ cell: UnsafeRawBufferPointer) -> Int {
    var hash: UInt64 = 0
    for byte in cell { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash &>> 24) & (remembered - 1)
  }
}
