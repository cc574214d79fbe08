import ByteText
import Gateways
import PaymentValues

/// What the words of a status column mean.
///
/// A bare number means nothing without a gateway: 2 is paid at one and failed at another.
package struct StatusWords: Sendable {
  /// Meaning by word, see `key(_:)`.
  private var meanings: [String: RowMeaning]
  /// What the user said, by the same keys.
  private var owns: [String: RowMeaning] = [:]

  /// The usual Chinese and English words of orders.
  package static let usual = usual(for: .order)

  /// The usual Chinese and English words. `处理完成` ends an order; of a payout it may only be a step
  /// (pay-center.txt, 3.1.4), so that there the gateway must say it.
  package static func usual(for subject: Subject) -> StatusWords {
    var words = StatusWords(meanings: common)
    if subject == .payout {
      for word in ["处理完成", "业务处理完成"] { words.meanings[word] = nil }
    }
    return words
  }

  private init(meanings: [String: RowMeaning]) { self.meanings = meanings }

  /// The same with a gateway's own words on top: the states and labels of every message about the
  /// subject that has a state. A word that two messages of it read differently means nothing.
  package func adding(_ spec: GatewaySpec, subject: Subject = .order) -> StatusWords {
    var words = self
    let states = spec.messages
      .filter { $0.kind.isAboutPayout == (subject == .payout) && $0.field(.state) != nil }
      .flatMap(\.states)
    let labels = states.filter { $0.isDocumented && !$0.label.isEmpty }
    for (word, all) in Dictionary(grouping: labels, by: { Self.key($0.label) }) {
      words.meanings[word] = Self.agreed(all)
    }
    for (word, all) in Dictionary(grouping: states, by: { Self.key($0.word) }) {
      words.meanings[word] = Self.agreed(all)
    }
    return words
  }

  /// The same with the user's own words on top.
  package func adding(_ words: [(word: String, meaning: RowMeaning)]) -> StatusWords {
    var copy = self
    for (word, meaning) in words { copy.owns[Self.key(word)] = meaning }
    return copy
  }

  /// What the user said of a word.
  func own(_ word: String) -> RowMeaning? { owns[Self.key(word)] }

  /// The meaning of a word; nil when it is not known. `2-支付成功` and `支付成功(2)` mean what code and
  /// words both say.
  package func meaning(of word: String) -> RowMeaning? {
    if let meaning = own(word) ?? meanings[Self.key(word)] { return meaning }
    guard let (code, label) = Self.parts(word), let said = own(label) ?? meanings[Self.key(label)]
    else {
      return nil
    }
    guard let coded = own(code) ?? meanings[Self.key(code)] else {
      // Without a gateway's table a number before the word is only a number.
      return Self.isNumber(code) && !hasNumbers ? said : nil
    }
    return coded.agrees(with: said) ? coded : nil
  }

  /// Our status for a word; nil when it is not known or is no status.
  package func status(of word: String) -> Status? {
    if case .status(let status)? = meaning(of: word) { return status }
    return nil
  }

  /// What a statement lists.
  package enum Subject: Sendable {
    /// 代收.
    case order
    /// 代付.
    case payout
  }

  /// The words by meaning, for the page of the manual: `("succeeded", ["成功", …])`.
  package static var table: [(meaning: RowMeaning, words: [String])] { lists }

  /// What the rows of gateway tables agree on; documented ones outrank what forks say.
  private static func agreed(_ states: [StateWord]) -> RowMeaning? {
    let documented = states.filter(\.isDocumented)
    let deciding = documented.isEmpty ? states : documented
    guard let first = deciding.first, first.status != .unknown else { return nil }
    let meaning = RowMeaning.status(first.status)
    return deciding.allSatisfy { meaning.agrees(with: .status($0.status)) } ? meaning : nil
  }

  private var hasNumbers: Bool { meanings.keys.contains(where: Self.isNumber) }

  private static func isNumber(_ word: String) -> Bool {
    let digits = word.utf8.first == .dash ? word.utf8.dropFirst() : word.utf8[...]
    return !digits.isEmpty && digits.allSatisfy { $0.isDigit }
  }

  /// A number as it is, for -2 is not 2; a word in lower case without spaces, `_` and `-`.
  private static func key(_ word: String) -> String {
    let text = word.lowercased().filter { !$0.isWhitespace }
    return isNumber(text) ? text : text.filter { $0 != "_" && $0 != "-" }
  }

  /// Code and words of `2-支付成功`, `2：支付成功`, `2（支付成功）`, `2支付成功` and `支付成功(2)`.
  private static func parts(_ word: String) -> (code: String, label: String)? {
    let marks: Set<Character> = [
      "-", "—", "–", "_", ":", "：", "、", ".", "．", "=", "|", "/", ",", "，", "(", "（", "[", "【", ")",
      "）", "]", "】", " ",
    ]
    func bare(_ text: Substring) -> String {
      var text = text
      while let first = text.first, marks.contains(first) { text = text.dropFirst() }
      while let last = text.last, marks.contains(last) { text = text.dropLast() }
      return String(text)
    }
    func isCode(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber)
    }
    let text = word[...]
    let sign = text.first == "-" ? 1 : 0
    var rest = text.dropFirst(sign)
    let code = rest.prefix { isCode($0) || $0 == "_" }
    rest = rest.dropFirst(code.count)
    let label = bare(rest)
    if !code.isEmpty, !label.isEmpty { return (String(text.prefix(sign + code.count)), label) }
    guard let last = text.last, ")）]】".contains(last),
      let open = text.lastIndex(where: { "(（[【".contains($0) })
    else { return nil }
    let inner = bare(text[open...])
    let front = bare(text[..<open])
    return inner.isEmpty || front.isEmpty || !inner.allSatisfy(isCode) ? nil : (inner, front)
  }

  private static let texts: [(RowMeaning, String)] = [
    (
      .status(.succeeded),
      "成功 支付成功 已支付 已付款 付款成功 交易成功 已成功 完成 已完成 交易完成 支付完成 充值成功 "
        + "收款成功 已收款 已到账 已回调 打款成功 代付成功 下发成功 已打款 退款失败 退款关闭 success succeed "
        + "succeeded paid completed complete finished finish ok tradesuccess tradefinished paysuccess"
    ),
    (.status(.settled), "处理完成 业务处理完成 settled"),
    (
      .status(.created),
      "未支付 待支付 未付款 待付款 等待支付 等待付款 等待客人支付 订单生成 已创建 新建 created new unpaid "
        + "notpay waitbuyerpay waiting nopay init initial"
    ),
    (
      .status(.pending),
      "支付中 处理中 付款中 进行中 等待中 待处理 审核中 等待下发 打款中 待确认 pending processing paying "
        + "userpaying inprogress submitted"
    ),
    (
      .status(.failed),
      "失败 支付失败 交易失败 付款失败 已关闭 关闭 交易关闭 订单关闭 已取消 取消 已撤销 已失效 已过期 超时 "
        + "支付超时 过期 打款失败 代付失败 下发失败 已驳回 驳回 fail failed failure closed cancelled "
        + "canceled cancel expired timeout tradeclosed rejected error payerror"
    ),
    (
      .refund,
      "退款 退款成功 交易退款 退款交易 撤销 交易撤销 撤销成功 冲正 已冲正 冲正成功 refund refunds refundsuccess "
        + "revoked revoke reversal reversed reverse chargeback"
    ),
    (.refunded, "已退款 全额退款 全部退款 已全额退款 已全部退款 转入退款 refunded fullrefund fullyrefunded"),
    (.partlyRefunded, "部分退款 已部分退款 partialrefund partiallyrefunded partlyrefunded"),
    (.fee, "手续费 服务费 收费 退费"),
  ]

  private static let lists: [(meaning: RowMeaning, words: [String])] = texts.map {
    (meaning: $0, words: $1.split(separator: " ").map(String.init))
  }

  private static let common: [String: RowMeaning] = {
    var meanings: [String: RowMeaning] = [:]
    for (meaning, words) in lists {
      for word in words { meanings[word] = meaning }
    }
    return meanings
  }()
}
