extension GatewaySpec {
  /// pay-index.txt: 聚合支付 API 对接开发文档, the ThinkPHP family with JSON answers and 实付金额.
  package static let payIndex = GatewaySpec(
    id: "pay-index",
    title: "聚合支付 API 对接开发文档",
    document: "pay-index.txt",
    baseURLExample: "平台网址",
    operations: [
      OperationSpec(
        endpoints: [
          Endpoint(
            .api, "POST", "/Pay_Index.html", .form, fixed: [.init("type", "json")]),
          Endpoint(.page, "POST", "/Pay_Index.html", .form, fixed: [.init("type", nil)]),
        ],
        request: PayIndexMessages.order,
        answer: PayIndexMessages.orderAnswer,
        callback: PayIndexMessages.orderCallback,
        delivery: CallbackDelivery(
          "POST", acknowledgement: "OK", match: .containsIgnoringCase, sendsEmpties: true,
          repeatSeconds: [10, 10, 10], source: "pay-index.txt, 支付结果通知"),
        browserReturn: .post),
      OperationSpec(
        endpoints: [Endpoint(.api, "POST", "/Pay_Trade_query.html", .form)],
        request: PayIndexMessages.query,
        answer: PayIndexMessages.queryAnswer),
    ],
    codes: [
      CodeTable(
        .channel, source: "pay-index.txt, 银行编码参考",
        """
        901|微信公众号
        902|微信扫码支付
        903|支付宝扫码支付
        904|支付宝手机
        905|QQ 手机支付
        907|网银支付
        908|QQ 扫码支付
        909|百度钱包
        910|京东支付
        """)
    ],
    errors: ThinkPHPErrors.meanings,
    notes: [
      "Merchant number and key stand in the merchant panel, API 管理 － API 开发文档. Only an approved "
        + "account has a key; customer service approves it (获取商户秘钥).",
      "The shopper's browser posts the callback's fields to pay_callbackurl, signed like the "
        + "callback itself; it proves no more than its signature does (请求参数).",
      "The prose signs every non-empty field, the column 参与签名 and the printed string only seven; "
        + "the column wins, and the servers of the family agree (签名算法).",
      "The document's own example of a good answer spells status as ststus; both are read (请求支付返回参数).",
      "The heading of the answer to a question lacks 参与签名, yet its third cell holds that mark "
        + "(查询结果通知).",
      "The answer to a question carries returncode 00 for unpaid orders, too; only trade_state tells "
        + "(kenuoseclab/pay-1).",
      "The amount really paid may differ from the ordered one; the document says to go by true_amount "
        + "(支付结果通知).",
      "true_amount is marked as signed. A callback that leaves it out of its signature is refused: "
        + "anybody could change it on the way.",
      "A repeated callback has another datetime and so another signature: tell orders apart by their "
        + "number (kenuoseclab/pay-1).",
      "The callback's body is glued together without URL encoding, so & + % and blanks in attach "
        + "arrive broken (kenuoseclab/pay-1).",
      "The document repeats a callback three times without saying when; servers of the family wait "
        + "about ten seconds and take any body that contains ok in any case.",
      "Channel codes change; the merchant back office has the valid ones (银行编码参考).",
    ])
}
