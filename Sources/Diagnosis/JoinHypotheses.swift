import Gateways

/// What stands between name and value and between pairs.
enum JoinHypotheses {
  static func all(_ subject: DiagnosisSubject) -> [Hypothesis] {
    let joiners = [(DiagnosisCode.joinerEquals, "="), (.joinerArrow, "=>"), (.joinerNone, "")]
    let separators = [(DiagnosisCode.separatorAmpersand, "&"), (.separatorNone, "")]
    return joiners.filter { $0.1 != subject.rule.nameValueSeparator }.map { code, text in
      Hypothesis(code: code, family: .join) {
        $0.joiner = Array(text.utf8)
        $0.includesNames = true
      }
    }
      + separators.filter { $0.1 != subject.rule.pairSeparator }.map { code, text in
        Hypothesis(code: code, family: .join) { $0.separator = Array(text.utf8) }
      }
      + ["", "&", ",", "|"].map { separator in
        Hypothesis(
          code: .valuesOnly, detail: separator.isEmpty ? nil : "“\(separator)” between values",
          family: .join
        ) {
          $0.includesNames = false
          $0.separator = Array(separator.utf8)
        }
      }
  }
}
