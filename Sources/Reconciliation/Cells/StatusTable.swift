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

  private(set) var entries: [Entry] = []
  /// Whether any word makes a row more than an order; nearly no file has one.
  private(set) var hasRefunds = false
  /// The status of the word that `number(of:row:)` gave last: rows repeat it.
  private(set) var lastCode: UInt8 = 0
  private let words: StatusWords
  private var last = -1

  init(_ words: StatusWords) { self.words = words }

  /// The number of a cleaned, non-empty cell's word; nil when the column holds too many words.
  mutating func number(of cell: UnsafeRawBufferPointer, row: Int) -> Int? {
    if last >= 0, isSame(entries[last].bytes, cell) {
      entries[last].count += 1
      return last
    }
    if let index = entries.firstIndex(where: { isSame($0.bytes, cell) }) {
      entries[index].count += 1
      last = index
      lastCode = entries[index].status.code
      return index
    }
    guard entries.count < Self.maximumWords else { return nil }
    let bytes = Array(cell)
    let text = Self.text(bytes)
    entries.append(
      Entry(text, bytes, words.meaning(of: text), row))
    last = entries.count - 1
    lastCode = entries[last].status.code
    hasRefunds = hasRefunds || entries[last].isRefund
    return last
  }

  /// The number of a cleaned cell's word, which is not counted yet; nil for too many words.
  mutating func index(of cell: UnsafeRawBufferPointer, row: Int) -> Int? {
    guard let index = number(of: cell, row: row) else { return nil }
    entries[index].count -= 1
    return index
  }

  /// The number of a word and status that the caller gives.
  mutating func number(of word: String, _ status: Status, row: Int) -> Int? {
    if let index = entries.firstIndex(where: { $0.text == word && $0.status == status }) {
      entries[index].count += 1
      return index
    }
    guard entries.count < Self.maximumWords else { return nil }
    entries.append(
      Entry(word, Array(word.utf8), .status(status), row))
    return entries.count - 1
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
