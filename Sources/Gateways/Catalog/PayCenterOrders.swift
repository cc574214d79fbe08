/// Section 2 of pay-center.txt: orders.
enum PayCenterOrders {
  static let order = MessageSpec(
    .order, source: "pay-center.txt, 2.1.4", fields: orderFields,
    signing: PayCenterSigning.rule, tolerances: PayCenterSigning.tolerances)

  static let orderAnswer = MessageSpec(
    .orderAnswer, source: "pay-center.txt, 2.1.5", fields: orderAnswerFields,
    signing: PayCenterSigning.rule, tolerances: PayCenterSigning.tolerances,
    success: SuccessRule(.resultCode, ["SUCCESS"]))

  static let orderCallback = MessageSpec(
    .orderCallback, source: "pay-center.txt, 2.3.2",
    fields: orderCallbackFields + PayCenterSigning.olderOrderFields,
    signing: PayCenterSigning.rule, tolerances: PayCenterSigning.tolerances, states: states)

  static let query = MessageSpec(
    .query, source: "pay-center.txt, 2.2.3", fields: queryFields,
    signing: PayCenterSigning.rule, tolerances: PayCenterSigning.tolerances)

  static let queryAnswer = MessageSpec(
    .queryAnswer, source: "pay-center.txt, 2.2.4", fields: queryAnswerFields,
    signing: PayCenterSigning.rule, tolerances: PayCenterSigning.tolerances,
    success: SuccessRule(.resultCode, ["SUCCESS"]), states: states)

  private static let states = [
    StateWord("0", .created, "订单生成"),
    StateWord("1", .pending, "支付中"),
    StateWord("2", .succeeded, "支付成功"),
    StateWord("3", .settled, "业务处理完成"),
    StateWord("5", .failed, "支付失败"),
    StateWord("-2", .failed, "expired at abert-commits/xxpay-0514", documented: false),
    StateWord("-1", .failed, "failed at abert-commits/xxpay-0514", documented: false),
    StateWord("4", .unknown, "refunded at abert-commits/xxpay-0514", documented: false),
  ]

  private static let orderFields: [FieldSpec] = [
    FieldSpec(
      "mchId", "商户 ID", .required, .integer, role: .merchantID, example: "20001222",
      jsonLiteral: true),
    FieldSpec(
      "appId", "应用 ID", .required, role: .appID, max: 32,
      example: "0ae8be35ff634e2abe94f5f32f6d5c4f"),
    FieldSpec(
      "productId", "支付产品 ID", .required, .code(.channel), role: .channel, example: "8000",
      jsonLiteral: true),
    FieldSpec(
      "mchOrderNo", "商户订单号", .required, role: .orderNumber, max: 30,
      example: "20160427210604000490"),
    FieldSpec(
      "currency", "币种", .required, role: .currency, max: 3, example: "cny",
      defaultValue: "cny"),
    FieldSpec(
      "amount", "支付金额", .required, .amount(.fen), role: .amount, example: "100",
      note: "Fen; no decimals.", jsonLiteral: true),
    FieldSpec(
      "clientIp", "客户端 IP", .optional, role: .clientIP, max: 32, example: "210.73.10.148"),
    FieldSpec("device", "设备", .optional, role: .device, max: 64, example: "ios10.3.1"),
    FieldSpec(
      "returnUrl", "支付结果前端跳转 URL", .optional, .url, role: .returnURL, max: 128,
      example: "http://domain/return.htm"),
    FieldSpec(
      "notifyUrl", "支付结果后台回调 URL", .required, .url, role: .notifyURL, max: 128,
      example: "http://domain/notify.htm", note: "Without a query."),
    FieldSpec("subject", "商品主题", .required, role: .subject, max: 64, example: "测试商品名称"),
    FieldSpec(
      "body", "商品描述信息", .required, role: .goodsDescription, max: 256, example: "测试商品描述"),
    FieldSpec(
      "param1", "扩展参数 1", .optional, role: .extra1, max: 64,
      note: "Given back as it is. Net banking wants the payer's bank code, name and account here, "
        + "parted by semicolons."),
    FieldSpec(
      "param2", "扩展参数 2", .optional, role: .extra2, max: 64, note: "Given back as it is."),
    FieldSpec(
      "sign", "签名", .required, role: .signature, max: 32,
      example: "C380BEC2BFD727A4B6845133519F3AD6"),
  ]

  private static let orderAnswerFields: [FieldSpec] = [
    FieldSpec(
      "retCode", "返回状态码", .required, role: .resultCode, max: 16, example: "SUCCESS",
      note: "SUCCESS or FAIL."),
    FieldSpec("retMsg", "返回信息", .optional, role: .message, max: 128, example: "签名失败"),
    FieldSpec(
      "sign", "签名", .required, role: .signature, max: 32,
      example: "C380BEC2BFD727A4B6845133519F3AD6",
      note: "Covers retCode and retMsg. Only with SUCCESS."),
    FieldSpec(
      "payOrderId", "支付订单号", .required, role: .gatewayOrderNumber, max: 32,
      example: "20160427210604000490", note: "Only with SUCCESS."),
    FieldSpec(
      "payParams", "支付参数", .required, .object, role: .container, note: "Only with SUCCESS."),
    FieldSpec(
      "payUrl", "支付 URL", .required, role: .payURL,
      note: "Never to be decoded. Behind POST; the query is posted as a form.", parent: "payParams",
      aliases: ["payJumpUrl"]),
    FieldSpec(
      "payMethod", "", .optional, role: .payMethod, note: "formJump, urlJump, codeImg or sdkJump.",
      parent: "payParams", documented: false),
    FieldSpec("errCode", "", .optional, role: .errorCode, documented: false),
    FieldSpec("errDes", "", .optional, role: .errorDetail, documented: false),
  ]

