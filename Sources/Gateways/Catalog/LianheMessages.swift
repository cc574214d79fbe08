/// The messages of lianhe.txt. Where the document has prose instead of a table, the labels are the
/// words that its template prints for each value.
enum LianheMessages {
  static let order = MessageSpec(
    .order, source: "lianhe.txt, 充值接口参数说明", fields: LianheTables.order,
    signing: template(["amount", "appKey", "callbackUrl", "channelId", "mrn", "returnUrl"]),
    tolerances: [
      twoDecimals(["amount", "appKey", "callbackUrl", "channelId", "mrn", "returnUrl"])
    ])

  static let orderAnswer = MessageSpec(
    .orderAnswer, source: "lianhe.txt, WebAPI 对接模式", fields: LianheTables.orderAnswer,
    success: SuccessRule(.resultCode, ["true"]))

  static let orderCallback = MessageSpec(
    .orderCallback, source: "lianhe.txt, 充值回调参数说明", fields: LianheTables.orderCallback,
    signing: template(["amount", "appKey", "channel", "mrn", "originAmount"]),
    impliedStatus: .succeeded)

  static let query = MessageSpec(
    .query, source: "lianhe.txt, 充值查单接口说明", fields: LianheTables.query,
    signing: template(["appKey", "mrn"]))

  static let queryAnswer = MessageSpec(
    .queryAnswer, source: "lianhe.txt, 充值查单接口说明", fields: LianheTables.queryAnswer,
    success: SuccessRule(.resultCode, ["success"]),
    states: [
      StateWord("0", .created, "等待客人支付"), StateWord("1", .succeeded, "支付成功"),
      StateWord("2", .failed, "支付失败"),
    ])

  static let payout = MessageSpec(
    .payout, source: "lianhe.txt, 下发接口参数说明", fields: LianheTables.payout,
    signing: template([
      "accountName", "accountNumber", "amount", "appKey", "bankName", "callbackUrl", "mrn",
    ]),
    tolerances: [
      twoDecimals([
        "accountName", "accountNumber", "amount", "appKey", "bankName", "callbackUrl", "mrn",
      ])
    ])

  static let payoutAnswer = MessageSpec(
    .payoutAnswer, source: "lianhe.txt, 下发WebAPI说明", fields: LianheTables.payoutAnswer,
    success: SuccessRule(.resultCode, ["success"]))

  static let payoutCallback = MessageSpec(
    .payoutCallback, source: "lianhe.txt, 下发回调参数说明", fields: LianheTables.payoutCallback,
    signing: template(["amount", "appKey", "mrn"]), impliedStatus: .succeeded)

  static let payoutQuery = MessageSpec(
    .payoutQuery, source: "lianhe.txt, 下发查单接口说明", fields: LianheTables.query,
    signing: template(["appKey", "mrn"]))

  static let payoutQueryAnswer = MessageSpec(
    .payoutQueryAnswer, source: "lianhe.txt, 下发查单接口说明",
    fields: LianheTables.payoutQueryAnswer,
    success: SuccessRule(.resultCode, ["success"]),
    states: [
      StateWord("0", .created, "等待下发"), StateWord("1", .succeeded, "下发成功"),
      StateWord("2", .failed, "下发失败"),
    ])

  private static func template(_ names: [String]) -> SigningRule {
    SigningRule(.listed(names)).with {
      $0.order = .asGiven
      $0.empties = .kept
      $0.letterCase = .lower
    }
  }

  private static func twoDecimals(_ names: [String]) -> Tolerance {
    Tolerance(
      "two-decimals",
      "Servers of lhxpay hash the amount with two decimals whatever the JSON holds (revisions of "
        + "2021-04-20 and 2021-05-25).",
      template(names).with { $0.fieldTransforms = [.init("amount", .twoDecimals)] })
  }
}
