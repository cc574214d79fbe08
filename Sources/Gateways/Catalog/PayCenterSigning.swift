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

  /// What open-source servers of the family before 4.x add to their callbacks.
  static let olderFields = ["currency", "clientIp", "device"].map(older)

  /// The same of callbacks about orders.
  static let olderOrderFields = olderFields + [older("subject")]

  private static func older(_ name: String) -> FieldSpec {
    FieldSpec(
      name, "", .optional, note: "Signed. Sent by the open-source line before 4.x.",
      documented: false)
  }
}
