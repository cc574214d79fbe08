/// Section 3 of pay-center.txt: payouts.
enum PayCenterPayouts {
  static let payout = MessageSpec(
    .payout, source: "pay-center.txt, 3.1.3", fields: payoutFields,
    signing: PayCenterSigning.rule, tolerances: PayCenterSigning.tolerances)

  static let payoutAnswer = MessageSpec(
    .payoutAnswer, source: "pay-center.txt, 3.1.4", fields: payoutAnswerFields,
    signing: PayCenterSigning.rule, tolerances: PayCenterSigning.tolerances,
    success: SuccessRule(.resultCode, ["SUCCESS"]),
    states: [
      StateWord("0", .created, "订单生成"),
      StateWord("1", .pending, "代付中"),
      StateWord("2", .succeeded, "代付成功"),
      StateWord("3", .failed, "代付失败"),
      StateWord("4", .pending, "业务处理完成"),
      StateWord("5", .pending, "still in transfer, says a client", documented: false),
    ])

  static let payoutCallback = MessageSpec(
    .payoutCallback, source: "pay-center.txt, 3.3.2",
    fields: payoutCallbackFields + PayCenterSigning.olderFields,
    signing: PayCenterSigning.rule, tolerances: PayCenterSigning.tolerances, states: states)

  static let payoutQuery = MessageSpec(
    .payoutQuery, source: "pay-center.txt, 3.2.3", fields: payoutQueryFields,
    signing: PayCenterSigning.rule, tolerances: PayCenterSigning.tolerances)

  static let payoutQueryAnswer = MessageSpec(
    .payoutQueryAnswer, source: "pay-center.txt, 3.2.4", fields: payoutQueryAnswerFields,
    signing: PayCenterSigning.rule, tolerances: PayCenterSigning.tolerances,
    success: SuccessRule(.resultCode, ["SUCCESS"]), states: states)

  private static let states = [
    StateWord("0", .created, "订单生成"),
    StateWord("1", .pending, "转账中"),
    StateWord("2", .succeeded, "转账成功"),
    StateWord("3", .failed, "转账失败"),
    StateWord("4", .pending, "业务处理完成 of 3.1.4", documented: false),
    StateWord("5", .pending, "still in transfer, says a client", documented: false),
  ]

  private static let payoutFields: [FieldSpec] = [
    FieldSpec(
      "mchId", "商户 ID", .required, .integer, role: .merchantID, example: "20001222",
      jsonLiteral: true),
    FieldSpec(
      "appId", "应用 ID", .required, role: .appID, max: 32,
      example: "0ae8be35ff634e2abe94f5f32f6d5c4f"),
    FieldSpec(
      "mchTransOrderNo", "商户订单号", .required, role: .orderNumber, max: 30,
      example: "20160427210604000490"),
    FieldSpec(
      "currency", "币种", .required, role: .currency, max: 3, example: "cny",
      defaultValue: "cny"),
    FieldSpec(
      "amount", "代付金额", .required, .amount(.fen), role: .amount, example: "100",
      note: "Fen; no decimals.", jsonLiteral: true),
    FieldSpec(
      "clientIp", "客户端 IP", .optional, role: .clientIP, max: 32, example: "210.73.10.148"),
    FieldSpec("device", "设备", .optional, role: .device, max: 64, example: "ios10.3.1"),
    FieldSpec(
      "notifyUrl", "代付结果后台回调 URL", .required, .url, role: .notifyURL, max: 128,
      example: "http://domain/notify.htm", note: "Without a query."),
    FieldSpec(
      "accountAttr", "账户属性", .optional, .choice(["0", "1"]), role: .accountAttribute, max: 1,
      example: "0", note: "0 is a private person, the default; 1 a company."),
    FieldSpec(
      "bankType", "联行号", .optional, .integer, role: .bankUnionCode, example: "123",
      note: "A number in the JSON.", jsonLiteral: true),
    FieldSpec(
      "bankCode", "银行代码", .required, .code(.payoutBank), role: .bankCode, max: 32,
      example: "HP00001", note: "The example is as printed; the table has HPT00001."),
    FieldSpec("bankName", "开户行名称", .required, role: .bankName, max: 128, example: "中国建设银行"),
    FieldSpec(
      "accountType", "账户类型", .required, .choice(["1", "2", "3", "4"]), role: .accountType,
      max: 1, example: "1", note: "1 bank card, 2 WeChat, 3 Alipay, 4 other."),
    FieldSpec("accountName", "账户名", .required, role: .accountName, max: 64, example: "测试"),
    FieldSpec(
      "accountNo", "账户号", .required, role: .accountNumber, max: 64, example: "1234567890123"),
    FieldSpec("province", "开户行所在省份", .required, role: .province, max: 32, example: "江苏"),
    FieldSpec("city", "开户行所在市", .required, role: .city, max: 32, example: "上海"),
    FieldSpec(
      "param1", "扩展参数 1", .optional, role: .extra1, max: 64,
      note: "Given back as it is. May hold the last six digits of the payer's account."),
    FieldSpec(
      "param2", "扩展参数 2", .optional, role: .extra2, max: 64,
      note: "Given back as it is. Some operators want a payout code here."),
    FieldSpec(
      "sign", "签名", .required, role: .signature, max: 32,
      example: "C380BEC2BFD727A4B6845133519F3AD6"),
  ]

