/// Ways of these families' servers to say that an order's number was used before. Only such an answer
/// to a request to be paid counts: what a payout's says is asked about anyhow.
enum UsedNumberWords {
  static func meanings(in messages: [MessageKind]) -> [ErrorMeaning] {
    words.map { words in
      ErrorMeaning(
        .duplicate, in: messages, wordsContain: words,
        advice: "The number was used before; query it instead of sending again.",
        documented: false)
    }
  }

  private static let words = [
    "重复订单", "订单号重复", "订单已存在", "订单号已存在", "平台单号冲突", "duplicate order", "mrn_duplication",
  ]
}
