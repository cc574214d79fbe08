/// The signing rule of pay-center.txt 1.3 and what XxPay servers do beyond it.
enum PayCenterSigning {
  /// Every non-empty field but `sign`, by name. Servers compare without regard to case.
  static let rule = SigningRule(.allExcept(["sign"])).with { $0.acceptsEitherCase = true }

  /// What servers do with every message.
  static let tolerances = [
    Tolerance(
      "xxpay",
      "XxPay servers order whole name=value pairs without regard to case, write nested JSON as "
        + "fastjson does and numbers as Java does (PayDigestUtil of abert-commits/xxpay-0514).",
      rule.with {
        $0.order = .pairsIgnoringCase
        $0.nested = .fastjson
        $0.numbers = .java
      })
  ]
}
