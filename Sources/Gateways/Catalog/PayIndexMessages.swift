/// The tables of pay-index.txt.
enum PayIndexMessages {
  static let order = MessageSpec(
    .order, source: "pay-index.txt, 接口参数说明", fields: orderFields,
    signing: ThinkPHPSigning.documented, tolerances: ThinkPHPSigning.orderTolerances)

  static let orderAnswer = MessageSpec(
    .orderAnswer, source: "pay-index.txt, 请求支付返回参数", fields: orderAnswerFields,
    success: SuccessRule(
      .resultCode, ["1", "success"], failure: ["error"], payURLDecides: true,
      failureMembers: [FailureMember("data", .array([]))]))

  static let orderCallback = MessageSpec(
    .orderCallback, source: "pay-index.txt, 支付结果通知", fields: orderCallbackFields,
    signing: ThinkPHPSigning.documented, tolerances: ThinkPHPSigning.gatewayTolerances,
    states: ThinkPHPStates.callback, otherState: .failed)

  static let query = MessageSpec(
    .query, source: "pay-index.txt, 订单状态查询接口", fields: queryFields,
    signing: ThinkPHPSigning.documented, tolerances: ThinkPHPSigning.queryTolerances)

  static let queryAnswer = MessageSpec(
    .queryAnswer, source: "pay-index.txt, 查询结果通知", fields: queryAnswerFields,
    signing: ThinkPHPSigning.documented, tolerances: ThinkPHPSigning.gatewayTolerances,
    success: SuccessRule(.resultCode, ["00"]), states: ThinkPHPStates.query)

  private static let orderFields: [FieldSpec] = [
    FieldSpec("pay_memberid", "商户号", .required, role: .merchantID, signed: true),
    FieldSpec(
      "pay_orderid", "订单号", .required, role: .orderNumber, signed: true, max: 20,
      note: "Unique per order.", enforced: false),
    FieldSpec(
      "pay_applydate", "提交时间", .required, .dateTime, role: .submittedAt, signed: true,
      example: "2016-12-26 18:18:18", note: "Beijing time."),
    FieldSpec(
      "pay_bankcode", "银行编码", .required, .code(.channel), role: .channel, signed: true),
    FieldSpec(
      "pay_notifyurl", "服务端通知", .required, .url, role: .notifyURL, signed: true,
      note: "The result is posted here. Keep & < > \" out of it."),
    FieldSpec(
      "pay_callbackurl", "页面跳转通知", .required, .url, role: .returnURL, signed: true,
      note: "The shopper's browser posts here. Keep & < > \" out of it."),
    FieldSpec(
      "pay_amount", "订单金额", .required, .amount(.yuan), role: .amount, signed: true,
      note: "Signed as the text that is sent."),
    FieldSpec("pay_md5sign", "MD5 签名", .required, role: .signature, signed: false),
    FieldSpec(
      "pay_attach", "附加字段", .optional, role: .attach, signed: false,
      note: "Given back as it is; the document wants Chinese in it URL-encoded."),
    FieldSpec(
      "pay_productname", "商品名称", .required, role: .subject, signed: false, enforced: false),
    FieldSpec("pay_productnum", "商户品数量", .optional, role: .quantity, signed: false),
    FieldSpec("pay_productdesc", "商品描述", .optional, role: .goodsDescription, signed: false),
    FieldSpec("pay_producturl", "商户链接地址", .optional, role: .productURL, signed: false),
    FieldSpec(
      "type", "返回数据格式", .optional, role: .answerFormat, signed: false, example: "json",
      note: "json asks for a JSON answer; anything else brings a page."),
  ]

  private static let orderAnswerFields: [FieldSpec] = [
    FieldSpec(
      "status", "状态码", .required, role: .resultCode, example: "1",
      note: "1 or error. Real servers send it as text or number, and under other names.",
      aliases: ["ststus", "code", "errorno", "errono", "erorno"]),
    FieldSpec("msg", "错误信息", .required, role: .message, example: "下单成功"),
    FieldSpec(
      "pay_amount", "订单金额", .required, .amount(.yuan), role: .amount, example: "100"),
    FieldSpec(
      "pay_orderid", "订单编号", .required, role: .orderNumber, example: "20210928114755985410"),
    FieldSpec(
      "payUrl", "支付地址", .required, .url, role: .payURL,
      example: "http://xxx.xxx.cc/index/index/cashier.html?osn=20210928114755985410",
      aliases: [
        "h5_url", "sdk_url", "payment_url", "pay_url", "payurl", "url", "codeurl", "qrcode",
      ]),
    FieldSpec(
      "data", "", .optional, note: "Empty list, an object, or in some forks the pay URL.",
      documented: false),
  ]

  private static let orderCallbackFields: [FieldSpec] = [
    FieldSpec("memberid", "商户编号", .unstated, role: .merchantID, signed: true),
    FieldSpec("orderid", "订单号", .unstated, role: .orderNumber, signed: true),
    FieldSpec(
      "amount", "订单金额", .unstated, .amount(.yuan), role: .amount, signed: true,
      note: "Often with four decimals; signed as it came."),
    FieldSpec(
      "true_amount", "实付金额", .unstated, .amount(.yuan), role: .paidAmount, signed: true,
      note: "What to credit. Servers older than the document do not send it."),
    FieldSpec("transaction_id", "交易流水号", .unstated, role: .gatewayOrderNumber, signed: true),
    FieldSpec(
      "datetime", "交易时间", .unstated, .compactDateTime, role: .paidAt, signed: true,
      note: "The format is that of real servers, and the time is that of the callback."),
    FieldSpec("returncode", "交易状态", .unstated, role: .state, signed: true, aliases: ["status"]),
    FieldSpec("attach", "扩展返回", .unstated, role: .attach, signed: false),
    FieldSpec("sign", "签名", .unstated, role: .signature, signed: false),
  ]

  private static let queryFields: [FieldSpec] = [
    FieldSpec("pay_memberid", "商户号", .required, role: .merchantID, signed: true),
    FieldSpec(
      "pay_orderid", "订单号", .required, role: .orderNumber, signed: true, max: 20, enforced: false),
    FieldSpec(
      "pay_md5sign", "签名", .optional, role: .signature, signed: false,
      note: "Printed as optional; servers refuse a question without it."),
  ]

  private static let queryAnswerFields: [FieldSpec] = [
    FieldSpec("memberid", "商户编号", .unstated, role: .merchantID, signed: true),
    FieldSpec("orderid", "订单号", .unstated, role: .orderNumber, signed: true),
    FieldSpec("amount", "订单金额", .unstated, .amount(.yuan), role: .amount, signed: true),
    FieldSpec(
      "true_amount", "实际付款金额", .unstated, .amount(.yuan), role: .paidAmount, signed: true),
    FieldSpec(
      "time_end", "支付成功时间", .unstated, .dateTime, role: .paidAt, signed: true,
      note: "1970-01-01 08:00:00 when nothing was paid."),
    FieldSpec("transaction_id", "交易流水号", .unstated, role: .gatewayOrderNumber, signed: true),
    FieldSpec(
      "returncode", "交易状态", .unstated, role: .resultCode, signed: true,
      note: "00 says that the question was answered, not that the order was paid.",
      aliases: ["return_code", "status"]),
    FieldSpec(
      "trade_state", "交易状态", .unstated, role: .state, signed: true,
      note: "Null in forks with further states, and unsigned then."),
    FieldSpec("sign", "签名", .unstated, role: .signature, signed: false),
    FieldSpec(
      "msg", "", .optional, role: .message, note: "Words of an error answer.", documented: false),
  ]
}
