import Glibc
import PaymentValues
import WireFormat

/// The different words of one file's status column, numbered in order of appearance.
struct StatusTable: Sendable {
  /// One word.
  struct Entry: Sendable {
    let bytes: Bytes
    let text: String
    /// Nil when the word is not known.
    let meaning: RowMeaning?
    let firstRow: Int
    var count: Int

    var isKnown: Bool { meaning != nil }
    /// What the order is by it; refunds are money that moved.
    let status: Status
    /// Whether a row of this word is more, or something else, than an order.
    let isRefund: Bool
    init(_ text: String, _ bytes: Bytes, _ meaning: RowMeaning?, _ row: Int) {
      self.bytes = bytes
      self.text = text
      self.meaning = meaning
      firstRow = row
      count = 1
      switch meaning {
      case .status(let status)?: (self.status, isRefund) = (status, false)
      case nil: (status, isRefund) = (.unknown, false)
      default: (status, isRefund) = (.succeeded, true)
      }
    }
  }

  /// More different words than any status column has.
  static let maximumWords = 200

  /// The words so far, counted.
  var entries: [Entry] {
    var all = list
    if last >= 0 { all[last].count += repeated }
    return all
  }
  private var list: [Entry] = []
  /// Whether any word makes a row more than an order; nearly no file has one.
  private(set) var hasRefunds = false
  /// The status of the word that `number(of:row:)` gave last: rows repeat it.
  private(set) var lastCode: UInt8 = 0
  private let words: StatusWords
  private var last = -1
  /// How often the last word came again, not counted in its entry yet.
  private var repeated = 0
  /// The cell as it stood when it gave the last word without any repair.
  private var lastCell = ShortText()
  /// How the cells of the first words stood.
  private var cells: [ShortText] = []
  private static let rememberedWords = 8

  init(_ words: StatusWords) { self.words = words }

  /// How many words there are.
  var count: Int { list.count }

  /// Whether rows of a word, by its number plus 1, are more or something else than an order.
  func isRefund(_ word: UInt8) -> Bool { word != 0 && list[Int(word) - 1].isRefund }

  /// What the word of that number plus 1 says.
  func meaning(_ word: UInt8) -> RowMeaning? { word == 0 ? nil : list[Int(word) - 1].meaning }

  /// The number of the word of a cell that stands as the last one stood; nil when it does not.
  @inline(__always)
  mutating func again(_ cell: UnsafeRawBufferPointer) -> Int? {
    guard last >= 0, lastCell.isSame(cell) else { return nil }
    repeated &+= 1
    return last
  }

  /// Remembers how the cell of the last word stood.
  mutating func remember(_ cell: UnsafeRawBufferPointer) {
    lastCell = ShortText(cell)
    if last < Self.rememberedWords {
      while cells.count <= last { cells.append(ShortText()) }
      cells[last] = lastCell
    }
  }

  /// Forgets how cells stood: the next file may be encoded otherwise.
  mutating func forgetCells() { (lastCell, cells) = (ShortText(), []) }

  /// The number of the word of a cell that stands as one of the first words' cells stood, and whose rows
  /// are orders and nothing else; nil when it does not.
  @inline(__always)
  func known(_ cell: UnsafeRawBufferPointer) -> Int? {
    if last >= 0, lastCell.isSame(cell) { return list[last].isRefund ? nil : last }
    return other(cell)
  }

  private func other(_ cell: UnsafeRawBufferPointer) -> Int? {
    cells.firstIndex { $0.isSame(cell) }.flatMap { list[$0].isRefund ? nil : $0 }
  }

  /// Counts a row of the word that `known` gave.
  @inline(__always)
  mutating func take(_ index: Int) {
    if index == last { repeated &+= 1 } else { takeOther(index) }
  }

  private mutating func takeOther(_ index: Int) {
    list[index].count += 1
    choose(index)
    lastCell = cells[index]
  }

  private mutating func choose(_ index: Int) {
    if last >= 0 { list[last].count += repeated }
    (last, repeated) = (index, 0)
    lastCell = ShortText()
    lastCode = list[index].status.code
  }

  /// The number of a cleaned, non-empty cell's word; nil when the column holds too many words.
  mutating func number(of cell: UnsafeRawBufferPointer, row: Int) -> Int? {
    if last >= 0, isSame(list[last].bytes, cell) {
      repeated += 1
      return last
    }
    if let index = list.firstIndex(where: { isSame($0.bytes, cell) }) {
      list[index].count += 1
      choose(index)
      return index
    }
    guard list.count < Self.maximumWords else { return nil }
    let bytes = Array(cell)
    let text = Self.text(bytes)
    list.append(Entry(text, bytes, words.meaning(of: text), row))
    choose(list.count - 1)
    hasRefunds = hasRefunds || list[last].isRefund
    return last
  }

  /// The number of a cleaned cell's word, which is not counted yet; nil for too many words.
  mutating func index(of cell: UnsafeRawBufferPointer, row: Int) -> Int? {
    guard let index = number(of: cell, row: row) else { return nil }
    list[index].count -= 1
    return index
  }

  /// The number of a word and status that the caller gives.
  mutating func number(of word: String, _ status: Status, row: Int) -> Int? {
    if let index = list.firstIndex(where: { $0.text == word && $0.status == status }) {
      list[index].count += 1
      return index
    }
    guard list.count < Self.maximumWords else { return nil }
    list.append(Entry(word, Array(word.utf8), .status(status), row))
    return list.count - 1
  }

  /// A file that begins with 64 KiB of ASCII and has Chinese words later passes for UTF-8.
  private static func text(_ bytes: Bytes) -> String {
    if !UTF8Validation.isValid(bytes), let decoded = try? TextEncoding.gb18030.toUTF8(bytes) {
      return String(decoding: decoded.prefix(64), as: UTF8.self)
    }
    return String(decoding: bytes.prefix(64), as: UTF8.self)
  }

  private func isSame(_ bytes: Bytes, _ cell: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == cell.count else { return false }
    guard let base = cell.baseAddress else { return bytes.isEmpty }
    return memcmp(bytes, base, cell.count) == 0
  }
}
