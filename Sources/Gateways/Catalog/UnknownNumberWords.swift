/// How servers say that they have no order of a number. No document has the words: they are those of
/// programs that serve the families, and count for questions only. A number that was just sent may
/// still be on its way, so that one such answer proves nothing.
enum UnknownNumberWords {
  /// The meanings, for answers of those kinds.
  static func meanings(in kinds: [MessageKind]) -> [ErrorMeaning] {
    words.map { words in
      ErrorMeaning(
        .notFound, in: kinds, wordsContain: words,
        advice: "The gateway does not know that number.", documented: false)
    }
  }

  private static let words = [
    "订单不存在", "订单号不存在", "单号不存在", "订单信息不存在", "订单记录不存在", "转账单不存在",
    "不存在的订单", "不存在该订单", "不存在此订单", "无此订单", "无该订单", "没有此订单", "没有该订单", "没有这个订单",
    "未查询到订单", "未查到订单", "未找到订单", "找不到订单", "查不到订单", "查询不到订单", "未查询到该订单", "未查到该订单",
    "未找到该订单", "找不到该订单", "查无此单", "查无此订单", "查无订单", "查无该订单",
    "order not exist", "Order not exist", "order does not exist", "Order does not exist",
    "order not found", "Order not found", "ORDER_NOT_EXIST", "ORDER_NOT_FOUND", "OrderNotExist",
    "no such order", "No such order",
  ]
}
