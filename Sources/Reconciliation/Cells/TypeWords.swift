import ByteText
import WireFormat

/// What the words of a type column (业务类型, 交易类型) make of a row.
struct TypeWords: Sendable {
  /// What a row is by its type.
  enum Kind: Sendable {
    /// An order, or a way to pay such as JSAPI, which says nothing.
    case payment
    /// Money that went back.
    case refund
    /// What the gateway takes for itself, or gives back of it.
    case fee
    /// Money that moved without an order: 提现, 转账. Or a refund that failed, with which none moved.
    case other
    /// Money that went out, with or without a number: never the payment of an order.
    case out
  }

  /// Parts of a word that make a row a refund.
  static let refunds = [
    "退款", "撤销", "冲正", "退货", "拒付", "refund", "revoke", "reversal", "reversed", "chargeback",
  ]
  /// Parts of a word that make a row a fee.
  static let fees = ["手续费", "服务费", "收费", "退费", "佣金"]
  /// Parts of a word that say that money went out.
  static let outgoing = [
    "代付", "提现", "转账", "转出", "下发", "打款", "出款", "支出", "出账", "payout", "withdraw", "transfer",
  ]
  /// Parts of a word that say that it came in all the same: 转账收款.
  static let incoming = ["收款", "收入", "转入", "入账", "支付", "incoming"]
  /// Whole words of a column of directions that say that money went out.
  static let directions = [
    "支出", "出", "付", "借", "出账", "出金", "转出", "流出", "out", "outgo", "outflow", "outcome", "expense",
    "debit", "payout",
  ]
  /// Words of rows that have no order; with an order number the row is one.
  static let others = [
    "提现", "转账", "充值", "结算", "分账", "保证金", "红包", "理财", "代扣", "withdraw", "transfer",
  ]
  /// Parts of a word that say that it did not happen.
  static let undone = ["失败", "关闭", "取消", "拒绝", "fail", "closed", "cancel", "reject"]

  private var last: (bytes: Bytes, kind: Kind) = ([], .payment)
  let words: StatusWords
  private let subject: StatusWords.Subject

  init(_ words: StatusWords, _ subject: StatusWords.Subject = .order) {
    self.words = words
    self.subject = subject
  }

  /// The kind of a cleaned cell. Types repeat from row to row.
  mutating func kind(of cell: UnsafeRawBufferPointer) -> Kind {
    if last.bytes.elementsEqual(cell) { return last.kind }
    last = (Array(cell), judge(String(decoding: cell.prefix(64), as: UTF8.self)))
    return last.kind
  }

  private func judge(_ word: String) -> Kind {
    switch words.own(word) {
    case .refund?, .refunded?, .partlyRefunded?: return .refund
    case .fee?: return .fee
    case .status?: return .payment
    case nil: break
    }
    let text = word.lowercased()
    func has(_ parts: [String]) -> Bool { parts.contains { text.contains($0) } }
    if has(Self.fees) { return .fee }
    if has(Self.refunds) { return has(Self.undone) ? .other : .refund }
    if subject == .order, has(Self.outgoing), !has(Self.incoming) { return .out }
    return has(Self.others) ? .other : .payment
  }

  /// Whether a word of a column of directions says that money went out.
  static func isOut(_ cell: UnsafeRawBufferPointer) -> Bool {
    directions.contains(String(decoding: cell.prefix(64), as: UTF8.self).lowercased())
  }

  /// Whether a word of a refund's status column says that it failed.
  static func isUndone(_ cell: UnsafeRawBufferPointer) -> Bool {
    let text = String(decoding: cell.prefix(64), as: UTF8.self).lowercased()
    return undone.contains { text.contains($0) }
  }
}
