import Gateways

/// The usual headers of each column. Earlier names win over later ones: a statement with 订单金额 and
/// 交易金额 is judged on the first.
public struct ColumnNames: Sendable {
  private var names: [ColumnRole: [String]]

  /// The usual Chinese and English headers.
  public static let usual = ColumnNames(names: common)

  private init(names: [ColumnRole: [String]]) { self.names = names }

  /// The same with a gateway's own field names behind: callbacks and answers saved as a table.
  public func adding(_ spec: GatewaySpec) -> ColumnNames {
    let roles: [Role: ColumnRole] = [
      .orderNumber: .order, .gatewayOrderNumber: .gatewayOrder, .amount: .amount,
      .paidAmount: .paid, .state: .status, .paidAt: .time,
    ]
    var copy = self
    for field in spec.messages.flatMap(\.fields) {
      guard let role = field.role.flatMap({ roles[$0] }) else { continue }
      for name in field.spellings.map(Self.key) where copy.names[role]?.contains(name) != true {
        copy.names[role, default: []].append(name)
      }
    }
    return copy
  }

  /// How good a name a header is for a role: 0 is best; nil when it is none.
  func rank(of header: String, for role: ColumnRole) -> Int? {
    names[role]?.firstIndex(of: Self.key(header))
  }

  /// Lower case without spaces, `_`, `-`, `#` and a unit in brackets.
  static func key(_ header: String) -> String {
    var text = header.lowercased()
    if let bracket = text.firstIndex(where: { "(（[【".contains($0) }), bracket > text.startIndex {
      text = String(text[..<bracket])
    }
    text.removeAll { $0.isWhitespace || "_-#*:：.".contains($0) }
    for unit in ["fen", "cents", "yuan"] where text.hasSuffix(unit) && text.count > unit.count {
      text = String(text.dropLast(unit.count))
    }
    return text
  }

  private static let common: [ColumnRole: [String]] = [
    .order: list(
      "商户订单号 商家订单号 商户单号 商户订单编号 商户订单 商户交易号 外部订单号 商户流水号 outtradeno outorderno "
        + "merchantorderno merchantorderid merchantorder outtradeid 订单号 订单编号 订单号码 单号 orderno "
        + "ordernumber orderid ordersn order"),
    .gatewayOrder: list(
      "平台订单号 系统订单号 网关订单号 平台流水号 支付订单号 交易号 交易单号 流水号 支付宝交易号 微信订单号 tradeno "
        + "transactionid gatewayorder gatewayorderno platformorderno"),
    .amount: list(
      "订单金额 下单金额 应付金额 原始金额 orderamount originalamount 交易金额 金额 总金额 tradeamount "
        + "totalamount amount total money"),
    .paid: list(
      "实付金额 实际支付金额 实际金额 实收金额 支付金额 付款金额 到账金额 paidamount payamount realamount "
        + "actualamount paid receivedamount"),
    .fee: list("手续费 服务费 费用 fee servicefee charge"),
    .status: list(
      "支付状态 交易状态 订单状态 付款状态 状态 paystatus paymentstatus tradestatus tradestate "
        + "orderstatus orderstate status state"),
    .time: list(
      "支付时间 付款时间 完成时间 支付完成时间 交易完成时间 成功时间 交易时间 paidat paytime paidtime "
        + "paymenttime successtime finishtime finishedat completedat timeend tradetime "
        + "下单时间 创建时间 订单时间 提交时间 交易创建时间 createdat createtime createdtime ordertime 时间 日期 time datetime date "
        + "timestamp"),
  ]

  private static func list(_ words: String) -> [String] {
    words.split(separator: " ").map(String.init)
  }
}
