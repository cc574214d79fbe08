/// The signing rules of the ThinkPHP servers behind pay-index and wessyun. Both documents print the
/// same rule; the servers of the family differ in what they leave out and how they escape.
enum ThinkPHPSigning {
  /// The rule of both documents: the fields marked 参与签名, non-empty, by name.
  static let documented = SigningRule(.marked)

  /// Everything that came except the signature and the text given back unsigned.
  private static let everyField = SigningRule(.allExcept(["sign", "attach"]))

  /// What servers do with a request to be paid.
  static let orderTolerances = [
    htmlEscaped(intField: "pay_memberid"), zeroCountsAsEmpty, arrowPairs(documented),
    emptiesSigned(documented),
  ]

  /// What servers do with a question.
  static let queryTolerances = [htmlEscaped(intField: "pay_memberid"), zeroCountsAsEmpty]

  /// What servers do with callbacks and with answers to a question.
  static let gatewayTolerances = [
    zeroCountsAsEmpty,
    Tolerance(
      "every-field-signed",
      "The createSign of forks such as xcxlegend/recharge covers whatever the message holds "
        + "except sign and attach, fields of their own included.",
      everyField.with { $0.empties = .droppedAsPHP }),
    arrowPairs(everyField), emptiesSigned(everyField),
  ]

  private static func htmlEscaped(intField: String) -> Tolerance {
    Tolerance(
      "html-escaped",
      "Servers such as kenuoseclab/pay-1 sign what PHP's strip_tags, htmlspecialchars and empty() "
        + "leave of each value, and the merchant number as an integer; keep & < > \" out of URLs.",
      documented.with {
        $0.empties = .droppedAsPHP
        $0.fieldTransforms = [.init(intField, .integerPart)]
        $0.transforms = [.tagsStripped, .htmlEscaped]
      })
  }

  private static let zeroCountsAsEmpty = Tolerance(
    "zero-counts-as-empty",
    "The createSign of nine of twelve servers read leaves out what PHP's empty() calls empty, "
      + "a lone 0 included.",
    documented.with { $0.empties = .droppedAsPHP })

  private static func arrowPairs(_ rule: SigningRule) -> Tolerance {
    Tolerance(
      "arrow-pairs",
      "The oldest generation (zy.cnzypay, julianfu) writes name=>value and signs empty values, too.",
      rule.with {
        $0.nameValueSeparator = "=>"
        $0.empties = .kept
      })
  }

  private static func emptiesSigned(_ rule: SigningRule) -> Tolerance {
    Tolerance(
      "empties-signed",
      "The md5sign of debugm/dajiang leaves nothing out: an empty value is signed as name=.",
      rule.with { $0.empties = .kept })
  }
}