  private static let payoutAnswerFields: [FieldSpec] = [
    FieldSpec(
      "retCode", "返回状态码", .required, role: .resultCode, max: 16, example: "SUCCESS",
      note: "SUCCESS or FAIL. The following rows come with SUCCESS only."),
    FieldSpec("retMsg", "返回信息", .optional, role: .message, max: 128, example: "签名失败"),
    FieldSpec(
      "sign", "签名", .required, role: .signature, max: 32,
      example: "C380BEC2BFD727A4B6845133519F3AD6", note: "Covers retCode and retMsg."),
    FieldSpec(
      "transOrderId", "代付订单号", .required, role: .gatewayOrderNumber, max: 30,
      example: "20160427210604000490"),
    FieldSpec(
      "mchId", "商户号", .required, .integer, role: .merchantID, example: "20001222",
      jsonLiteral: true),
    FieldSpec(
      "mchTransOrderNo", "商户代付订单号", .required, role: .orderNumber, max: 30,
      example: "20160427210604000490", aliases: ["mchTransNo"]),
    FieldSpec(
      "amount", "代付金额", .required, .amount(.fen), role: .amount, example: "100",
      jsonLiteral: true),
    FieldSpec("status", "状态", .required, .integer, role: .state, example: "1", jsonLiteral: true),
    FieldSpec("channelOrderNo", "渠道订单号", .optional, role: .channelOrderNumber, max: 64),
    FieldSpec(
      "createTime", "订单建立时间", .optional, .milliseconds, role: .createdAt,
      example: "1505049094262", note: "Described as the time of success.", jsonLiteral: true),
    FieldSpec("appId", "", .optional, role: .appID, documented: false),
    FieldSpec("resCode", "", .optional, note: "Signed.", documented: false),
    FieldSpec("channelErrMsg", "", .optional, note: "Signed.", documented: false),
    FieldSpec(
      "transSuccTime", "", .optional, .milliseconds, role: .paidAt, documented: false,
      jsonLiteral: true),
    FieldSpec("errCode", "", .optional, role: .errorCode, documented: false),
    FieldSpec("errDes", "", .optional, role: .errorDetail, documented: false),
  ]

  private static let payoutCallbackFields: [FieldSpec] = [
    FieldSpec(
      "transOrderId", "代付订单号", .required, role: .gatewayOrderNumber, max: 30,
      example: "P20160427210604000490"),
    FieldSpec(
      "mchId", "商户 ID", .required, .integer, role: .merchantID, example: "20001222",
      jsonLiteral: true),
    FieldSpec(
      "mchTransOrderNo", "商户订单号", .required, role: .orderNumber, max: 30,
      example: "20160427210604000490", aliases: ["mchOrderNo", "mchTransNo"]),
    FieldSpec(
      "amount", "代付金额", .required, .amount(.fen), role: .amount, example: "100",
      jsonLiteral: true),
    FieldSpec("status", "状态", .required, .integer, role: .state, example: "1", jsonLiteral: true),
    FieldSpec(
      "channelOrderNo", "渠道订单号", .optional, role: .channelOrderNumber, max: 64,
      example: "wx2016081611532915ae15beab0167893571"),
    FieldSpec(
      "param1", "扩展参数 1", .optional, role: .extra1, max: 64,
      note: "Some servers URL-encode it twice and sign the raw text."),
    FieldSpec(
      "param2", "扩展参数 2", .optional, role: .extra2, max: 64,
      note: "Some servers URL-encode it twice and sign the raw text."),
    FieldSpec(
      "transSuccTime", "代付成功时间", .required, .milliseconds, role: .paidAt, jsonLiteral: true),
    FieldSpec(
      "backType", "通知类型", .required, .choice(["1", "2"]), role: .noticeKind, example: "1",
      note: "1 is the browser, 2 the server.", jsonLiteral: true),
    FieldSpec(
      "sign", "签名", .required, role: .signature, max: 32,
      example: "C380BEC2BFD727A4B6845133519F3AD6"),
    FieldSpec("appId", "", .optional, role: .appID, documented: false),
    FieldSpec("result", "", .optional, note: "Signed.", documented: false),
    FieldSpec("channelErrMsg", "", .optional, role: .message, note: "Signed.", documented: false),
  ]

