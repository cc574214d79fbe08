/// What the error words of the ThinkPHP family mean. No document of the family prints any; the
/// words are those of kenuoseclab/pay-1 and its sisters.
enum ThinkPHPErrors {
  /// Answers to a request to be paid, then answers to a question.
  static let meanings: [ErrorMeaning] =
    [
      order(.rejected, "不存在的商户编号", "Check the merchant number in the profile."),
      order(.rejected, "金额不能为空", "Give an amount."),
      order(.rejected, "不存在的银行编码", "Take a channel code from the merchant back office."),
      order(.rejected, "订单号不合法", "Use letters and digits only in the order number."),
      order(.rejected, "通道关闭", "The channel is closed; the signature was not looked at yet."),
      order(
        .rejected, "未分配通道",
        "The account has no such channel; the signature was not looked at yet."),
      order(
        .rejected, "签名验证失败",
        "The signature was refused; some servers escape & < > \" before they sign."),
      query(.notFound, "不存在的交易订单", "The gateway does not know that order number."),
      query(.rejected, "验签失败", "Check the key."),
    ] + UsedNumberWords.meanings(in: [.orderAnswer])
    + UnknownNumberWords.meanings(in: [.queryAnswer])

  private static func order(
    _ verdict: ErrorMeaning.Verdict, _ words: String, _ advice: String
  ) -> ErrorMeaning {
    ErrorMeaning(
      verdict, in: [.orderAnswer], wordsContain: words, advice: advice, documented: false)
  }

  private static func query(
    _ verdict: ErrorMeaning.Verdict, _ words: String, _ advice: String
  ) -> ErrorMeaning {
    ErrorMeaning(
      verdict, in: [.queryAnswer], wordsContain: words, advice: advice, documented: false)
  }
}
