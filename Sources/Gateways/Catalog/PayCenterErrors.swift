/// What pay-center's error codes and words mean.
enum PayCenterErrors {
  private static let answers: [MessageKind] = [
    .orderAnswer, .queryAnswer, .payoutAnswer, .payoutQueryAnswer,
  ]

  /// The documented code, then those of PayEnum.java (abert-commits/xxpay-0514).
  static let meanings: [ErrorMeaning] =
    [
      ErrorMeaning(
        .unknown, in: answers, code: "0010",
        advice: "Do not send again, although the document says so: a used number fails this way, "
          + "too. Query it."),
      ErrorMeaning(
        .unknown, in: answers, wordsContain: "系统错误",
        advice: "The words of error 0010, which may come without its code. Do not send again; "
          + "query it."),
      ErrorMeaning(
        .rejected, in: [.orderAnswer], code: "0014",
        advice: "A field or the signature was refused; retMsg says which.", documented: false),
      ErrorMeaning(
        .unknown, in: [.payoutAnswer], code: "0014",
        advice: "Probably a field or the signature was refused, but the answer is not signed. "
          + "Query the payout.",
        documented: false),
    ]
    + UsedNumberWords.meanings(in: [.orderAnswer])
    + UnknownNumberWords.meanings(in: [.queryAnswer, .payoutQueryAnswer])
    + undocumented.map { code in
      ErrorMeaning(
        .unknown, in: answers, code: code,
        advice: "The document does not explain this code. Query before doing anything else.",
        documented: false)
    }

  private static let undocumented = [
    "0001", "0011", "0012", "0013", "0015", "0110", "0111", "0112", "0113", "0114", "0115",
    "0116", "0117", "0118", "0119", "0120", "0121",
  ]
}
