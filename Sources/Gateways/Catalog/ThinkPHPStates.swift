/// The state words of the ThinkPHP family.
enum ThinkPHPStates {
  /// `returncode` of a callback. Every other word is a failure (pay-index, 支付结果通知).
  static let callback = [
    StateWord("00", .succeeded, "成功"),
    StateWord("1", .succeeded, "status=1 of xcxlegend/recharge", documented: false),
  ]

  /// `trade_state` of an answer to a question; `returncode` is 00 there even when nothing was paid.
  static let query = [
    StateWord("NOTPAY", .created, "未支付"),
    StateWord("SUCCESS", .succeeded, "已支付"),
    StateWord("2", .created, "unpaid at yezilong95/testlanjing", documented: false),
    StateWord("1", .succeeded, "paid at yezilong95/testlanjing", documented: false),
    StateWord(
      "00", .settled, "paid and acknowledged at yezilong95/testlanjing", documented: false),
  ]
}
