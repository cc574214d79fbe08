extension GatewaySpec {
  /// lianhe.txt: 联合支付对接说明文档, orders and payouts with templates to sign.
  package static let lianhe = GatewaySpec(
    id: "lianhe",
    title: "联合支付对接说明文档",
    document: "lianhe.txt",
    baseURLExample: "网关API",
    operations: [order, query, payout, payoutQuery],
    codes: [
      CodeTable(
        .channel, source: "lianhe.txt, 充值通道表",
        """
        1|微信
        2|支付宝
        3|银行卡
        4|支付宝红包
        5|云闪付
        6|支付宝转银行卡
        7|支付宝wap
        8|微信wap
        9|支付宝跳转
        10|微信跳转
        11|微信手机转账
        12|支付宝转卡飞行模式
        13|微信赞赏码
        14|支付宝固码
        15|支付宝群红包
        """),
      CodeTable(
        .error, source: "lianhe.txt, 下发WebAPI说明",
        """
        invalid_data|无效的请求数据，请检查您的JSON数据和请求参数
        sign_error|签名错误
        mrn_duplication|平台单号冲突
        insufficient_balance|商户余额不足
        object_not_found|无效的商户账户
        """),
    ],
    errors: LianheErrors.meanings,
    payURL: .relativeToBase,
    refusesDuplicatePayouts: true,
    notes: [
      "Only the listed fields are signed, in the printed order; payer, callback and whatever a later "
        + "revision adds are not (签名说明).",
      "Letter case counts: the signature is lower case, and an upper-case one is refused "
        + "(lhxpay/lhxpay.github.io, Q&A).",
      "Servers hash an order's amount with two decimals although the document does not say so; this "
        + "program sends orders that way. Payouts are whole yuan and go without decimals "
        + "(lhxpay/lhxpay.github.io).",
      "An empty returnUrl stands in the template as returnUrl=. The official Java sample signs the "
        + "word null, the PHP sample leaves the field out; no server is known to accept either, so "
        + "neither counts as valid here.",
      "The amount paid differs from the one ordered by design: compare originAmount with the order "
        + "and credit amount (充值回调参数说明).",
      "JSON needs Content-Type application/json, or the gateway answers 415 "
        + "(lhxpay/lhxpay.github.io, Q&A).",
      "payUrl holds path and query only; the base URL goes in front (WebAPI 对接模式).",
      "Answers are not signed; only TLS vouches for them.",
      "The query answers print Mrn; later servers send mrn (lhxpay/lhxpay.github.io).",
      "callback=true calls back again only when the state is 1 (充值查单接口说明, 下发查单接口说明).",
      "The IP whitelist of callbacks is arranged with customer service; no address is printed "
        + "(充值回调说明, 下发回调说明).",
      "Customer service also tells appKey and key to whoever lacks them (充值接口参数说明).",
      "An acknowledgement is HTTP 200 and success together (充值回调说明, 下发回调说明).",
      "A second payout under the same number is refused with mrn_duplication (下发WebAPI说明).",
      "The document is silent on repeats; a related server tries three more times with doubling waits.",
    ])

  private static let order = OperationSpec(
    endpoints: [
      Endpoint(.api, "POST", "/api/Pay/Create", .json),
      Endpoint(.page, "POST", "/api/Pay", .form),
    ],
    request: LianheMessages.order,
    answer: LianheMessages.orderAnswer,
    callback: LianheMessages.orderCallback,
    delivery: CallbackDelivery(
      "POST", acknowledgement: "success", match: .ignoringCase, others: ["200", "ok"],
      status: 200, repeatSeconds: [2, 4, 8], source: "lianhe.txt, 充值回调说明"))

  private static let query = OperationSpec(
    endpoints: [Endpoint(.api, "GET", "/api/Payments/Query", .query)],
    request: LianheMessages.query,
    answer: LianheMessages.queryAnswer)

  private static let payout = OperationSpec(
    endpoints: [Endpoint(.api, "POST", "/api/Payouts/Create", .json)],
    request: LianheMessages.payout,
    answer: LianheMessages.payoutAnswer,
    callback: LianheMessages.payoutCallback,
    delivery: CallbackDelivery(
      "POST", acknowledgement: "success", match: .ignoringCase, others: ["200", "ok"],
      status: 200, repeatSeconds: [2, 4, 8], source: "lianhe.txt, 下发回调说明"))

  private static let payoutQuery = OperationSpec(
    endpoints: [Endpoint(.api, "GET", "/api/Payouts/Query", .query)],
    request: LianheMessages.payoutQuery,
    answer: LianheMessages.payoutQueryAnswer)
}
