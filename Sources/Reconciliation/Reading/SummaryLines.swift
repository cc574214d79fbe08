import PaymentValues
import WireFormat

/// The lines of a statement that hold no order: sums, counts and prose below the data.
struct SummaryLines {
  private static let words = [
    "合计", "总计", "小计", "总", "汇总", "共", "笔数", "导出", "结束", "以上", "备注", "说明", "注：", "注:", "total",
    "sum", "subtotal", "grand", "end of",
  ]

  /// What a line claims about the data.
  private enum Claim: Equatable {
    case count(Int)
    case fen(Int64)
  }

  private var claims: [(row: Int, claim: Claim)] = []
  /// The last summary line, if the next one may hold its values.
  private var titles: [String] = []
  private(set) var count = 0
  private(set) var isInside = false

  /// Whether a row as wide as the header is a sum: its first cell, or the one of the order number,
  /// begins with a word for sums. Cheap for every other row.
  static func isSum(_ cell: UnsafeRawBufferPointer) -> Bool {
    guard let first = cell.first else { return false }
    guard first >= 0x80 || (first | 0x20 == UInt8(ascii: "t") || first | 0x20 == UInt8(ascii: "s")),
      cell.count <= 32
    else { return false }
    let text = String(decoding: cell, as: UTF8.self).lowercased()
    if ["合计", "总计", "小计", "汇总"].contains(where: { text.hasPrefix($0) }) { return true }
    return ["total", "sum", "subtotal", "grand total"].contains {
      text == $0 || text == $0 + ":" || text == $0 + "："
    }
  }

  /// Takes a row as wide as the header that `isSum` recognised; `amount` is its amount, if any.
  mutating func takeSum(row: Int, label: UnsafeRawBufferPointer, amount: Int64?) {
    count += 1
    titles = []
    let isPartial = String(decoding: label, as: UTF8.self).hasPrefix("小计")
    if let amount, !isPartial { claims.append((row, .fen(amount))) }
  }

  /// Takes a row of another width than the header; false if it is not prose but a broken data row.
  /// `order` is the column of order numbers.
  mutating func take(row: Int, _ cells: [String], order: Int) -> Bool {
    let text = cells.joined(separator: " ").lowercased()
    let marks: [Character] = ["#", "-", "=", "*", "_"]
    let hasWord = Self.words.contains { text.contains($0) }
    let isProse =
      hasWord || isInside || cells.first?.first.map { marks.contains($0) } == true
      || cells.allSatisfy(\.isEmpty)
    let isComment = cells.first?.hasPrefix("#") == true
    guard isProse, isComment || !Self.hasOrder(cells, order) else { return false }
    count += 1
    isInside = isInside || hasWord
    claims += titled(cells).map { (row, $0) } + spoken(text).map { (row, $0) }
    titles = cells
    return true
  }

  /// A broken row of data may hold any word; what gives it away is an order number in its place.
  private static func hasOrder(_ cells: [String], _ order: Int) -> Bool {
    guard cells.count > 2, cells.indices.contains(order) else { return false }
    let bytes = Array(cells[order].utf8)
    let digits = bytes.count { (0x30...0x39).contains($0) }
    let letters = bytes.count { (0x61...0x7A).contains($0 | 0x20) }
    return digits > 0 && digits + letters == bytes.count && (letters > 0 || digits >= 6)
  }

  /// The data goes on: the next row of another width must show again what it is.
  mutating func leave() {
    isInside = false
    titles = []
  }

  /// Values under the titles of the line above: 总交易单数,总交易额 over 3,100.00.
  private func titled(_ cells: [String]) -> [Claim] {
    guard titles.count > 1, titles.contains(where: { $0.contains("总") || $0.contains("合计") })
    else { return [] }
    return zip(titles, cells).compactMap { title, cell in
      guard title.contains("总") || title.contains("合计") else { return nil }
      if title.contains("数") { return Int(cell).map { .count($0) } }
      guard title.contains("额"), !["退款", "费", "优惠"].contains(where: { title.contains($0) })
      else { return nil }
      return Self.fen(cell).map { .fen($0) }
    }
  }

  /// Numbers before 笔 and 元 in a sentence: 合计：3笔，共100.00元.
  private func spoken(_ text: String) -> [Claim] {
    var claims: [Claim] = []
    var number = ""
    for character in text {
      if character.isASCII, character.isNumber || character == "." || character == "," {
        number.append(character)
        continue
      }
      if character == "笔" || character == "条" {
        if let count = Int(number) { claims.append(.count(count)) }
      } else if character == "元", let fen = Self.fen(number) {
        claims.append(.fen(fen))
      }
      if character != " " { number = "" }
    }
    return claims
  }

  private static func fen(_ text: String) -> Int64? {
    let trimmed = text.drop { $0 == "," || $0 == "." }
    guard !trimmed.isEmpty else { return nil }
    return Array(trimmed.utf8).withUnsafeBytes { try? AmountCell.fen($0, .yuan) { _ in } }
  }

  /// What the claims come to, given the counts and sums that would make them true.
  func findings(counts: [Int], sums: [Int64], name: String) -> [Finding] {
    var findings: [Finding] = []
    let countClaims = claims.filter { if case .count = $0.claim { true } else { false } }
    let sumClaims = claims.filter { if case .fen = $0.claim { true } else { false } }
    for (claims, truths, what) in [
      (countClaims, counts.map { Claim.count($0) }, "rows"),
      (sumClaims, sums.map { Claim.fen($0) }, "yuan"),
    ] {
      guard let first = claims.first else { continue }
      if let agreed = claims.first(where: { truths.contains($0.claim) }) {
        findings.append(
          Finding(
            .note, "summary_agrees", place: "\(name), row \(agreed.row)",
            "the file's own summary agrees: \(Self.text(agreed.claim)) \(what)"))
      } else if let truth = truths.first {
        findings.append(
          Finding(
            .warning, "summary_differs", place: "\(name), row \(first.row)",
            "the file's summary says \(Self.text(first.claim)) \(what), its rows make "
              + "\(Self.text(truth))", hint: "The file may be cut short; export it again."))
      }
    }
    return findings
  }

  private static func text(_ claim: Claim) -> String {
    switch claim {
    case .count(let count): String(count)
    case .fen(let fen): Money(fen: fen).yuan
    }
  }
}
