import ByteText
import PaymentValues
import WireFormat

/// The lines of a statement that hold no order: sums, counts and prose below the data. A figure is
/// held against the column that it speaks of, or against nothing.
struct SummaryLines {
  private static let words = [
    "合计", "总计", "小计", "总", "汇总", "共", "笔数", "导出", "结束", "以上", "备注", "说明", "注：", "注:", "total",
    "sum", "subtotal", "grand", "end of",
  ]
  private static let sums = ["合计", "总计", "小计", "汇总"]

  typealias Subject = SummaryTruths.Subject
  typealias Measure = SummaryTruths.Measure

  /// What a line claims about the data; a sum in fen.
  private struct Claim {
    let row: Int
    let subject: Subject
    let measure: Measure
    let value: Int64
  }

  private let columns: Columns
  private let names: ColumnNames
  private var claims: [Claim] = []
  /// The last summary line, if the next one may hold its values.
  private var titles: [String] = []
  private(set) var count = 0
  private(set) var isInside = false

  init(_ columns: Columns, _ names: ColumnNames) {
    self.columns = columns
    self.names = names
  }

  /// Whether a row as wide as the header is a sum: its first cell, or the one of the order number,
  /// begins or ends with a word for sums. Cheap for every other row.
  static func isSum(_ cell: UnsafeRawBufferPointer) -> Bool {
    guard let first = cell.first else { return false }
    guard first >= 0x80 || (first | 0x20 == UInt8(ascii: "t") || first | 0x20 == UInt8(ascii: "s")),
      cell.count <= 32
    else { return false }
    let text = String(decoding: cell, as: UTF8.self).lowercased()
    if sums.contains(where: { text.hasPrefix($0) || text.hasSuffix($0) }) { return true }
    return ["total", "sum", "subtotal", "grand total"].contains {
      text == $0 || text == $0 + ":" || text == $0 + "："
    }
  }

  /// Takes a row as wide as the header that `isSum` recognised; `amount` is its amount, if any.
  mutating func takeSum(row: Int, label: UnsafeRawBufferPointer, amount: Int64?) {
    count += 1
    titles = []
    let text = String(decoding: label, as: UTF8.self)
    guard let amount, !text.hasPrefix("小计") else { return }
    claims.append(Claim(row: row, subject: Self.subject(text), measure: .gross, value: amount))
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
    takeTitled(cells, row)
    takeSpoken(text, row)
    titles = cells
    return true
  }

  /// A broken row of data may hold any word; what gives it away is an order number in its place.
  private static func hasOrder(_ cells: [String], _ order: Int) -> Bool {
    guard cells.count > 2, cells.indices.contains(order) else { return false }
    let bytes = Array(cells[order].utf8)
    let digits = bytes.count { $0.isDigit }
    let letters = bytes.count { (UInt8.lowerLetters).contains($0 | 0x20) }
    return digits > 0 && digits + letters == bytes.count && (letters > 0 || digits >= 6)
  }

  /// The data goes on: the next row of another width must show again what it is.
  mutating func leave() {
    isInside = false
    titles = []
  }

  /// Values under the titles of the line above: 总交易单数,总交易额 over 3,100.00.
  private mutating func takeTitled(_ cells: [String], _ row: Int) {
    guard titles.count > 1, titles.contains(where: { $0.contains("总") || $0.contains("合计") })
    else { return }
    for (title, cell) in zip(titles, cells) where title.contains("总") || title.contains("合计") {
      if title.contains("数") {
        guard let count = Int64(cell) else { continue }
        claims.append(
          Claim(row: row, subject: Self.subject(title), measure: .count, value: count))
      } else if title.contains("额"), let fen = Self.fen(cell) {
        claims.append(
          Claim(
            row: row, subject: Self.subject(title), measure: measure(of: title), value: fen))
      }
    }
  }

  /// Numbers before 笔 and 元 in a sentence: #交易合计：3笔，商家实收共27.33元.
  private mutating func takeSpoken(_ text: String, _ row: Int) {
    let opening = text.firstIndex { $0 == "：" || $0 == ":" }
    let line = opening.map { String(text[..<$0]) } ?? ""
    var number = ""
    var label = ""
    for character in text {
      if character.isASCII,
        character.isNumber || character == "."
          || (character == "," && !number.isEmpty)
      {
        number.append(character)
        continue
      }
      if character == "笔" || character == "条" {
        if let count = Int64(number) {
          let subject = Self.subject(line + label)
          claims.append(Claim(row: row, subject: subject, measure: .count, value: count))
        }
        (number, label) = ("", "")
      } else if character == "元" {
        if let fen = Self.fen(number) {
          let subject = Self.subject(line + label)
          claims.append(
            Claim(row: row, subject: subject, measure: measure(of: label), value: fen))
        }
        (number, label) = ("", "")
      } else if "，,；;。：:、".contains(character) {
        (number, label) = ("", "")
      } else if character == " " {
        // A blank stands where the comma of a row was.
        if number.isEmpty { label = "" }
      } else {
        number = ""
        label.append(character)
      }
    }
  }