  private static let payoutQueryFields: [FieldSpec] = [
    FieldSpec(
      "mchId", "商户ID", .required, .integer, role: .merchantID, example: "1000000010",
      jsonLiteral: true),
    FieldSpec(
      "appId", "应用ID", .required, role: .appID, max: 32,
      example: "0ae8be35ff634e2abe94f5f32f6d5c4f"),
    FieldSpec(
      "transOrderId", "代付订单号", .oneOf("number"), role: .gatewayOrderNumber, max: 30,
      example: "P20160427210604000490",
      note: "The document calls the other one mchOrderNo here; it means mchTransOrderNo."),
    FieldSpec(
      "mchTransOrderNo", "商户代付订单号", .oneOf("number"), role: .orderNumber, max: 30,
      example: "20160427210604000490",
      note: "The document calls the other one payOrderId here; it means transOrderId."),
    FieldSpec(
      "executeNotify", "是否执行回调", .optional, .boolean, role: .notifyAgain, example: "true",
      jsonLiteral: true),
    FieldSpec(
      "sign", "签名", .required, role: .signature, max: 32,
      example: "C380BEC2BFD727A4B6845133519F3AD6"),
  ]

  private static let payoutQueryAnswerFields: [FieldSpec] = [
    FieldSpec(
      "retCode", "返回状态码", .required, role: .resultCode, max: 16, example: "SUCCESS",
      note: "SUCCESS or FAIL. The following rows come with SUCCESS only."),
    FieldSpec("retMsg", "返回信息", .optional, role: .message, max: 128, example: "签名失败"),
    FieldSpec(
      "mchId", "商户ID", .required, .integer, role: .merchantID, example: "20001222",
      jsonLiteral: true),
    FieldSpec(
      "appId", "应用ID", .required, role: .appID, max: 32,
      example: "0ae8be35ff634e2abe94f5f32f6d5c4f"),
    FieldSpec(
      "transOrderId", "代付订单号", .required, role: .gatewayOrderNumber, max: 30,
      example: "P20160427210604000490"),
    FieldSpec(
      "mchTransOrderNo", "商户订单号", .required, role: .orderNumber, max: 30,
      example: "20160427210604000490", aliases: ["mchTransNo"]),
    FieldSpec(
      "amount", "代付金额", .required, .amount(.fen), role: .amount, example: "100",
      jsonLiteral: true),
    FieldSpec("currency", "币种", .required, role: .currency, max: 3, example: "cny"),
    FieldSpec("status", "状态", .required, .integer, role: .state, example: "1", jsonLiteral: true),
    FieldSpec(
      "channelOrderNo", "渠道订单号", .optional, role: .channelOrderNumber, max: 64,
      example: "wx20170910211043fb206e92260071822007"),
    FieldSpec(
      "transSuccTime", "代付成功时间", .optional, .milliseconds, role: .paidAt,
      example: "1505049094262", jsonLiteral: true),
    FieldSpec("sign", "", .optional, role: .signature, documented: false),
    FieldSpec("resCode", "", .optional, note: "Signed.", documented: false),
    FieldSpec("channelErrMsg", "", .optional, note: "Signed.", documented: false),
    FieldSpec("errCode", "", .optional, role: .errorCode, documented: false),
    FieldSpec("errDes", "", .optional, role: .errorDetail, documented: false),
  ]
}
