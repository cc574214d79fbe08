/// Bills with the columns that Alipay, WeChat and XxPay print.
enum Bills {
  static let alipayColumns = [
    "支付宝交易号", "商户订单号", "业务类型", "商品名称", "创建时间", "完成时间", "门店编号", "门店名称", "操作员", "终端号", "对方账户",
    "订单金额（元）", "商家实收（元）", "支付宝红包（元）", "集分宝（元）", "支付宝优惠（元）", "商家优惠（元）", "券核销金额（元）", "券名称",
    "商家红包消费金额（元）", "卡消费金额（元）", "退款批次号/请求号", "服务费（元）", "分润（元）", "备注",
  ]

  /// A row of a bill: order, type or state, amount, net amount, fee.
  struct Row {
    var order: String
    var type: String
    var amount: String
    var net = ""
    var fee = "0.00"
    var refund = "0.00"
    var refundStatus = ""
  }

  /// 业务明细, as downloaded: tabs behind cells, prose above and below.
  static func alipay(_ rows: [Row], summary: [String]) -> String {
    let body = rows.enumerated().map { index, row in
      let isRefund = row.type == "退款"
      return [
        "2026112022001\(index)\t", "\(row.order)\t", "\(row.type)\t", "茶", "2026-11-20 10:00:00",
        "2026-11-20 10:00:0\(index)", "", "", "", "", "a***@example.com", row.amount,
        row.net.isEmpty ? row.amount : row.net, "0.00", "0.00", "0.00", "0.00", "0.00", "", "0.00",
        "0.00", isRefund ? "R\(index)" : "", row.fee, "0.00", "",
      ].joined(separator: ",")
    }
    let lines =
      [
        "#支付宝业务明细查询", "#账号：[20880000000000010156]",
        "#起始日期：[2026年11月20日 00:00:00]   终止日期：[2026年11月21日 00:00:00]",
        "#-----------------------------------------业务明细列表----------------------------------------",
        alipayColumns.joined(separator: ","),
      ] + body
      + ["#-----------------------------------------业务明细列表结束------------------------------------"]
      + summary + ["#导出时间：[2026年11月21日 09:00:00]"]
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// 账务明细: income and expense apart, fees in rows of their own.
  static func ledger(_ rows: [(order: String, type: String, income: String, expense: String)])
    -> String
  {
    let body = rows.enumerated().map { index, row in
      "3000\(index)\t,2026112022001\(index)\t,\(row.order)\t,茶,2026-11-20 10:00:00,a***,"
        + "\(row.income),\(row.expense),100.00,支付宝,\(row.type),"
    }
    let lines =
      [
        "#支付宝账务明细查询", "#账号：[20880000000000010156]",
        "#-----------------------------------------账务明细列表----------------------------------------",
        "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注",
      ] + body
      + ["#-----------------------------------------账务明细列表结束------------------------------------"]
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  static let wechatColumns =
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
    + "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,"
    + "订单金额,申请退款金额,费率备注"

  /// The bill of all trades: backticks, and two lines of sums.
  static func wechat(_ rows: [Row], sums: [String]) -> String {
    let body = rows.enumerated().map { index, row in
      [
        "2026-11-20 10:00:0\(index)", "wx2421b1c4370ec43b", "10000100", "0", "", "42000\(index)",
        row.order, "oUpF8u", "JSAPI", row.type, "OTHERS", "CNY", row.amount, "0.00",
        row.refund == "0.00" ? "0" : "5030\(index)", row.refund == "0.00" ? "0" : "R\(index)",
        row.refund, "0.00", row.refund == "0.00" ? "" : "ORIGINAL", row.refundStatus, "茶", "",
        row.fee, "0.60%", row.amount, row.refund, "",
      ].map { "`" + $0 }.joined(separator: ",")
    }
    let lines =
      [wechatColumns] + body + [
        "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额",
        sums.map { "`" + $0 }.joined(separator: ","),
      ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// XxPay's export: the fields by their own names, states as numbers, amounts in fen.
  static func xxpay(_ rows: [(order: String, fen: String, state: String)]) -> String {
    let body = rows.enumerated().map { index, row in
      "P202611200\(index),20001222,\(row.order),8002,\(row.fen),cny,\(row.state),1795140000000"
    }
    let header = "payOrderId,mchId,mchOrderNo,productId,amount,currency,status,paySuccTime"
    return ([header] + body).joined(separator: "\n") + "\n"
  }
}