  private static func subject(_ label: String) -> Subject {
    if label.contains("退") { return .refunds }
    if label.contains("支出") { return .expense }
    return label.contains("收入") ? .income : .orders
  }

  /// What a label such as 商家实收共 or 订单总金额 names: the column of that heading if the file has
  /// it, and nothing if that column is not read.
  private func measure(of label: String) -> Measure {
    let core = Self.core(label)
    if core.isEmpty { return .some }
    let plain = Self.core(label.replacing("退款", with: ""))
    for wanted in [core, plain] where !wanted.isEmpty {
      if let index = columns.headers.firstIndex(where: { Self.core($0) == wanted }) {
        let role = columns.indices.first { $0.value == index }?.key
        return role.map(Self.measure(of:)) ?? .nothing
      }
    }
    if ["优惠", "红包", "券", "补贴", "分润", "余额", "折扣", "税", "集分宝"].contains(where: core.contains) {
      return .nothing
    }
    for role in [ColumnRole.net, .fee, .refund, .paid, .amount] {
      guard [core, plain, core + "金额"].contains(where: { names.rank(of: $0, for: role) != nil })
      else { continue }
      // Any name of the amount is the amount; of the others the file must have the column.
      return Self.measure(of: role)
    }
    if ["实收", "净", "结算", "到账", "入账"].contains(where: core.contains) { return .net }
    if core.contains("费") { return .fee }
    return .some
  }

  private static func measure(of role: ColumnRole) -> Measure {
    switch role {
    case .amount, .refund: .gross
    case .net: .net
    case .fee: .fee
    case .paid: .some
    default: .nothing
    }
  }

  /// A heading or label without units and words for sums.
  private static func core(_ label: String) -> String {
    var text = ColumnNames.key(label)
    for word in ["合计", "总计", "小计", "汇总", "累计", "总", "共", "计", "为", "是", "笔"] {
      text = text.replacing(word, with: "")
    }
    return text
  }

  private static func fen(_ text: String) -> Int64? {
    let trimmed = text.drop { $0 == "," || $0 == "." }
    guard !trimmed.isEmpty else { return nil }
    return Array(trimmed.utf8).withUnsafeBytes { try? AmountCell.fen($0, .yuan) { _ in } }
  }

  /// What the claims come to. Of several claims about one figure one must be true: a line may count
  /// paid orders and failed ones.
  func findings(_ truths: SummaryTruths, name: String) -> [Finding] {
    var findings: [Finding] = []
    var seen: [(Subject, Measure)] = []
    for claim in claims where !seen.contains(where: { $0 == (claim.subject, claim.measure) }) {
      seen.append((claim.subject, claim.measure))
      guard let values = truths.values(claim.subject, claim.measure), let truth = values.first
      else { continue }
      let magnitudes = values.map(\.magnitude)
      let about = claims.filter { ($0.subject, $0.measure) == (claim.subject, claim.measure) }
      if let agreed = about.first(where: { magnitudes.contains($0.value.magnitude) }) {
        findings.append(
          Finding(
            .note, "summary_agrees", place: "\(name), row \(agreed.row)",
            "the file's own summary agrees: \(Self.text(agreed, agreed.value))"))
      } else {
        findings.append(
          Finding(
            .warning, "summary_differs", place: "\(name), row \(claim.row)",
            "the file's summary says \(Self.text(claim, claim.value)), its rows make "
              + Self.text(claim, truth), hint: "The file may be cut short; export it again."))
      }
    }
    return findings
  }

  private static func text(_ claim: Claim, _ value: Int64) -> String {
    let what = claim.subject == .refunds ? " of refunds" : ""
    switch claim.measure {
    case .count: return "\(value) rows\(what)"
    case .net: return "\(Money(fen: value).yuan) yuan after fees\(what)"
    case .fee: return "\(Money(fen: value).yuan) yuan of fees"
    default: return "\(Money(fen: value).yuan) yuan\(what)"
    }
  }
}