  private static let orderCallbackFields: [FieldSpec] = [
    FieldSpec(
      "payOrderId", "支付订单号", .required, role: .gatewayOrderNumber, max: 30,
      example: "P20160427210604000490"),
    FieldSpec("mchId", "商户 ID", .required, role: .merchantID, max: 30, example: "20001222"),
    FieldSpec(
      "appId", "应用 ID", .required, role: .appID, max: 32,
      example: "0ae8be35ff634e2abe94f5f32f6d5c4f"),
    FieldSpec(
      "productId", "支付产品 ID", .required, .code(.channel), role: .channel, example: "8001",
      jsonLiteral: true),
    FieldSpec(
      "mchOrderNo", "商户订单号", .required, role: .orderNumber, max: 30,
      example: "20160427210604000490"),
    FieldSpec(
      "amount", "支付金额", .required, .amount(.fen), role: .amount, example: "100",
      jsonLiteral: true),
    FieldSpec("status", "状态", .required, .integer, role: .state, example: "1", jsonLiteral: true),
    FieldSpec(
      "channelOrderNo", "渠道订单号", .optional, role: .channelOrderNumber, max: 64,
      example: "wx2016081611532915ae15beab0167893571"),
    FieldSpec(
      "channelAttach", "渠道数据包", .optional, role: .channelData,
      example: "{“bank_type”:”CMB_DEBIT”, “trade_type”:”pay.weixin.micropay”}"),
    FieldSpec("param1", "扩展参数 1", .optional, role: .extra1, max: 64),
    FieldSpec("param2", "扩展参数 2", .optional, role: .extra2, max: 64),
    FieldSpec(
      "paySuccTime", "支付成功时间", .required, .milliseconds, role: .paidAt, jsonLiteral: true),
    FieldSpec(
      "backType", "通知类型", .required, .choice(["1", "2"]), role: .noticeKind, example: "1",
      note: "1 is the shopper's browser, 2 the server.", jsonLiteral: true),
    FieldSpec(
      "sign", "签名", .required, role: .signature, max: 32,
      example: "C380BEC2BFD727A4B6845133519F3AD6"),
    FieldSpec(
      "income", "", .optional, .amount(.fen), role: .income, note: "Signed.", documented: false,
      jsonLiteral: true),
  ]

  private static let queryFields: [FieldSpec] = [
    FieldSpec("mchId", "商户ID", .required, role: .merchantID, max: 30, example: "1000000010"),
    FieldSpec(
      "appId", "应用ID", .required, role: .appID, max: 32,
      example: "0ae8be35ff634e2abe94f5f32f6d5c4f"),
    FieldSpec(
      "payOrderId", "支付订单号", .oneOf("number"), role: .gatewayOrderNumber, max: 30,
      example: "P20160427210604000490"),
    FieldSpec(
      "mchOrderNo", "商户订单号", .oneOf("number"), role: .orderNumber, max: 30,
      example: "20160427210604000490"),
    FieldSpec(
      "executeNotify", "是否执行回调", .optional, .boolean, role: .notifyAgain, example: "true",
      jsonLiteral: true),
    FieldSpec(
      "sign", "签名", .required, role: .signature, max: 32,
      example: "C380BEC2BFD727A4B6845133519F3AD6"),
  ]

  private static let queryAnswerFields: [FieldSpec] = [
    FieldSpec(
      "retCode", "返回状态码", .required, role: .resultCode, max: 16, example: "SUCCESS",
      note: "SUCCESS or FAIL. The following rows come with SUCCESS only."),
    FieldSpec("retMsg", "返回信息", .optional, role: .message, max: 128, example: "签名失败"),
    FieldSpec(
      "mchId", "商户ID", .required, .integer, role: .merchantID, max: 30, example: "20001222",
      jsonLiteral: true),
    FieldSpec(
      "appId", "应用ID", .required, role: .appID, max: 32,
      example: "0ae8be35ff634e2abe94f5f32f6d5c4f"),
    FieldSpec(
      "productId", "支付产品ID", .required, .code(.channel), role: .channel, example: "8001",
      jsonLiteral: true),
    FieldSpec(
      "payOrderId", "支付订单号", .required, role: .gatewayOrderNumber, max: 30,
      example: "P20160427210604000490"),
    FieldSpec(
      "mchOrderNo", "商户订单号", .required, role: .orderNumber, max: 30,
      example: "20160427210604000490"),
    FieldSpec(
      "amount", "支付金额", .required, .amount(.fen), role: .amount, example: "100",
      jsonLiteral: true),
    FieldSpec("currency", "币种", .required, role: .currency, max: 3, example: "cny"),
    FieldSpec("status", "状态", .required, .integer, role: .state, example: "1", jsonLiteral: true),
    FieldSpec(
      "channelUser", "渠道用户ID", .optional, role: .channelUser, max: 64,
      example: "jmdhappy@126.com"),
    FieldSpec(
      "channelOrderNo", "渠道订单号", .optional, role: .channelOrderNumber, max: 64,
      example: "wx20170910211043fb206e92260071822007"),
    FieldSpec(
      "channelAttach", "渠道数据包", .optional, role: .channelData,
      example: "{“bank_type”:“CMB_DEBIT”,“trade_type”:“pay.weixin.micropay”}",
      note: "Real servers send an object and sign it as JSON."),
    FieldSpec(
      "paySuccTime", "支付成功时间", .optional, .milliseconds, role: .paidAt,
      example: "1505049094262", jsonLiteral: true),
    FieldSpec("sign", "", .optional, role: .signature, documented: false),
    FieldSpec("errCode", "", .optional, role: .errorCode, documented: false),
    FieldSpec("errDes", "", .optional, role: .errorDetail, documented: false),
  ]
}
