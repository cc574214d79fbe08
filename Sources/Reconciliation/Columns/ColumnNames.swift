import ByteText
import Gateways

/// The usual headers of each column. Earlier names win over later ones: a statement with 订单金额 and
/// 交易金额 is judged on the first.
package struct ColumnNames: Sendable {
  private var names: [ColumnRole: [String]]

  /// The usual Chinese and English headers, and behind them the field names of all built-in gateways:
  /// callbacks and answers saved as a table.
  package static let usual = ColumnNames(names: common).adding(all: GatewayCatalog.builtIn)

  private init(names: [ColumnRole: [String]]) { self.names = names }

  /// The same with a gateway's own field names behind.
  package func adding(_ spec: GatewaySpec) -> ColumnNames {
    var copy = self
    for (role, name) in Self.fields(of: spec) { copy.append(Self.key(name), role) }
    return copy
  }

  /// The same with the field names of gateways of which nobody says that the file is theirs. What is
  /// another column at another gateway, or usually, is known by its exact spelling only: one calls the
  /// merchant's number what another, but for a `_`, calls its own.
  private func adding(all specs: [GatewaySpec]) -> ColumnNames {
    let fields = specs.flatMap(Self.fields)
    var rolesOf: [String: Set<ColumnRole>] = [:]
    for (role, list) in names {
      for name in list { rolesOf[name, default: []].insert(role) }
    }
    var copy = self
    let usual = rolesOf
    for (role, name) in fields { rolesOf[Self.key(name), default: []].insert(role) }
    for (role, name) in fields {
      let key = Self.key(name)
      if usual[key] != nil { continue }
      copy.append(rolesOf[key]?.count == 1 ? key : Self.exact(name), role)
    }
    return copy
  }

  private mutating func append(_ name: String, _ role: ColumnRole) {
    if names[role]?.contains(name) != true { names[role, default: []].append(name) }
  }

  private static func fields(of spec: GatewaySpec) -> [(ColumnRole, String)] {
    let roles: [Role: ColumnRole] = [
      .orderNumber: .order, .gatewayOrderNumber: .gatewayOrder, .amount: .amount,
      .paidAmount: .paid, .income: .net, .state: .status, .paidAt: .time,
    ]
    return spec.messages.flatMap(\.fields).flatMap { field -> [(ColumnRole, String)] in
      guard let role = field.role.flatMap({ roles[$0] }) else { return [] }
      return field.spellings.map { (role, $0) }
    }
  }

  /// Whether a header says when an order was paid; an order without such a time was not.
  static func isTimeOfPayment(_ header: String) -> Bool {
    let key = key(header)
    let paid = ["支付", "付款", "完成", "成功", "到账", "paid", "pay", "succ", "finish", "complet"]
    return paid.contains { key.contains($0) }
      && !["创建", "提交", "下单", "发起", "creat", "submit", "apply"].contains { key.contains($0) }
  }

  /// How good a name a header is for a role: 0 is best; nil when it is none.
  func rank(of header: String, for role: ColumnRole) -> Int? {
    let (key, exact) = (Self.key(header), Self.exact(header))
    return names[role]?.firstIndex { $0 == key || $0 == exact }
  }

  /// A name that must be spelt so, but for letter case.
  private static func exact(_ header: String) -> String {
    "=" + header.lowercased().filter { !$0.isWhitespace }
  }

  /// The names of a role, best first: lower case without spaces, signs and units; behind `=` a name
  /// that must be spelt so.
  package func names(of role: ColumnRole) -> [String] { names[role] ?? [] }

  /// Lower case without spaces, `_`, `-`, `#` and a unit in brackets.
  static func key(_ header: String) -> String {
    var text = header.lowercased()
    if let bracket = text.firstIndex(where: { "(（[【".contains($0) }), bracket > text.startIndex {
      text = String(text[..<bracket])
    }
    text.removeAll { $0.isWhitespace || "_-#*:：./／".contains($0) }
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
      "平台订单号 系统订单号 网关订单号 平台流水号 支付订单号 交易号 交易单号 流水号 支付宝交易号 微信订单号 业务流水号 "
        + "账务流水号 tradeno transactionid gatewayorder gatewayorderno platformorderno"),
    .amount: list(
      "订单金额 下单金额 应付金额 原始金额 orderamount originalamount 交易金额 金额 总金额 tradeamount "
        + "totalamount amount total money 应结订单金额 付款总金额 代付金额 下发金额 打款金额 转账金额 收入金额"),
    .paid: list(
      "实付金额 实际支付金额 实际金额 实收金额 支付金额 付款金额 paidamount payamount realamount "
        + "actualamount paid"),
    .fee: list("手续费 服务费 费用 手续费金额 服务费金额 交易手续费 结算手续费 fee servicefee charge"),
    .status: list(
      "支付状态 交易状态 订单状态 付款状态 状态 代付状态 下发状态 打款状态 支付结果 交易结果 处理状态 paystatus "
        + "paymentstatus tradestatus tradestate orderstatus orderstate status state"),
    .time: list(
      "支付时间 付款时间 完成时间 支付完成时间 付款完成时间 交易完成时间 成功时间 支付成功时间 交易成功时间 交易时间 "
        + "发生时间 入账时间 paidat paytime paidtime paymenttime successtime finishtime finishedat "
        + "completedat timeend tradetime 下单时间 创建时间 订单时间 提交时间 交易创建时间 createdat "
        + "createtime createdtime ordertime 时间 日期 time datetime date timestamp"),
    .type: list(
      "业务类型 交易类型 账务类型 业务种类 交易种类 类型 tradetype transactiontype businesstype biztype type"),
    .refund: list(
      "申请退款金额 退款金额 已退款金额 已退金额 退款总金额 refundamount refundedamount refundfee"),
    .refundStatus: list(
      "退款状态 退款结果 退款情况 退款标志 退款标识 是否退款 是否已退款 退货状态 售后状态 refundstatus refundstate "
        + "refundflag isrefund isrefunded refunded"),
    .net: list(
      "商家实收 商户实收 实收净额 结算金额 应结算金额 结算净额 清算金额 净额 净收入 入账金额 到账金额 实际到账金额 "
        + "netamount net settlementamount settleamount settledamount receivedamount"),
    .expense: list("支出金额 支出"),
    .flow: list("收支类型 收支 收支方向 资金流向 资金方向 出入账 借贷 借贷方向 direction flow"),
  ]

  private static func list(_ words: String) -> [String] {
    words.split(separator: " ").map(String.init)
  }
}
