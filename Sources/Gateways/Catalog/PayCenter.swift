extension GatewaySpec {
  /// pay-center.txt: 聚合支付接口说明书, orders and payouts of the XxPay family.
  package static let payCenter = GatewaySpec(
    id: "pay-center",
    title: "聚合支付接口说明书",
    document: "pay-center.txt",
    baseURLExample: "http://IP:3020",
    operations: [order, query, payout, payoutQuery],
    codes: [PayCenterCodes.products, PayCenterCodes.payoutBanks, PayCenterCodes.errors],
    errors: PayCenterErrors.meanings,
    payURL: .postPrefix,
    notes: [
      "The IP in the base URL is not printed: ask customer service for it (2.1.3, 2.2.2, 3.1.2, "
        + "3.2.2).",
      "Everything is UTF-8, over HTTP, by POST or GET (1.1).",
      "executeNotify has no condition: with true the gateway calls back once more, whatever the "
        + "state (2.2.3, 3.2.3). The sandbox then tells the state of that moment, unpaid ones "
        + "included.",
      "backType tells the browser's notice (1) from the server's (2); how the browser brings it is "
        + "not printed. Servers open returnUrl with the callback's fields behind it (2.3.2; "
        + "abert-commits/xxpay-0514).",
      "Fields that the document does not name are signed, too (1.3).",
      "The document says to repeat the call after error 0010; a number that was used fails that way "
        + "for ever, so ask first (4.2; abert-commits/xxpay-0514).",
      "A refusal (retCode FAIL) is never signed, so of a payout nothing is certain until a query "
        + "tells (abert-commits/xxpay-0514).",
      "Servers check the signature last: an error about channel or merchant says nothing of it "
        + "(abert-commits/xxpay-0514).",
      "The example of bankCode is HP00001, the table has HPT00001 (3.1.3, 4.3).",
      "HPT00034 and HPT00073 are one bank (4.3).",
      "The rows of the payout query name mchOrderNo and payOrderId where mchTransOrderNo and "
        + "transOrderId are meant (3.2.3).",
      "Products 8017 and 8018 have each other's payment type (4.1).",
      "createTime of a payout answer is labelled as creation and described as success (3.1.4).",
      "The answers to questions have no row for sign; servers sign them (2.2.4, 3.2.4; "
        + "abert-commits/xxpay-0514).",
      "A payout's state 4 does not say how it ended; it counts as pending until 2 or 3 is seen "
        + "(3.1.4).",
      "Write no query into notifyUrl: the first field behind it arrives broken "
        + "(abert-commits/xxpay-0514).",
      "The payout callback is documented as GET; some servers post it. Both are read (3.3.1).",
      "payUrl is never decoded; behind POST; it is sent as a form (2.1.5).",
      "Operators such as HeroPay have one host for orders and one for questions, and a key made of "
        + "two parts, one behind the other (copo888/channel_app).",
    ])

  private static let order = OperationSpec(
    endpoints: [Endpoint(.api, "POST", "/api/pay/create_order", .formField("params"))],
    request: PayCenterOrders.order,
    answer: PayCenterOrders.orderAnswer,
    callback: PayCenterOrders.orderCallback,
    delivery: CallbackDelivery(
      "POST", acknowledgement: "success", match: .ignoringCase, sendsEmpties: true,
      repeatSeconds: [60, 120, 180, 240, 300], appendsQuery: true, source: "pay-center.txt, 2.3"),
    browserReturn: .get)

  private static let query = OperationSpec(
    endpoints: [Endpoint(.api, "POST", "/api/pay/query_order", .formField("params"))],
    request: PayCenterOrders.query,
    answer: PayCenterOrders.queryAnswer)

  private static let payout = OperationSpec(
    endpoints: [Endpoint(.api, "POST", "/api/trans/create_order", .formField("params"))],
    request: PayCenterPayouts.payout,
    answer: PayCenterPayouts.payoutAnswer,
    callback: PayCenterPayouts.payoutCallback,
    delivery: CallbackDelivery(
      "GET", acknowledgement: "success", match: .ignoringCase, sendsEmpties: true,
      repeatSeconds: [60, 120, 180, 240, 300], appendsQuery: true, source: "pay-center.txt, 3.3"))

  private static let payoutQuery = OperationSpec(
    endpoints: [Endpoint(.api, "POST", "/api/trans/query_order", .formField("params"))],
    request: PayCenterPayouts.payoutQuery,
    answer: PayCenterPayouts.payoutQueryAnswer)
}
