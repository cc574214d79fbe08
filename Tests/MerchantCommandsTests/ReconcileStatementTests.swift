import Testing
import WireFormat

/// What `reconcile` says of bills as they are downloaded.
@Suite struct ReconcileStatementTests {
  /// A bill, our orders, and what comes of it.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let ours: String
    let theirs: String
    let code: Int32
    /// Class, our rows, their rows; every other class is empty.
    let classes: [(String, Int64, Int64)]
    var options: [String] = []
    /// Rows and fen of refunds on their side.
    var refunds: (Int64, Int64) = (0, 0)
    var fees: String?
    /// Part of standard error; nil for nothing at all.
    var says: String?
    var testDescription: String { name }
  }

  private static let ours = "order,amount,status\nA1,10.00,paid\nA2,17.49,paid\nA3,5.00,failed\n"
  private static let paid = "order,amount,status\nA1,10.00,paid\nA2,17.49,paid\n"

  private static let alipayRows = [
    Bills.Row(order: "A1", type: "交易", amount: "10.00", net: "9.94", fee: "-0.06"),
    Bills.Row(order: "A2", type: "交易", amount: "17.49", net: "17.39", fee: "-0.10"),
  ]
  private static let alipaySums = [
    "#交易合计：2笔，商家实收共27.33元，商家优惠共0.00元", "#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元",
  ]
  private static func alipayRefund(_ amount: String) -> [Bills.Row] {
    alipayRows + [Bills.Row(order: "A1", type: "退款", amount: amount)]
  }
  private static let refundSums = [
    "#交易合计：2笔，商家实收共27.33元，商家优惠共0.00元", "#退款合计：1笔，商家实收退款共-4.00元，商家优惠退款共0.00元",
  ]

  static let alipay = [
    Case(
      name: "Alipay, exact", ours: paid, theirs: Bills.alipay(alipayRows, summary: alipaySums),
      code: 0, classes: [("matched", 2, 2)], fees: "-0.16"),
    Case(
      name: "Alipay, the sum is wrong", ours: paid,
      theirs: Bills.alipay(
        alipayRows, summary: ["#交易合计：2笔，商家实收共27.50元，商家优惠共0.00元"]),
      code: 1, classes: [("matched", 2, 2)], fees: "-0.16", says: "27.50"),
    Case(
      name: "Alipay, the count is wrong", ours: paid,
      theirs: Bills.alipay(alipayRows, summary: ["#交易合计：3笔，商家实收共27.33元"]), code: 1,
      classes: [("matched", 2, 2)], fees: "-0.16", says: "3 rows"),
    Case(
      name: "Alipay, given back in part, positive", ours: paid,
      theirs: Bills.alipay(alipayRefund("4.00"), summary: refundSums), code: 1,
      classes: [("matched", 2, 2), ("refund-differs", 0, 1)], refunds: (1, 400), fees: "-0.16"),
    Case(
      name: "Alipay, given back in part, negative", ours: paid,
      theirs: Bills.alipay(alipayRefund("-4.00"), summary: refundSums), code: 1,
      classes: [("matched", 2, 2), ("refund-differs", 0, 1)], refunds: (1, 400), fees: "-0.16"),
    Case(
      name: "Alipay, a refund that we have, in two pieces",
      ours: "order,amount,type\nA1,10.00,交易\nA2,17.49,交易\nA1,-1.50,退款\nA1,2.50,退款\n",
      theirs: Bills.alipay(alipayRefund("-4.00"), summary: refundSums), code: 0,
      classes: [("matched", 2, 2), ("refund", 2, 1)], refunds: (1, 400), fees: "-0.16"),
    Case(
      name: "Alipay, a refund of another day's order", ours: paid,
      theirs: Bills.alipay(
        alipayRows + [Bills.Row(order: "Z9", type: "退款", amount: "-4.00")], summary: refundSums),
      code: 1, classes: [("matched", 2, 2), ("refund-differs", 0, 1)], refunds: (1, 400),
      fees: "-0.16"),
    Case(
      name: "Alipay, amount and order missing", ours: paid,
      theirs: Bills.alipay(
        [Bills.Row(order: "A1", type: "交易", amount: "11.00")],
        summary: ["#交易合计：1笔，商家实收共11.00元，商家优惠共0.00元"]),
      code: 1, classes: [("amount-differs", 1, 1), ("missing-at-gateway", 1, 0)], fees: "0.00"),
    Case(
      name: "Alipay, what failed here was paid there", ours: ours,
      theirs: Bills.alipay(
        alipayRows + [Bills.Row(order: "A3", type: "交易", amount: "5.00")], summary: []),
      code: 1, classes: [("matched", 2, 2), ("status-differs", 1, 1)], fees: "-0.16",
      says: "no status column"),
    Case(
      name: "Alipay, nothing but failed here", ours: ours,
      theirs: Bills.alipay(alipayRows, summary: alipaySums), code: 0,
      classes: [("matched", 2, 2), ("unpaid", 1, 0)], fees: "-0.16"),
  ]

  static let ledger = [
    Case(
      name: "ledger, exact with fees", ours: paid,
      theirs: Bills.ledger([
        ("A1", "交易付款", "10.00", ""), ("A1", "收费", "", "-0.06"), ("A2", "在线支付", "17.49", ""),
        ("A2", "收费", "", "-0.10"), ("", "提现", "", "-20.00"),
      ]) + "#支出合计：3笔，共-20.16元\r\n#收入合计：2笔，共27.49元\r\n",
      code: 0, classes: [("matched", 2, 2)]),
    Case(
      name: "ledger, fees only", ours: paid,
      theirs: Bills.ledger([("A1", "收费", "", "-0.06"), ("A2", "服务费", "0.00", "-0.10")]), code: 1,
      classes: [("missing-at-gateway", 2, 0)]),
    Case(
      name: "ledger, a refund", ours: paid,
      theirs: Bills.ledger([
        ("A1", "交易付款", "10.00", "0.00"), ("A2", "交易付款", "17.49", "0.00"),
        ("A2", "交易退款", "0.00", "-17.49"),
      ]),
      code: 1, classes: [("matched", 2, 2), ("refund-differs", 0, 1)], refunds: (1, 1749)),
  ]

  private static let wechatRows = [
    Bills.Row(order: "A1", type: "SUCCESS", amount: "10.00", fee: "0.06000"),
    Bills.Row(order: "A2", type: "SUCCESS", amount: "17.49", fee: "0.10494"),
  ]

  static let wechat = [
    Case(
      name: "WeChat, exact", ours: paid,
      theirs: Bills.wechat(
        wechatRows, sums: ["2", "27.49", "0.00", "0.00", "0.16", "27.49", "0.00"]),
      code: 0, classes: [("matched", 2, 2)], fees: "0.16494"),
    Case(
      name: "WeChat, the sum is wrong", ours: paid,
      theirs: Bills.wechat(
        wechatRows, sums: ["2", "27.49", "0.00", "0.00", "0.16", "27.48", "0.00"]),
      code: 1, classes: [("matched", 2, 2)], fees: "0.16494", says: "27.48"),
    Case(
      name: "WeChat, given back in two pieces", ours: paid,
      theirs: Bills.wechat(
        wechatRows + [
          Bills.Row(
            order: "A2", type: "REFUND", amount: "0.00", refund: "4.00", refundStatus: "SUCCESS"),
          Bills.Row(
            order: "A2", type: "REFUND", amount: "0.00", refund: "3.00", refundStatus: "PROCESSING"),
        ], sums: ["4", "27.49", "7.00", "0.00", "0.16", "27.49", "7.00"]),
      code: 1, classes: [("matched", 2, 2), ("refund-differs", 0, 2)], refunds: (2, 700),
      fees: "0.16494"),
    Case(
      name: "WeChat, a refund that failed", ours: paid,
      theirs: Bills.wechat(
        wechatRows + [
          Bills.Row(
            order: "A2", type: "REFUND", amount: "0.00", refund: "4.00", refundStatus: "FAIL")
        ], sums: ["3", "27.49", "0.00", "0.00", "0.16", "27.49", "0.00"]),
      code: 0, classes: [("matched", 2, 2)], fees: "0.16494"),
    Case(
      name: "WeChat, revoked", ours: paid,
      theirs: Bills.wechat(
        wechatRows + [Bills.Row(order: "A2", type: "REVOKED", amount: "17.49")],
        sums: ["3", "27.49", "0.00", "0.00", "0.16", "44.98", "0.00"]),
      code: 1, classes: [("matched", 2, 2), ("refund-differs", 0, 1)], refunds: (1, 1749),
      fees: "0.16494"),
    Case(
      name: "WeChat, given back, our list says so",
      ours: "order,amount,status\nA1,10.00,已支付\nA2,17.49,已退款\n",
      theirs: Bills.wechat(
        wechatRows + [Bills.Row(order: "A2", type: "REFUND", amount: "0.00", refund: "17.49")],
        sums: ["3", "27.49", "17.49", "0.00", "0.16", "27.49", "17.49"]),
      code: 0, classes: [("matched", 2, 2), ("refund", 1, 1)], refunds: (1, 1749), fees: "0.16494"),
    Case(
      name: "WeChat, an older bill with the settled amount only", ours: paid,
      theirs: "商户订单号,交易状态,应结订单金额,退款金额\n`A1,`SUCCESS,`10.00,`0.00\n`A2,`SUCCESS,`17.49,`0.00\n",
      code: 0, classes: [("matched", 2, 2)]),
  ]

  static let xxpay = [
    Case(
      name: "XxPay, exact", ours: ours,
      theirs: Bills.xxpay([("A1", "1000", "2"), ("A2", "1749", "3"), ("A3", "500", "5")]), code: 0,
      classes: [("matched", 3, 3)],
      options: ["-g", "pay-center", "--theirs-columns", "amount=amount:fen"]),
    Case(
      name: "XxPay, states", ours: ours,
      theirs: Bills.xxpay([("A1", "1000", "1"), ("A2", "1749", "0"), ("A3", "500", "2")]), code: 1,
      classes: [("status-differs", 3, 3)],
      options: ["-g", "pay-center", "--theirs-columns", "amount-fen=amount"]),
    Case(
      name: "XxPay, the unit is not said", ours: paid,
      theirs: Bills.xxpay([("A1", "1000", "2"), ("A2", "1749", "3")]), code: 1,
      classes: [("amount-differs", 2, 2)], options: ["-g", "pay-center"],
      says: "--theirs-columns amount=HEADER:fen"),
    Case(
      name: "XxPay, without a gateway", ours: paid,
      theirs: Bills.xxpay([("A1", "1000", "2"), ("A2", "1749", "3")]), code: 1,
      classes: [("status-differs", 2, 2)], options: ["--theirs-columns", "amount=amount:fen"],
      says: "--status-words '2=succeeded'"),
    Case(
      name: "XxPay, without a gateway, in our words", ours: paid,
      theirs: Bills.xxpay([("A1", "1000", "2"), ("A2", "1749", "3")]), code: 0,
      classes: [("matched", 2, 2)],
      options: [
        "--theirs-columns", "amount=amount:fen", "--status-words", "2=succeeded,3=settled",
      ]),
    Case(
      name: "paid in parts", ours: "order,amount,status\nA1,100.00,paid\n",
      theirs: "order,amount,status\nA1,60.00,paid\nA1,40.00,paid\n", code: 0,
      classes: [("paid-in-parts", 1, 2)]),
    Case(
      name: "paid twice", ours: "order,amount,status\nA1,100.00,paid\n",
      theirs: "order,amount,status\nA1,100.00,paid\nA1,100.00,paid\n", code: 1,
      classes: [("matched", 1, 1), ("duplicate", 0, 1)]),
    Case(
      name: "words that the program knows now", ours: paid,
      theirs: "商户订单号,金额,状态\nA1,10.00,处理完成\nA2,17.49,业务处理完成\n", code: 0,
      classes: [("matched", 2, 2)]),
    Case(
      name: "headings and nothing else", ours: "order,amount\n", theirs: "order,amount\n", code: 0,
      classes: [], says: "neither side has any rows"),
  ]

  private func check(_ one: Case) throws {
    let bench = Bench()
    bench.config("")
    let run = bench.run(
      [
        "reconcile", "--ours", bench.file("ours.csv", one.ours), "--theirs",
        bench.file("theirs.csv", one.theirs), "-o", "json",
      ] + one.options)
    #expect(run.code == one.code, "\(run.errors)")
    let classes = run.json?["classes"]
    for (word, members) in classes?.objectMembers ?? [] {
      let wanted = one.classes.first { $0.0 == word }
      #expect(members["ours_rows"]?.integerValue == wanted?.1 ?? 0, "\(word)")
      #expect(members["theirs_rows"]?.integerValue == wanted?.2 ?? 0, "\(word)")
    }
    #expect(classes != nil)
    #expect(run.json?["refunds"]?["theirs_rows"]?.integerValue == one.refunds.0)
    #expect(run.json?["refunds"]?["theirs_fen"]?.integerValue == one.refunds.1)
    #expect(run.json?["fees"]?["theirs_yuan"]?.stringValue == one.fees)
    if let says = one.says {
      #expect(run.errors.contains(says), "\(run.errors)")
    } else {
      #expect(run.errors.isEmpty, "\(run.errors)")
    }
  }

  @Test(arguments: alipay) func billsOfAlipay(one: Case) throws { try check(one) }
  @Test(arguments: ledger) func ledgersOfAlipay(one: Case) throws { try check(one) }
  @Test(arguments: wechat) func billsOfWeChat(one: Case) throws { try check(one) }
  @Test(arguments: xxpay) func billsOfXxPayAndOthers(one: Case) throws { try check(one) }

  @Test(arguments: [
    ("已支付", 0), ("未支付", 1), ("失败", 1), ("支付中", 1), ("已关闭", 1),
  ])
  func aBillWithoutStatesListsWhatWasPaid(word: String, code: Int32) {
    let bench = Bench()
    let run = bench.run([
      "reconcile", "--ours", bench.file("o.csv", "order,amount,status\nA1,10.00,\(word)\n"),
      "--theirs", bench.file("t.csv", "订单号,金额\nA1,10.00\n"),
    ])
    #expect(run.code == code)
    #expect(run.output.contains("status-differs") == (code == 1))
  }

  @Test func severalFilesAreOneSideAndTheirRowsAreNamed() {
    let bench = Bench()
    let first = bench.file("d1.csv", "订单号,金额,状态\nA1,10.00,成功\nA2,17.49,成功\n")
    let second = bench.file("d2.csv", "status,amount,order\nsuccess,17.49,A2\nsuccess,3.00,B1\n")
    let words = [
      "reconcile", "--ours", bench.file("o.csv", Self.paid), "--theirs", first, "--theirs", second,
    ]
    let run = bench.run(words + ["-o", "csv", "--fields", "class,order,theirs_row,duplicate_of"])
    #expect(run.code == 1)
    #expect(
      run.output
        == "class,order,theirs_row,duplicate_of\r\nduplicate,A2,\(second):2,\(first):3\r\n"
        + "missing-here,B1,\(second):3,\r\n")
    let json = bench.run(words + ["-o", "json"]).json
    #expect(json?["theirs"]?["rows"]?.integerValue == 4)
    #expect(json?["theirs"]?["files"]?.arrayElements?.count == 2)
  }

  @Test func wordsOfTheProfileCount() {
    let bench = Bench()
    bench.shop("status-words = 出款=failed, 处理完了=succeeded")
    let files = [
      "--ours", bench.file("o.csv", Self.paid), "--theirs",
      bench.file("t.csv", "订单号,金额,状态\nA1,10.00,处理完了\nA2,17.49,处理完了\n"),
    ]
    #expect(bench.run(["reconcile", "-p", "shop"] + files).code == 0)
    bench.shop("status-words = 处理完了=good")
    let wrong = bench.run(["reconcile", "-p", "shop"] + files)
    #expect(wrong.code == 78)
    #expect(wrong.errors.contains("profile shop, status-words"))
    #expect(wrong.errors.contains("partly-refunded"))
  }
}
