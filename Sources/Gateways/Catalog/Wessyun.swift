extension GatewaySpec {
  /// wessyun.txt: 聚合支付 API对接开发文档 of one gateway of the ThinkPHP family, page answers only.
  package static let wessyun = GatewaySpec(
    id: "wessyun",
    title: "聚合支付 API对接开发文档",
    document: "wessyun.txt",
    baseURLExample: "https://pay.wessyun.com",
    operations: [
      OperationSpec(
        endpoints: [Endpoint(.page, "POST", "/Pay_Index.html", .form)],
        request: WessyunMessages.order,
        answer: WessyunMessages.orderAnswer,
        callback: WessyunMessages.orderCallback,
        delivery: CallbackDelivery(
          "POST", acknowledgement: "OK", match: .containsIgnoringCase, sendsEmpties: true,
          repeatSeconds: [10, 10, 10], source: "wessyun.txt, 支付结果通知"),
        browserReturn: .post),
      OperationSpec(
        endpoints: [Endpoint(.api, "POST", "/Pay_Trade_query.html", .form)],
        request: WessyunMessages.query,
        answer: WessyunMessages.queryAnswer),
    ],
    codes: [
      CodeTable(
        .channel, source: "wessyun.txt, 银行编码参考",
        """
        940|支付宝扫码支付
        941|支付宝H5
        942|微信扫码支付
        946|微信JSAPI
        """)
    ],
    errors: ThinkPHPErrors.meanings,
    notes: [
      "Merchant number and key stand in the merchant panel, 接入管理 － API开发文档. Only an approved "
        + "account has a key; customer service approves it (获取商户秘钥).",
      "The shopper's browser posts the callback's fields to pay_callbackurl, signed like the "
        + "callback itself; it proves no more than its signature does (请求参数).",
      "An order is answered with a page; only errors come as JSON, which the document does not show "
        + "(kenuoseclab/pay-1).",
      "The prose signs every non-empty field, the column 参与签名 and the printed string only seven; "
        + "the column wins (签名算法).",
      "The tables of callback and query answer have no column 是否必填: the 是 and 否 in their third "
        + "cell say what is signed, and the state words stand in 参数说明.",
      "The answer to a question carries returncode 00 for unpaid orders, too; only trade_state tells "
        + "(kenuoseclab/pay-1).",
      "A repeated callback has another datetime and so another signature: tell orders apart by their "
        + "number (kenuoseclab/pay-1).",
      "The document repeats a callback three times without saying when; servers of the family wait "
        + "about ten seconds and take any body that contains ok in any case.",
      "Channel codes change; the merchant back office has the valid ones (银行编码参考).",
    ])
}
