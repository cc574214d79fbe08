/// All hypotheses about a message, the likeliest first. The order decides which of several
/// explanations of one text is named first.
enum HypothesisCatalog {
  static func all(_ subject: DiagnosisSubject, digestSize: Int) -> [Hypothesis] {
    ForeignRuleHypotheses.servers(subject)
      + KeyHypotheses.all(subject)
      + EmptyHypotheses.all(subject)
      + OrderHypotheses.all(subject)
      + JoinHypotheses.all(subject)
      + KeyPlacementHypotheses.all(subject)
      + FieldHypotheses.all(subject)
      + MissingFieldHypotheses.all(subject)
      + NestedHypotheses.all(subject)
      + EncodingHypotheses.all(subject)
      + CharsetHypotheses.all(subject)
      + DigestHypotheses.all(subject, size: digestSize)
      + NumberHypotheses.all(subject)
      + EditHypotheses.all(subject)
      + ForeignRuleHypotheses.others(subject)
  }
}
