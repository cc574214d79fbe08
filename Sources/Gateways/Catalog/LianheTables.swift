/// The tables of lianhe.txt. Its labels are the first clause of the column 描述.
enum LianheTables {
  static let order: [FieldSpec] = [
    FieldSpec(
      "amount", "订单金额", .required, .amount(.yuan), role: .amount,
      note: "Two decimals.", jsonLiteral: true),
    FieldSpec("appKey", "商户用户接口调用的Key信息", .required, role: .merchantID),
    FieldSpec("callbackUrl", "充值成功后的回调接口", .required, .url, role: .notifyURL),
    FieldSpec(
      "channelId", "支付通道ID", .required, .code(.channel), role: .channel, jsonLiteral: true),
    FieldSpec("mrn", "商户平台订单号", .required, role: .orderNumber, max: 64),
    FieldSpec("returnUrl", "客人充值完成后用于返回的网址", .required, .url, role: .returnURL),
    FieldSpec("sign", "请求信息的签名信息", .required, role: .signature),
    FieldSpec(
      "payer", "充值者的账户实名信息", .optional, role: .payer,
      note: "Not signed; UTF-8. A later revision of the document requires it."),
    FieldSpec(
      "sourceIp", "", .optional, role: .clientIP,
      note: "Not signed; from a later revision of the document.", documented: false),
  ]

  static let orderAnswer: [FieldSpec] = [
    FieldSpec("success", "true/false", .unstated, .boolean, role: .resultCode, jsonLiteral: true),
    FieldSpec("errorMsg", "错误信息", .unstated, role: .message),
    FieldSpec(
      "payUrl", "支付页面跳转地址", .unstated, role: .payURL,
      example: "/api/Pay?id=some-id&channel=SomeChannel",
      note: "Path and query only; the base URL goes in front."),
    FieldSpec(
      "collectionAccount", "", .optional, .object,
      note: "For certified merchants: provider, holderName, accountNumber, phoneNumber, province, "
        + "city of the account to pay to.",
      documented: false),
  ]

  static let orderCallback: [FieldSpec] = [
    FieldSpec(
      "amount", "客人实际支付金额", .required, .amount(.yuan), role: .paidAmount,
      note: "What to credit; exact to the fen."),
    FieldSpec("appKey", "商户用户接口调用的Key信息", .required, role: .merchantID),
    FieldSpec("channel", "支付通道ID", .required, .code(.channel), role: .channel),
    FieldSpec("mrn", "商户平台订单号", .required, role: .orderNumber),
    FieldSpec(
      "originAmount", "客人充值时提交的金额", .required, .amount(.yuan), role: .amount,
      note: "Was called originalAmount between two revisions of 2021.",
      aliases: ["originalAmount"]),
    FieldSpec("sign", "请求信息的签名信息", .required, role: .signature),
  ]

  /// The same for orders and payouts. The document prints a URL instead of a table.
  static let query: [FieldSpec] = [
    FieldSpec("appKey", "商户Key", .required, role: .merchantID),
    FieldSpec("mrn", "平台单号", .required, role: .orderNumber),
    FieldSpec("sign", "签名", .required, role: .signature),
    FieldSpec(
      "callback", "再次回调", .optional, .boolean, role: .notifyAgain,
      note: "Not signed. Works only when the state is 1."),
  ]

  static let queryAnswer: [FieldSpec] = [
    FieldSpec("error", "success", .unstated, role: .resultCode),
    FieldSpec("result", "", .unstated, .object, role: .container),
    FieldSpec(
      "Mrn", "平台单号", .unstated, role: .orderNumber, parent: "result", aliases: ["mrn"]),
    FieldSpec(
      "status", "0/1/2", .unstated, .choice(["0", "1", "2"]), role: .state, parent: "result",
      jsonLiteral: true),
    FieldSpec(
      "originalAmount", "", .optional, .amount(.yuan), role: .amount, parent: "result",
      aliases: ["originAmount"], documented: false),
    FieldSpec(
      "amount", "", .optional, .amount(.yuan), role: .paidAmount,
      note: "From a later revision of the document.", parent: "result", documented: false),
    FieldSpec("errorMessage", "", .optional, role: .message, documented: false),
  ]

  static let payout: [FieldSpec] = [
    FieldSpec(
      "amount", "订单金额", .required, .amount(.wholeYuan), role: .amount, jsonLiteral: true),
    FieldSpec("appKey", "商户用户接口调用的Key信息", .required, role: .merchantID),
    FieldSpec("bankName", "银行名称", .required, role: .bankName),
    FieldSpec("accountName", "银行账户名", .required, role: .accountName),
    FieldSpec("accountNumber", "银行卡卡号", .required, role: .accountNumber),
    FieldSpec("mrn", "商户平台订单号", .required, role: .orderNumber, max: 64),
    FieldSpec("callbackUrl", "出款成功后的回调接口", .required, .url, role: .notifyURL),
    FieldSpec("sign", "请求信息的签名信息", .required, role: .signature),
  ]

  static let payoutAnswer: [FieldSpec] = [
    FieldSpec("error", "success", .unstated, role: .resultCode),
    FieldSpec("errorMessage", "错误信息", .unstated, role: .message),
  ]

  static let payoutCallback: [FieldSpec] = [
    FieldSpec(
      "amount", "下发金额", .required, .amount(.yuan), role: .amount,
      note: "Whole yuan, though servers write them with two decimals."),
    FieldSpec("appKey", "商户用户接口调用的Key信息", .required, role: .merchantID),
    FieldSpec("mrn", "商户平台订单号", .required, role: .orderNumber),
    FieldSpec("sign", "请求信息的签名信息", .required, role: .signature),
  ]

  static let payoutQueryAnswer: [FieldSpec] = [
    FieldSpec("error", "success", .unstated, role: .resultCode),
    FieldSpec("result", "", .unstated, .object, role: .container),
    FieldSpec(
      "Mrn", "平台单号", .unstated, role: .orderNumber, parent: "result", aliases: ["mrn"]),
    FieldSpec(
      "status", "0/1/2", .unstated, .choice(["0", "1", "2"]), role: .state, parent: "result",
      jsonLiteral: true),
    FieldSpec("errorMessage", "", .optional, role: .message, documented: false),
  ]
}
