import ByteText
import WireFormat

/// What the cell of a refund's status says beside an order, where no amount says it.
enum RefundState {
  /// Nothing went back.
  case none
  /// A part went back, or it is not clear whether anything did.
  case partly
  /// All went back.
  case whole
  /// It succeeded: a refund if the column speaks of nothing else.
  case done

  /// Words for nothing. What is none of them, and no other known word, may be a refund: the orders
  /// differ then, and somebody looks.
  static let nothing = [
    "无", "否", "正常", "未退", "未退款", "无退款", "没有退款", "未申请", "未申请退款", "不退款", "0", "0.00", "n", "no",
    "none", "false", "null", "nil", "n/a", "norefund", "notrefund", "notrefunded", "unrefunded",
  ]
  /// Words for yes, under a heading such as 是否退款.
  static let yes = ["是", "y", "yes", "true"]

  init(_ cell: UnsafeRawBufferPointer?, _ words: StatusWords) {
    guard let cell = cell.map({ CellCleaner.clean($0) { _ in } }), !RowReader.isNothing(cell) else {
      self = .none
      return
    }
    let word = String(decoding: cell.prefix(64), as: UTF8.self)
    let text = word.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
    if Self.nothing.contains(text) || text.allSatisfy({ "0.-—".contains($0) }) {
      self = .none
      return
    }
    switch words.meaning(of: word) {
    case .partlyRefunded?: self = .partly
    case .refund?, .refunded?: self = .whole
    case .status(let status)? where status.isPaid: self = TypeWords.isUndone(cell) ? .none : .done
    case .status(.failed)?, .status(.created)?: self = .none
    default:
      if TypeWords.isUndone(cell) {
        self = .none
      } else if text.contains("部分") || text.contains("part") {
        self = .partly
      } else {
        let isWhole = ["已退", "全额", "全部", "退款成功"].contains(where: text.contains)
        self = isWhole || Self.yes.contains(text) ? .whole : .partly
      }
    }
  }
}
