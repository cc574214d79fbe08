/// What lianhe's error codes and words mean.
enum LianheErrors {
  /// The documented codes of a payout, then what real servers say.
  static let meanings: [ErrorMeaning] =
    [
      payout(.rejected, "invalid_data", "The gateway could not use the request; check its fields."),
      payout(.rejected, "sign_error", "The signature was refused; check key and letter case."),
      payout(
        .duplicate, "mrn_duplication",
        "The number was used before; query it instead of sending again."),
      payout(.rejected, "insufficient_balance", "Top up the merchant balance."),
      payout(
        .rejected, "object_not_found", "The gateway does not know the appKey; check the profile."),
      ErrorMeaning(
        .notFound, in: [.queryAnswer, .payoutQueryAnswer], code: "object_not_found",
        advice: "The gateway does not know that number, or not the appKey.", documented: false),
      ErrorMeaning(
        .rejected, in: [.queryAnswer, .payoutQueryAnswer], code: "sign_error",
        advice: "Check key and letter case.",
        documented: false),
      ErrorMeaning(
        .rejected, in: [.orderAnswer], wordsContain: "请检查签名是否正确",
        advice: "The usual causes are an upper-case signature and an amount without .00.",
        documented: false),
      ErrorMeaning(
        .rejected, in: [.orderAnswer], wordsContain: "signature error",
        advice: "The usual causes are an upper-case signature and an amount without .00.",
        documented: false),
    ] + UsedNumberWords.meanings(in: [.orderAnswer])
    + UnknownNumberWords.meanings(in: [.queryAnswer, .payoutQueryAnswer])

  private static func payout(
    _ verdict: ErrorMeaning.Verdict, _ code: String, _ advice: String
  ) -> ErrorMeaning {
    ErrorMeaning(verdict, in: [.payoutAnswer], code: code, advice: advice)
  }
}
